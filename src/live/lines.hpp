#pragma once
#include <cstdint>
#include <memory>
#include <nowthen/core/random.hpp>
#include <nowthen/genesys/platform.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "live/channel.hpp"
#include "live/feed_profile.hpp"
#include "live/gap_log.hpp"

namespace nowthen::live {

/// What the lines have done and how they are.
struct LinesStatus {
  bool all_come = false;  ///< Every queue has a topic that is permitted, and its channel is connected.
  std::string why_not = "notifications are not used";  ///< One line; empty where all come.
  std::size_t connected = 0;
  std::size_t left_over = 0;     ///< Queues for which there are no topics.
  std::int64_t connections = 0;  ///< Made so far.
  std::int64_t requests = 0;
};

/// All notification channels together: shares the queues out among them, keeps them connected, and notes each
/// stretch in which one of them was not. Not thread-safe.
class Lines {
 public:
  struct Parts {
    const Platform* platform = nullptr;
    net::WebSocketConnector* sockets = nullptr;
    Clock* clock = nullptr;
    Random* random = nullptr;
    GapLog* gaps = nullptr;
  };
  /// A message, and which channel it came by.
  struct Message {
    std::size_t line = 0;
    std::string text;
  };

  Lines(const Parts& parts, FeedProfile profile) : parts_(parts), profile_(std::move(profile)) {}

  /// From the next `connect` on, the events of these queues are wanted. Those that were wanted before stay on
  /// their channels.
  void want(const std::vector<std::string>& queues);

  /// Connects what is not connected and may be tried, moves what is about to end. Blocks. Fails with what
  /// ends the feed: `cancelled`, `unauthenticated`, `local`; the rest is told by `status`.
  Result<void> connect(const std::stop_token& stop);

  /// The next message of any of them until `until`; a connection that is lost is noted, and `nothing` comes.
  /// What has come is given before anything is waited for. Fails with `cancelled`.
  Result<std::optional<Message>> receive(Clock::Ticks until, const std::stop_token& stop);

  /// Closes all of them; `connect` opens them again.
  void close();

  /// The queues could not be listed: nothing is wanted yet.
  void note_trouble(const std::string& why);

  /// The server said that it will close this one: it is moved by the next `connect`.
  void leave(std::size_t line) { lines_.at(line)->is_leaving = true; }

  /// When `connect` has something to do.
  Clock::Ticks next_attempt() const;

  /// When something came last on each of those that are connected, heartbeats included: of these the
  /// earliest. What happened before it has come. Nothing: none is connected.
  std::optional<Instant> heard_at() const;

  const LinesStatus& status() const noexcept { return status_; }

 private:
  struct Line {
    Channel channel;
    int failures = 0;
    Clock::Ticks not_before{0};
    Clock::Ticks opened_at{0};
    bool is_leaving = false;
    bool has_new_topics = false;
  };

  Result<void> connect(Line& line, const std::stop_token& stop);
  bool wants_attention(const Line& line) const;
  void lose(Line& line, const Error& error);
  void fail(Line& line, const Error& error);
  void wait(Line& line) const;
  void judge();
  std::string why_not_all() const;
  /// What the next line in turn that is open brings until `until`.
  Result<std::optional<Message>> take_turn(Clock::Ticks until, const std::stop_token& stop);
  /// What has come by any of them.
  Result<std::optional<Message>> take_waiting(const std::stop_token& stop);

  Parts parts_;
  FeedProfile profile_;
  std::vector<std::unique_ptr<Line>> lines_;
  std::vector<std::vector<std::string>> shares_;  ///< The queues of each line.
  std::size_t turn_ = 0;                          ///< Which line is listened to next.
  std::vector<std::string> left_over_;
  LinesStatus status_;
  std::string trouble_;  ///< Of the latest failure.
};

}  // namespace nowthen::live
