#include "simulator/notifications/channel_store.hpp"

#include <algorithm>
#include <tuple>

#include "simulator/world/uuid.hpp"

namespace nowthen::sim {
namespace {

constexpr std::uint64_t channel_kind = 0xC4A11E1;

}  // namespace

bool Channel::has(std::string_view topic_name) const {
  return std::any_of(subscriptions.begin(), subscriptions.end(), [topic_name](const Subscription& each) {
    return is_same_topic(each.topic.name, topic_name);
  });
}

Channel& ChannelStore::make(const ChannelMaker& maker, const ChannelMoment& moment, std::uint64_t salt) {
  forget_ended(moment.ticks);
  make_room(maker.client_id);
  Channel& channel = channels_[++made_];
  channel.id = "streaming-0-" + to_text(derived_uuid(salt ^ channel_kind, made_));
  channel.client_id = maker.client_id;
  channel.token_text = maker.token_text;
  channel.last_used = moment.ticks;
  extend(channel, moment);
  return channel;
}

void ChannelStore::extend(Channel& channel, const ChannelMoment& moment) {
  channel.ends = moment.ticks + channel_lifetime;
  channel.expires = moment.now + channel_lifetime;
}

void ChannelStore::clock_set(Instant now) {
  for (auto& [number, channel] : channels_)
    for (Subscription& each : channel.subscriptions) each.since = std::min(each.since, now);
}

Channel* ChannelStore::find(std::string_view id, Clock::Ticks ticks) {
  forget_ended(ticks);
  for (auto& [number, channel] : channels_)
    if (channel.id == id) return &channel;
  return nullptr;
}

std::vector<const Channel*> ChannelStore::of(const ChannelMaker& maker, bool by_token, Clock::Ticks ticks) {
  forget_ended(ticks);
  std::vector<const Channel*> found;
  for (const auto& [number, channel] : channels_)
    if (by_token ? channel.token_text == maker.token_text : channel.client_id == maker.client_id)
      found.push_back(&channel);
  return found;
}

void ChannelStore::forget_ended(Clock::Ticks ticks) {
  std::erase_if(channels_, [ticks](const auto& each) { return each.second.ends <= ticks; });
}

void ChannelStore::make_room(std::string_view client_id) {
  auto oldest = channels_.end();
  std::size_t count = 0;
  const auto rank = [](const auto& place) {
    return std::tuple(place->second.socket != 0, place->second.last_used, place->first);
  };
  for (auto place = channels_.begin(); place != channels_.end(); ++place) {
    if (place->second.client_id != client_id) continue;
    ++count;
    if (oldest == channels_.end() || rank(place) < rank(oldest)) oldest = place;
  }
  if (count >= most_channels) channels_.erase(oldest);
}

}  // namespace nowthen::sim
