#include "live/topic_shares.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace nowthen::live {
namespace {

using Queues = std::vector<std::string>;

/// Takes from `queues`, sorted, those that are in `had`, sorted, too.
Queues take_common(Queues& queues, const Queues& had) {
  Queues common;
  Queues rest;
  std::set_intersection(queues.begin(), queues.end(), had.begin(), had.end(), std::back_inserter(common));
  std::set_difference(queues.begin(), queues.end(), had.begin(), had.end(), std::back_inserter(rest));
  queues = std::move(rest);
  return common;
}

/// Moves as many of the first of `queues` into `channel` as there is room for.
void fill(Queues& channel, Queues& queues, std::size_t most) {
  const std::size_t room = most > channel.size() ? most - channel.size() : 0;
  const auto end = queues.begin() + static_cast<std::ptrdiff_t>(std::min(room, queues.size()));
  channel.insert(channel.end(), queues.begin(), end);
  queues.erase(queues.begin(), end);
  std::sort(channel.begin(), channel.end());
}

}  // namespace

TopicShares share_out(Queues queues, const TopicLimits& limits, const std::vector<Queues>& before) {
  std::sort(queues.begin(), queues.end());
  queues.erase(std::unique(queues.begin(), queues.end()), queues.end());
  TopicShares shares;
  for (const Queues& had : before) shares.channels.push_back(take_common(queues, had));
  for (Queues& channel : shares.channels) fill(channel, queues, limits.per_channel);
  while (!queues.empty() && limits.per_channel > 0 && shares.channels.size() < limits.channels)
    fill(shares.channels.emplace_back(), queues, limits.per_channel);
  shares.left_over = std::move(queues);
  return shares;
}

}  // namespace nowthen::live
