#pragma once
#include <deque>
#include <memory>
#include <nowthen/genesys/platform.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "live/heartbeat_watch.hpp"
#include "net/web_socket.hpp"

namespace nowthen::live {

/// One notification channel: its topics, its connection, and whether that is alive. Not thread-safe.
class Channel {
 public:
  /// All must outlive it.
  Channel(const Platform& platform, net::WebSocketConnector& sockets, Clock& clock,
          HeartbeatProfile heartbeat)
      : platform_(platform), sockets_(sockets), clock_(clock), heartbeat_(heartbeat, {}) {}

  /// The topics that it is to have from the next `open` or `change_topics` on. @return whether they are
  /// others
  bool want(std::vector<std::string> topics);

  /// Connects it, on the channel it had before where that is still there. Blocks. Fails as the calls do;
  /// `forbidden` where no topic at all is permitted.
  Result<void> open(const std::stop_token& stop);

  /// Gives the channel that is open the topics that are wanted. Blocks. Fails as `open` does.
  Result<void> change_topics(const std::stop_token& stop);

  /// Connects it anew on another channel; what it had stays open until then, so that nothing is lost between.
  Result<void> move(const std::stop_token& stop);

  /// The next message until `until`. An error says that the connection is gone; `silent()` whether it was by
  /// silence.
  Result<std::optional<std::string>> receive(Clock::Ticks until, const std::stop_token& stop);

  void close() { socket_.reset(); }

  bool is_open() const noexcept { return socket_ != nullptr; }
  bool was_silent() const noexcept { return was_silent_; }
  /// Topics that were refused, with the platform's reasons.
  const std::vector<TopicState>& rejected() const noexcept { return rejected_; }
  /// Until when the channel lives; nothing where the platform does not say.
  const std::optional<Instant>& expires() const noexcept { return expires_; }
  /// The server's time when something came last, or it was opened.
  Instant heard_at() const noexcept { return heard_at_; }

 private:
  /// What opening gives.
  struct Opened {
    NotificationChannel channel;
    std::unique_ptr<net::WebSocket> socket;
    std::vector<TopicState> rejected;
  };
  Result<std::vector<TopicState>> set_topics(const std::string& channel, const std::stop_token& stop);
  Result<Opened> open_on(NotificationChannel channel, const std::stop_token& stop);
  Result<Opened> open_new(const std::stop_token& stop);
  void use(Opened opened);
  void drain(const std::stop_token& stop);

  const Platform& platform_;
  net::WebSocketConnector& sockets_;
  Clock& clock_;
  HeartbeatWatch heartbeat_;
  std::vector<std::string> topics_;
  std::optional<NotificationChannel> channel_;
  std::unique_ptr<net::WebSocket> socket_;
  std::deque<std::string> drained_;  ///< Of the connection before this one.
  std::vector<TopicState> rejected_;
  std::optional<Instant> expires_;
  Instant heard_at_{};
  bool was_silent_ = false;
};

}  // namespace nowthen::live
