#pragma once
#include <boost/json/object.hpp>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/clock/simulated_clock.hpp"
#include "simulator/faults/frame_effects.hpp"
#include "simulator/notifications/event_feed.hpp"
#include "simulator/notifications/subscribing.hpp"

namespace nowthen::sim {

inline constexpr std::chrono::seconds heartbeat_interval{30};
inline constexpr std::chrono::seconds closing_notice{60};  ///< Between the announcement and the close.

using SocketId = std::uint64_t;

/// What to do next on a socket: send a text, wait, or end it.
struct SocketStep {
  enum class Kind : std::uint8_t { send, wait, close, reset };
  Kind kind = Kind::wait;
  std::string text;       ///< `send`: the message. `close`, `reset`: why.
  Clock::Ticks until{0};  ///< `wait`: for so long there is nothing to send, unless something is asked for.
};

/// Both clocks, one as a function of the other.
struct HubTime {
  const SimulatedClock& simulated;
  Clock::Ticks ticks;

  ChannelMoment moment() const { return {.now = simulated.at(ticks), .ticks = ticks}; }
};

/// The open sockets on channels: a state machine that is told the time. Not thread-safe.
///
/// Heartbeats and the life of channels count on the caller's clock, events happen by the simulated one. An
/// event that happens while no socket is open on its channel is lost, as is whatever has been before its
/// topic was subscribed to; where the simulated clock is set forward, what happens in between is told at
/// once.
class SocketHub {
 public:
  /// Both must outlive it.
  SocketHub(ChannelStore& channels, EventFeed& feed, std::uint64_t seed)
      : channels_(channels), feed_(feed), seed_(seed) {}

  /// What goes wrong with a frame, asked for each one before it is sent.
  using Faults = std::function<FrameEffects(const Frame& frame, const ChannelMoment& moment)>;
  void set_faults(Faults faults) { faults_ = std::move(faults); }

  /// Opens a socket on a channel, and ends another that may be open on it; nothing: there is no such channel.
  std::optional<SocketId> open(std::string_view channel_id, const HubTime& time);

  /// What to do now. Each call that gives something to send has sent it.
  SocketStep next(SocketId id, const HubTime& time);

  /// Takes what the client sent; answers come through `next`.
  void receive(SocketId id, std::string_view text, const HubTime& time, const TopicJudge& judge);

  /// The client has gone.
  void close(SocketId id, Clock::Ticks ticks);

  /// The simulated clock has been set: what was told before `now` is not told again.
  void clock_set(Instant now);

 private:
  /// A text on its way, or the end of the socket.
  struct Outgoing {
    SocketStep::Kind kind = SocketStep::Kind::send;
    std::string text;
  };
  /// A text that later ones overtake.
  struct Overtaken {
    std::string text;
    int by = 0;  ///< So many more.
  };
  struct Socket {
    std::string channel_id;
    Clock::Ticks next_heartbeat{0};
    Instant told_until;  ///< Simulated: events up to here have been told.
    std::deque<Outgoing> ready;
    std::multimap<Clock::Ticks, Outgoing> later;
    std::multimap<Clock::Ticks, Frame>
        replies;  ///< By when they were asked for: events before that go first.
    std::vector<Overtaken> overtaken;
    Clock::Ticks silent_until{0};
    Clock::Ticks announced_end{0};  ///< The end of the channel that has been announced.
  };
  /// What is due next, and when.
  struct Due {
    enum class What : std::uint8_t { nothing, event, heartbeat, notice, later, reply };
    What what = What::nothing;
    Clock::Ticks at = Clock::Ticks::max();
    Instant instant;  ///< Of an event.
  };

  Due due(const Socket& socket, const Channel& channel, const HubTime& time);
  Due event_due(const Socket& socket, const Channel& channel, const HubTime& time, Clock::Ticks before);
  void perform(Socket& socket, const Channel& channel, const Due& due, const ChannelMoment& moment);
  void apply_to_opening(Socket& socket, const ChannelMoment& moment);
  void put(Socket& socket, Frame frame, const ChannelMoment& moment);
  static void send(Socket& socket, const std::string& text);
  bool cut(Socket& socket, const SocketCut& cut, const ChannelMoment& moment);
  Frame notice(std::string_view channel_id, Clock::Ticks ticks, Clock::Ticks ahead) const;
  static SubscribeOutcome subscribe_over(Channel& channel, const boost::json::object& message,
                                         const ChannelMoment& moment, const TopicJudge& judge);

  ChannelStore& channels_;
  EventFeed& feed_;
  std::uint64_t seed_;
  Faults faults_;
  std::map<SocketId, Socket> sockets_;
  SocketId opened_ = 0;
};

}  // namespace nowthen::sim
