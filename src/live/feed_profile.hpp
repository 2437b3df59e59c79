#pragma once
#include <chrono>
#include <cstddef>
#include <nowthen/core/retry_policy.hpp>

#include "live/heartbeat_watch.hpp"
#include "live/look_plan.hpp"

namespace nowthen::live {

/// How the feed goes about it. Plain values; the platform's limits are among them.
struct FeedProfile {
  bool use_notifications = true;
  std::size_t topics_per_channel = 1'000;
  /// Of the twenty that the platform allows one is left free: a channel that is about to end is left for a
  /// new one, and a twenty-first would end one of ours.
  std::size_t most_channels = 19;
  HeartbeatProfile heartbeat;
  LookProfile looks;
  /// What came is shown after it, at the latest; later where showing takes more than a tenth of that.
  std::chrono::milliseconds show_every{100};
  std::chrono::milliseconds flush_every{1'000};      ///< What came is on disk after it, at the latest.
  std::chrono::milliseconds room_every{60'000};      ///< So often it is seen whether there is room again.
  std::chrono::milliseconds remember_every{15'000};  ///< How far it is, even where nothing happens.
  std::chrono::milliseconds slack{120'000};          ///< How long records usually take to appear.
  /// A gap ends when events come again; or after so long, when asking is what sees everything.
  std::chrono::milliseconds asking_takes_over{600'000};
  std::chrono::milliseconds longest_stall{30'000};     ///< Nobody receiving for longer is a gap.
  std::chrono::milliseconds queues_every{3'600'000};   ///< Queues are listed again after it.
  std::chrono::milliseconds move_before{1'800'000};    ///< So long before its end a channel is left.
  std::chrono::milliseconds forget_after{10'800'000};  ///< What is over is known for so long.
  std::chrono::milliseconds refused_for{3'600'000};    ///< Until what was refused is tried again.
  std::chrono::milliseconds first_retry{1'000};        ///< Ceiling of the wait after the first failure.
  std::chrono::milliseconds longest_retry{60'000};     ///< Ceiling of every wait.
};

}  // namespace nowthen::live
