#pragma once
#include <cstddef>
#include <nowthen/genesys/listing.hpp>
#include <nowthen/genesys/query.hpp>
#include <optional>
#include <string>

#include "genesys/id_set.hpp"
#include "genesys/page_ask.hpp"
#include "genesys/page_records.hpp"

namespace nowthen::genesys {

/// Bounds on what a server can make us hold.
struct LiveBounds {
  std::size_t max_records = 1'000'000;  ///< Distinct ones; more than any organisation has in a day.
};

/// The paging of the live listing without its I/O: says which page to ask for, takes it, says what follows.
///
/// Duplicates are dropped; a page without a new record is not the end, a hundred of them in a row are an
/// error; a cursor that came before ends the listing with an error. A cursor that the server gave and then
/// refuses has expired: the listing starts again from the beginning once and hands out only what is new. So
/// it does, once too, where it ends with fewer records than the server says there are.
class LiveWalk {
 public:
  /// Fails with `invalid_request` when the query cannot be asked.
  static Result<LiveWalk> start(LiveQuery query, LiveBounds bounds = {});

  /// The page to ask for, nothing at the end, or the error that the last page led to. Asking again after an
  /// error gives the last page again.
  Result<std::optional<LiveAsk>> next();

  /// Takes the page that `next` asked for. Nothing: go on without handing a page out.
  Result<std::optional<Page>> take(LivePage page);

  /// Takes the error that the request ended with, and gives back what the caller is to be told; nothing when
  /// the walk can go on in spite of it.
  std::optional<Error> refused(Error error);

  void note_asked_again() noexcept { ++report_.asked_again; }

  const ListingReport& report() const noexcept { return report_; }
  const LiveQuery& query() const noexcept { return query_; }

 private:
  LiveWalk(LiveQuery query, LiveBounds bounds);
  bool wanted(const Conversation& conversation) const;
  void keep_new(LivePage& page, Page& out);
  void keep_set_aside(LivePage& page, Page& out);
  void count_total(const LivePage& page);
  void go_on(LivePage& page, Page& out);
  std::optional<Error> fault_of(const LivePage& page);
  bool note(IdKey key);
  bool is_whole() const { return query_.resume_from.empty() || restarted_; }
  std::int64_t since_start() const;
  bool is_proven() const;
  bool wants_second_look() const;
  void start_again();

  LiveQuery query_;
  LiveBounds bounds_;
  std::string cursor_;
  bool given_by_server_ = false;  ///< `cursor_` came in this listing, not with the query.
  bool restarted_ = false;
  bool expired_ = false;  ///< A cursor did, once.
  std::optional<std::int64_t> last_total_;
  bool total_shrank_ever_ = false;  ///< Also between one start and the next.
  bool total_shrank_ = false;  ///< Since the start, or the second one: what moved up may not have been seen.
  int stale_pages_ = 0;        ///< In a row, without a record new since the start or the second one.
  std::int64_t set_aside_since_start_ = 0;
  std::optional<Error> pending_error_;
  IdSet cursors_;
  IdSet ids_;
  IdSet ids_since_restart_;
  IdSet set_aside_;
  ListingReport report_;
};

}  // namespace nowthen::genesys
