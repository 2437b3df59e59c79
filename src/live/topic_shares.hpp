#pragma once
#include <string>
#include <vector>

namespace nowthen::live {

/// How topics are shared out among channels.
struct TopicShares {
  std::vector<std::vector<std::string>> channels;  ///< The queues of each.
  std::vector<std::string> left_over;              ///< Queues for which there is no room.
};

/// Fills as few channels as it takes: of `queues`, the first ones find room. Pure.
TopicShares share_out(const std::vector<std::string>& queues, std::size_t per_channel,
                      std::size_t most_channels);

}  // namespace nowthen::live
