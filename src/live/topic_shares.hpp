#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace nowthen::live {

/// How many topics there may be.
struct TopicLimits {
  std::size_t per_channel;
  std::size_t channels;
};

/// How topics are shared out among channels.
struct TopicShares {
  std::vector<std::vector<std::string>> channels;  ///< The queues of each, sorted. None: it is not needed.
  std::vector<std::string> left_over;              ///< Queues for which there is no room, sorted.
};

/// Shares `queues` out among channels. A queue that has a channel in `before` keeps it: while topics move
/// from one channel to another nobody would hear them. New ones fill the room that there is, then new
/// channels, in the order of their ids; the channels come in the order of `before`. Pure.
TopicShares share_out(std::vector<std::string> queues, const TopicLimits& limits,
                      const std::vector<std::vector<std::string>>& before = {});

}  // namespace nowthen::live
