#pragma once
#include <cstdint>
#include <nowthen/genesys/listing.hpp>
#include <nowthen/genesys/query.hpp>
#include <optional>
#include <string>
#include <unordered_set>

#include "genesys/id_set.hpp"
#include "genesys/page_ask.hpp"
#include "genesys/page_records.hpp"

namespace nowthen::genesys {

/// The paging of the live listing without its I/O: says which page to ask for, takes it, says what follows.
///
/// Duplicates are dropped; an empty page with a cursor is not the end, a hundred of them in a row are an
/// error; a cursor that came before ends the listing with an error. A cursor that the server gave and then
/// refuses has expired: the listing starts again from the beginning once and hands out only what is new.
class LiveWalk {
 public:
  /// Fails with `invalid_request` when the query cannot be asked.
  static Result<LiveWalk> start(LiveQuery query);

  /// The page to ask for, nothing at the end, or the error that the last page led to. Asking again after an
  /// error gives the last page again.
  Result<std::optional<LiveAsk>> next();

  /// Takes the page that `next` asked for. Nothing: go on without handing a page out.
  Result<std::optional<Page>> take(LivePage page);

  /// Takes the error that the request ended with, and gives back what the caller is to be told; nothing when
  /// the walk can go on in spite of it.
  std::optional<Error> refused(Error error);

  const ListingReport& report() const noexcept { return report_; }
  const LiveQuery& query() const noexcept { return query_; }

 private:
  explicit LiveWalk(LiveQuery query);
  bool wanted(const Conversation& conversation) const;
  void keep_new(LivePage& page, Page& out);
  void keep_set_aside(LivePage& page, Page& out);
  void count_total(const LivePage& page);
  void go_on(LivePage& page, Page& out);

  LiveQuery query_;
  std::string cursor_;
  bool given_by_server_ = false;  ///< `cursor_` came in this listing, not with the query.
  bool restarted_ = false;
  int empty_pages_ = 0;
  std::optional<Error> pending_error_;
  std::unordered_set<std::uint64_t> cursors_;
  IdSet ids_;
  IdSet set_aside_;
  ListingReport report_;
};

}  // namespace nowthen::genesys
