#pragma once
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "extract/tutorial/tutorial_step.hpp"

namespace nowthen::extract {

/// One look at the history of an interval, from its first page on.
struct HistoryLook {
  Interval started_in;
  Instant begun_at;                     ///< What it shows was so then, or later.
  int number = 1;                       ///< Looks before did not agree with their totals.
  std::string next{};                   ///< What leads to the page that comes next; empty: the first.
  std::optional<Interval> part{};       ///< Where the interval is asked for in parts: the one under way.
  std::optional<std::int64_t> total{};  ///< Of that part, as said last.
  std::optional<std::int64_t> first_total{};  ///< As said first.
  std::int64_t total_before = 0;              ///< Of the parts before it.
  bool shrank = false;                        ///< A total went down: something may have moved up unseen.
  std::int64_t set_aside = 0;
  std::int64_t repeated = 0;  ///< Ids that came again.
  int stale_pages = 0;        ///< In a row, without an id that is new to it.
  std::unordered_set<std::string> ids{};
  std::vector<std::string> page_hashes{};
  std::vector<PagePlace> places{};  ///< Of those pages that have records.

  /// How many there are, as far as the server said. Nothing: it said nothing.
  std::optional<std::int64_t> whole_total() const noexcept;
  /// As many came as the server says there are, to the end of the interval, and its total never went down.
  bool agrees() const noexcept;
};

/// Takes what a page has. @return whether it leads to nothing more: it was the last, or there is no end
bool add(HistoryLook& look, const TutorialPage& page, const TutorialProfile& profile);

/// The same interval from its first page again.
HistoryLook look_again(const HistoryLook& look);

/// One look at the live listing. It is about now: interrupted for long, it begins again.
struct LiveLook {
  Instant begun_at;
  int number = 1;
  std::string cursor{};
  bool is_resumed = false;  ///< What an earlier run saw of it is not known: it proves nothing.
  std::optional<std::int64_t> most_total{};  ///< The largest that the server said.
  std::int64_t set_aside = 0;
  int stale_pages = 0;
  std::unordered_set<std::string> ids{};
  std::unordered_set<std::string> cursors{};

  /// As many came as were there at any time of it. Conversations come and go while it is read, so that a
  /// total that moves is nothing to worry about.
  bool agrees() const noexcept;
};

/// Takes what a page has. @return whether it leads to nothing more
bool add(LiveLook& look, const TutorialPage& page, const TutorialProfile& profile);

}  // namespace nowthen::extract
