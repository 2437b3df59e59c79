#pragma once
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "extract/plan/step.hpp"

namespace nowthen::extract {

/// What a plan under the tutorial's contract may count on. Nothing is proven by it but how late a day is read
/// again: where an organisation is otherwise, requests or freshness are lost, and it shows.
struct TutorialProfile {
  int page_size = 100;             ///< Of both listings.
  Instant until = Instant::max();  ///< Days from then on are left to later runs. The begin of one.
  /// What is younger does not count as lacking.
  std::chrono::milliseconds freshness = std::chrono::minutes(75);
  /// Until the next run, as far as is known.
  std::chrono::milliseconds run_interval = std::chrono::minutes(60);
  /// After its end a day is read whole, whatever of it has not come yet.
  std::chrono::milliseconds lateness = std::chrono::hours(2);
  /// After its end a day is read whole once more: what was corrected or came late without being seen live.
  std::chrono::milliseconds horizon = std::chrono::hours(96);
  int most_looks = 3;                      ///< At a listing in a row, where it does not agree with its total.
  int most_stale_pages = 100;              ///< In a row, without a conversation that is new to the look.
  std::size_t most_records = 1'000'000;    ///< Of one look: no organisation has more in a day.
  std::chrono::milliseconds clock_grain =  ///< Two instants may be in the wrong order by this much.
      std::chrono::seconds(2);

  /// So long ago that the next run would come too late for the wanted freshness.
  std::chrono::milliseconds pause() const noexcept {
    return std::max<std::chrono::milliseconds>(freshness - run_interval, std::chrono::minutes(1));
  }
};

/// A page of the live listing: what goes on, or was closed within 24 hours.
struct ReadLivePage {
  std::string cursor;  ///< Empty: the first page.
};

/// A page of the history listing: what began in the interval, is closed, and past its wrap-up.
struct ReadHistoryPage {
  Interval started_in;  ///< All of a UTC day, or a part of one.
  std::string next;     ///< `Page::next` of the page before; empty: the first page.
};

/// The request that comes next.
using TutorialStep = std::variant<ReadLivePage, ReadHistoryPage>;

/// What a record of either listing says, as far as a plan goes.
struct TutorialRow {
  std::string id;
  std::optional<Instant> start;
  std::optional<Instant> end;  ///< Nothing: it goes on, or the listing does not say.
  bool is_over = false;        ///< It has an end, or its state says `closed`.
  bool is_erased = false;      ///< Nothing of it is kept, for good.
};

/// A page of either listing.
struct TutorialPage {
  Instant as_of;                        ///< When it was asked for.
  std::vector<TutorialRow> rows{};      ///< In the server's order.
  std::int64_t set_aside = 0;           ///< Records that could not be understood.
  std::optional<std::int64_t> total{};  ///< How many there are, as the server says.
  std::optional<Interval> part{};       ///< Of history: what `total` is about.
  std::string next{};                   ///< What leads to the page behind; empty: it was the last.
  std::string hash{};                   ///< Of the page that keeps it.
  std::optional<PagePlace> place{};     ///< Of that page; nothing where none of it was understood.
};

}  // namespace nowthen::extract
