#include "live/topic_shares.hpp"

namespace nowthen::live {

TopicShares share_out(const std::vector<std::string>& queues, std::size_t per_channel,
                      std::size_t most_channels) {
  TopicShares shares;
  for (const std::string& queue : queues) {
    if (shares.channels.empty() || shares.channels.back().size() >= per_channel) {
      if (shares.channels.size() == most_channels) {
        shares.left_over.push_back(queue);
        continue;
      }
      shares.channels.emplace_back();
    }
    shares.channels.back().push_back(queue);
  }
  return shares;
}

}  // namespace nowthen::live
