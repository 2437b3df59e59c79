#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "simulator/world/plan.hpp"

namespace nowthen::sim {

/// From `least` to `most`, both included, each length as likely as another. Whole milliseconds, at most 49
/// days.
struct DurationRange {
  std::chrono::milliseconds least{0};
  std::chrono::milliseconds most{0};
};

/// So many of a hundred thousand.
using Share = std::uint32_t;
inline constexpr Share everyone = 100'000;

struct LateClass {
  Share share = 0;
  DurationRange lag;
};

/// When the wrap-up of a conversation that has one is seen later than its end.
struct WrapupShape {
  Share late = 3'000;
  DurationRange after{std::chrono::minutes(10), std::chrono::hours(6)};  ///< From when the last one is over.
  /// The record without it is seen as late after the conversation's end as any other; false: two seconds
  /// after.
  bool keeps_lag = false;
};

/// Values of wrap-up, sometimes of talk, that are wrong at first.
struct CorrectionShape {
  Share share = 4'500;  ///< Of those with a wrap-up of two seconds or more: nothing else is corrected.
  DurationRange after{std::chrono::hours(48), std::chrono::hours(48)};
  /// True: so long after all wrap-up is over, and then between one and four in the night (UTC) after that.
  /// False: so long after the conversation's end. Never before the wrong values were shown.
  bool in_the_night = true;
};

struct DeletionShape {
  Share share = 400;
  DurationRange after{std::chrono::hours(2), std::chrono::hours(24 * 20)};
  bool since_start = false;  ///< Counted from the start; false: from the last change of the record.
  /// With `since_start`: it has been seen, finished and corrected, for so long at least.
  std::chrono::milliseconds seen_for_at_least{0};
};

/// When history shows what of a conversation. The classes exclude each other; the rest has the ordinary lag.
struct VisibilityShape {
  bool shows_open = true;            ///< Conversations are seen while they go on.
  bool shows_week_long_open = true;  ///< So are those that last for more than seven days.
  DurationRange open_lag{std::chrono::seconds(5), std::chrono::seconds(60)};  ///< From the start.

  /// Lags count from when the last wrap-up is over.
  DurationRange ordinary_lag{std::chrono::seconds(4), std::chrono::seconds(150)};
  LateClass late{9'500, {std::chrono::minutes(3), std::chrono::minutes(55)}};
  LateClass very_late{3'300, {std::chrono::hours(1), std::chrono::hours(9)}};
  LateClass days_late{1'200, {std::chrono::hours(48), std::chrono::hours(72)}};  ///< Not seen open either.

  WrapupShape wrapup;
  CorrectionShape corrections;
  DeletionShape deletions;
};

/// How written conversations go on.
struct ThreadShape {
  std::chrono::milliseconds inactivity{std::chrono::hours(72)};  ///< What ends a message thread left open.
  std::chrono::milliseconds last_message_round{std::chrono::hours(48)};  ///< Since the start: then a new one.
  std::chrono::milliseconds last_email_round{std::chrono::hours(48)};
  std::chrono::milliseconds longest_email{std::chrono::hours(24 * 365)};  ///< No round begins after it.
  std::chrono::milliseconds email_answer{std::chrono::hours(10)};  ///< Mean time until the customer writes.
  int most_email_rounds = 3;
  std::uint32_t email_goes_on_per_mille = 250;

  Share week_long = 0;  ///< Of all conversations: message threads that stay open for very long.
  DurationRange week_long_for{std::chrono::hours(7 * 24), std::chrono::hours(12 * 24)};  ///< Since the start.
};

/// What kind of world it is: the defaults are the usual one.
struct WorldShape {
  int arriving_days =
      0;  ///< Conversations start in the first so many days of the world only; 0: without end.
  bool quiet_hours = true;  ///< False: any hour of any weekday is like another, open and staffed.
  std::array<int, 6> approaches = approach_weights;  ///< By `Approach`, of a hundred.
  bool lost_ends = true;                             ///< Some conversations stay open for ever.
  ThreadShape threads;
  VisibilityShape visibility;
};

/// What no world can be made from, in words for whoever gave it; nothing: it is sound.
std::optional<std::string> flaw_of(const WorldShape& shape);

}  // namespace nowthen::sim
