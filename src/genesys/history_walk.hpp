#pragma once
#include <chrono>
#include <cstdint>
#include <nowthen/genesys/listing.hpp>
#include <nowthen/genesys/query.hpp>
#include <optional>
#include <vector>

#include "genesys/history_window.hpp"
#include "genesys/id_set.hpp"
#include "genesys/page_ask.hpp"
#include "genesys/page_records.hpp"

namespace nowthen::genesys {

/// Bounds that keep each window small enough to ask for and to hold.
struct HistoryBounds {
  std::chrono::milliseconds max_window = std::chrono::days{90};  ///< The contract's own bound.
  std::int64_t max_window_records = 50'000;  ///< A window that holds more is asked in parts.
  int max_second_looks = 2;                  ///< For each window.
  std::size_t max_strays = 100'000;          ///< Records of other windows that are remembered.

  /// A window that lists more distinct records than this has a server that does not tell the truth.
  std::size_t max_held() const noexcept { return static_cast<std::size_t>(20 * max_window_records); }
};

/// The paging of the history listing without its I/O: says which page of which window to ask for, takes it,
/// says what follows.
///
/// The interval is asked in windows, in order. A window whose first page reports too many records is replaced
/// by smaller ones. A window whose pages do not add up to its total, or whose total went down while it was
/// read, is read again and only what is new is handed out; so is, once, a window whose result set expires
/// while it is read. A record that starts outside the window it came in is handed out all the same, and once:
/// nothing the server lists is lost. A window that does not add up after its last look, was gone on with in
/// the middle, or has no total, is reported as unproven.
class HistoryWalk {
 public:
  /// Fails with `invalid_request` when the query cannot be asked or its `resume_from` is not one of its own.
  static Result<HistoryWalk> start(HistoryQuery query, HistoryBounds bounds = {});

  /// The page to ask for, nothing at the end, or the error that the last page led to. Asking again after an
  /// error gives the last page again.
  Result<std::optional<HistoryAsk>> next();

  /// Takes the page that `next` asked for. Nothing: the window was split, go on.
  Result<std::optional<Page>> take(HistoryPage page);

  /// Takes the error that the request ended with, and gives back what the caller is to be told; nothing when
  /// the walk can go on in spite of it.
  std::optional<Error> refused(Error error);

  /// The page that by the total known so far follows the one of `ask`, before that one has been taken.
  /// Nothing where it may be the last, or the total is not known yet.
  std::optional<HistoryAsk> expected_after(const HistoryAsk& ask) const;

  void note_asked_again() noexcept { ++report_.asked_again; }

  const ListingReport& report() const noexcept { return report_; }
  const HistoryQuery& query() const noexcept { return query_; }

 private:
  HistoryWalk(HistoryQuery query, HistoryBounds bounds);
  void resume_at(const HistoryAsk& ask);
  void open_window();
  void close_window();
  bool must_split(const HistoryPage& page) const;
  void split(std::int64_t total);
  void keep_new(HistoryPage& page, Page& out);
  void keep_set_aside(HistoryPage& page, Page& out);
  void update_total();
  void remember_if_stray(const Conversation& conversation, IdKey key);
  void go_on(const HistoryPage& page);
  bool is_expired(const Error& error) const;
  std::optional<Error> fault_of(const HistoryPage& page) const;
  void finish_pass();

  HistoryQuery query_;
  HistoryBounds bounds_;
  Instant rest_begin_;             ///< From here on nothing is planned yet.
  std::vector<Interval> pending_;  ///< Parts of a split window, the next one last.
  HistoryWindow window_;
  IdSet previous_;            ///< What the window before handed out.
  IdSet strays_;              ///< Records that came in another window than their start's, or have no start.
  bool strays_lost_ = false;  ///< More than can be remembered: one may come again in a later window.
  std::int64_t closed_total_ = 0;
  bool any_total_ = false;
  std::optional<Error> pending_error_;
  ListingReport report_;
};

}  // namespace nowthen::genesys
