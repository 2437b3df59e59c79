#pragma once
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <nowthen/core/instant.hpp>
#include <nowthen/core/result.hpp>
#include <nowthen/model/conversation.hpp>
#include <optional>
#include <string>
#include <vector>

namespace nowthen {

/// A record that could not be understood, kept as it came.
struct SetAside {
  std::string bytes;   ///< What the server sent in the record's place.
  std::string reason;  ///< One line, such as `conversationId: missing`.
};

/// One page of a listing.
struct Page {
  std::vector<Conversation> conversations;   ///< New ones only, as far as `Listing` promises.
  std::vector<SetAside> set_aside;           ///< Unreadable records of this page.
  std::optional<std::int64_t> server_total;  ///< What the server says the current window holds.
  std::optional<std::string> next;  ///< Give it as `resume_from` to go on after this page. Empty: the last.
  /// Of the tutorial's history: the part of the query's interval that `server_total` is about.
  std::optional<Interval> part{};
};

/// What a listing saw so far; once it has ended, whether it is complete.
struct ListingReport {
  std::int64_t pages = 0;
  std::int64_t records = 0;    ///< Distinct conversations the server listed, before filters applied by us.
  std::int64_t matched = 0;    ///< Of those, the ones handed out.
  std::int64_t repeated = 0;   ///< Records that came again and were dropped.
  std::int64_t set_aside = 0;  ///< Records that could not be understood.
  std::int64_t windows = 0;    ///< Parts the interval was asked in.
  std::int64_t second_looks =
      0;  ///< Parts read again because the total did not agree or the result set expired.
  std::int64_t asked_again = 0;  ///< Pages asked for once more because the first reply could not be read.
  std::int64_t unproven_windows =
      0;  ///< Parts read to their end whose records did not agree with their total.
  std::optional<std::int64_t>
      server_total;            ///< Sum of the totals the server reported last, window by window.
  bool total_moved = false;    ///< The reported total changed while paging.
  bool stopped_early = false;  ///< Ended by `max_pages`.
  bool ended = false;          ///< The end was reached (or `max_pages`).

  /// Ended by itself, nothing set aside, and each part proven: its last reading began at the beginning and
  /// brought as many distinct conversations as the server says it holds. More may have been handed out than
  /// `server_total`: what was withdrawn meanwhile. Totals show no removal that an addition between the same
  /// two requests makes up for.
  bool complete() const noexcept {
    return ended && !stopped_early && set_aside == 0 && server_total.has_value() && unproven_windows == 0;
  }
};

/// A listing being read: page by page, or as a single-pass input range of conversations.
///
/// Each page is one request, made when it is wanted; `break` stops the traffic. Where no rate limit is known,
/// the request for the next history page is already under way while one is used. Blocks as long as pace and
/// retries need; returns within one second of a requested stop with `cancelled`. An empty page is not
/// the end, a cursor that comes twice ends it with `malformed_reply`. After an error, calling again tries the
/// same page again. Not thread-safe: one thread per listing. Must not outlive its `Client`.
///
/// Duplicates are dropped: in live all, in history as far as bounded memory goes. A history listing remembers
/// what its current and its last window handed out and, of all windows, up to 100,000 records that came in
/// another window than that of their start. So a conversation comes twice only where the server lists it in
/// the window of its start and again two or more windows later: it is handed out there once more, for what is
/// listed is never lost. Where all windows fit two (90 days each, fewer where one holds over 50,000 records)
/// nothing comes twice. Key on `id`.
///
/// Source: docs/adr/0008-bound-memory-by-a-window.md.
class Listing {
 public:
  class PageSource;

  explicit Listing(std::unique_ptr<PageSource> source);
  Listing(Listing&&) noexcept;
  Listing& operator=(Listing&&) noexcept;
  ~Listing();

  /// The next page, or an empty optional once the listing has ended.
  Result<std::optional<Page>> next_page();

  /// What was seen so far. Valid as long as the listing.
  const ListingReport& report() const;

  /// A single-pass iterator. Going on throws `ApiError` when a page cannot be had.
  class Iterator {
   public:
    using value_type = Conversation;
    using difference_type = std::ptrdiff_t;
    using iterator_concept = std::input_iterator_tag;

    Iterator() = default;
    explicit Iterator(Listing* listing) : listing_(listing) {}
    const Conversation& operator*() const { return listing_->page_.conversations[listing_->index_]; }
    const Conversation* operator->() const { return &**this; }
    Iterator& operator++() {
      listing_->advance();
      return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(std::default_sentinel_t) const { return listing_->exhausted_; }

   private:
    Listing* listing_ = nullptr;
  };

  /// Reads until the first conversation. Throws `ApiError` like iteration does.
  Iterator begin();
  std::default_sentinel_t end() const { return {}; }

 private:
  void advance();
  void load_until_conversation();

  std::unique_ptr<PageSource> source_;
  Page page_;
  std::size_t index_ = 0;
  bool exhausted_ = false;
};

}  // namespace nowthen
