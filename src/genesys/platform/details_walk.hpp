#pragma once
#include <chrono>
#include <cstdint>
#include <nowthen/genesys/listing.hpp>
#include <nowthen/genesys/query.hpp>
#include <optional>
#include <string>
#include <vector>

#include "genesys/history_window.hpp"
#include "genesys/id_set.hpp"
#include "genesys/page_ask.hpp"
#include "genesys/page_records.hpp"
#include "genesys/platform/wanted.hpp"

namespace nowthen::genesys::platform {

/// What one query of the platform may cover, and what a server can make us hold.
struct DetailsBounds {
  std::chrono::days max_window{31};
  std::int64_t max_results = 100'000;        ///< No page reaches behind this one.
  std::int64_t max_window_records = 50'000;  ///< A window of several days that holds more is asked in parts.
  int max_second_looks = 2;                  ///< For each window.
  std::size_t max_set_aside = 100'000;       ///< Unreadable records that are remembered.
};

/// The paging of the platform's details query without its I/O: says which page of which window to ask for,
/// takes it, says what follows.
///
/// What an interval asks for is not the same everywhere and at all times: conversations that started on a day
/// it touches, that were active in it, or both. Each of them brings whatever started inside the interval, so
/// windows are asked in order and a conversation counts in the window of its start alone; what else a reply
/// holds is dropped there and comes in its own window. A window is held against the server's total before
/// anything is dropped; when they disagree it is read again, and only what is new is handed out.
///
/// A window of several days that holds too many is cut at midnights (UTC), a single day whose end no page
/// reaches by media type. ADR 0018.
class DetailsWalk {
 public:
  /// Conversations that started in `query.interval`, closed or not. Fails with `invalid_request` when the
  /// query cannot be asked or its `resume_from` is not one of its own.
  static Result<DetailsWalk> started_in(HistoryQuery query, DetailsBounds bounds = {});

  /// Conversations without an end that started in the last 31 days before `now`, or that the server counts
  /// among those. Fails as `started_in` does.
  static Result<DetailsWalk> open_at(Instant now, const LiveQuery& query, DetailsBounds bounds = {});

  /// The page to ask for, nothing at the end, or the error that the last page led to. Asking again after an
  /// error gives the last page again.
  Result<std::optional<HistoryAsk>> next();

  /// Takes the page that `next` asked for. Nothing: the window was split, go on.
  Result<std::optional<Page>> take(PageRecords page);

  /// Takes the error that the request ended with, and gives back what the caller is to be told.
  std::optional<Error> refused(Error error);

  void note_asked_again() noexcept { ++report_.asked_again; }

  const ListingReport& report() const noexcept { return report_; }
  const HistoryQuery& query() const noexcept { return query_; }
  Wanted wanted() const noexcept { return wanted_; }

 private:
  /// A day that is read by media type, since no page reaches its end otherwise.
  struct Slices {
    Interval day;
    std::vector<std::string> media;     ///< The one being read, then those to come: the last one first.
    std::optional<std::int64_t> total;  ///< Of the whole day. Empty: it was not seen.
    IdSet ids{};
  };

  DetailsWalk(HistoryQuery query, Wanted wanted, DetailsBounds bounds);
  static Result<DetailsWalk> begin(HistoryQuery query, Wanted wanted, DetailsBounds bounds);
  HistoryQuery resumable() const;
  Result<void> resume_at(const HistoryAsk& ask);
  std::vector<std::string> media_types() const;
  std::int64_t reach() const;
  void open_window();
  void close_window();
  void close_slice();
  bool must_split(const PageRecords& page) const;
  void split(std::int64_t total);
  void keep_new(PageRecords& page, Page& out);
  bool belongs_here(const Conversation& conversation) const;
  void keep_set_aside(PageRecords& page, Page& out);
  void update_total();
  void go_on(const PageRecords& page);
  bool is_at_end(const PageRecords& page) const;
  std::optional<Error> fault_of(const PageRecords& page) const;
  void finish_pass();
  HistoryAsk ask() const;

  HistoryQuery query_;
  Wanted wanted_;
  DetailsBounds bounds_;
  Instant rest_begin_;             ///< From here on nothing is planned yet.
  std::vector<Interval> pending_;  ///< Parts of a split window, the next one last.
  std::optional<Slices> slices_;
  HistoryWindow window_;
  IdSet set_aside_;  ///< By content: of those we do not know to which window they belong.
  std::int64_t closed_total_ = 0;
  bool any_total_ = false;
  std::optional<Error> pending_error_;
  ListingReport report_;
};

}  // namespace nowthen::genesys::platform
