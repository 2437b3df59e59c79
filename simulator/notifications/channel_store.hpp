#pragma once
#include <cstdint>
#include <map>
#include <nowthen/core/clock.hpp>
#include <nowthen/core/instant.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/notifications/topics.hpp"

namespace nowthen::sim {

inline constexpr std::size_t most_channels = 20;   ///< Of one client.
inline constexpr std::size_t most_topics = 1'000;  ///< Of one channel.
inline constexpr std::chrono::hours channel_lifetime{24};

/// A topic that a channel has been subscribed to.
struct Subscription {
  Topic topic;
  Instant since;  ///< Simulated. What happened before is not told.
};

/// Through which events come, while a socket is open on it.
struct Channel {
  std::string id;
  std::string client_id;
  std::string token_text;  ///< Of its maker.
  Clock::Ticks last_used{0};
  Clock::Ticks ends{0};  ///< On the caller's clock.
  Instant expires;       ///< The same as clients are shown it: simulated.
  std::vector<Subscription> subscriptions;
  std::uint64_t socket = 0;  ///< The one that is open on it; 0: none.

  bool has(std::string_view topic_name) const;
};

/// Both clocks at one moment.
struct ChannelMoment {
  Instant now;         ///< Simulated.
  Clock::Ticks ticks;  ///< The caller's: what lives count on.
};

/// Who makes a channel.
struct ChannelMaker {
  std::string_view client_id;
  std::string_view token_text;
};

/// The channels of all clients. Not thread-safe.
class ChannelStore {
 public:
  /// A new channel. A client's twenty-first removes the one of its others that was last used longest ago, of
  /// those without a socket if there are any.
  Channel& make(const ChannelMaker& maker, const ChannelMoment& moment, std::uint64_t salt);

  /// The channel with this id, or nullptr when there is none any more.
  Channel* find(std::string_view id, Clock::Ticks ticks);

  /// Those of `maker`: of its client, or only those made with its token. By the time they were made.
  std::vector<const Channel*> of(const ChannelMaker& maker, bool by_token, Clock::Ticks ticks);

  /// The simulated clock has been set: no topic begins later than `now`.
  void clock_set(Instant now);

  /// Gives a channel its 24 hours anew.
  static void extend(Channel& channel, const ChannelMoment& moment);

 private:
  void forget_ended(Clock::Ticks ticks);
  void make_room(std::string_view client_id);

  std::map<std::uint64_t, Channel> channels_;  ///< By the number it was made as.
  std::uint64_t made_ = 0;
};

}  // namespace nowthen::sim
