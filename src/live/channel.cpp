#include "live/channel.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "genesys/notifications/frame.hpp"

namespace nowthen::live {
namespace {

/// Setting its topics lets a channel live for so long from then on.
constexpr std::chrono::hours lifetime{24};
constexpr std::size_t most_drained = 100'000;

Error nothing_permitted(const std::vector<TopicState>& rejected) {
  Error error{
      .kind = ErrorKind::forbidden,
      .message = "no notification topic is permitted",
      .hint = "nowthen doctor says which permission is missing; the feed asks every few seconds instead"};
  if (!rejected.empty() && !rejected.front().missing_permissions.empty())
    error.message += fmt::format(": {} is missing", fmt::join(rejected.front().missing_permissions, ", "));
  return error;
}

bool is_pong(std::string_view text) {
  constexpr std::size_t longest = 200;
  if (text.size() > longest) return false;  // an event
  const auto frame = genesys::notifications::read_frame(text);
  return frame && frame->kind == genesys::notifications::FrameKind::pong;
}

Error silent() {
  return {.kind = ErrorKind::transient, .message = "the connection was silent: not even a heartbeat came"};
}

}  // namespace

bool Channel::want(std::vector<std::string> topics) {
  if (topics == topics_) return false;
  topics_ = std::move(topics);
  return true;
}

/// @return those that were refused
Result<std::vector<TopicState>> Channel::set_topics(const std::string& channel, const std::stop_token& stop) {
  auto states = platform_.set_topics(channel, topics_, stop);
  if (!states) return states;
  std::erase_if(*states, [](const TopicState& each) { return is_permitted(each); });
  if (states->size() >= topics_.size()) return nothing_permitted(*states);
  return states;
}

Result<void> Channel::change_topics(const std::stop_token& stop) {
  auto rejected = set_topics(channel_->id, stop);
  if (!rejected) return rejected.error();
  rejected_ = *std::move(rejected);
  expires_ = platform_.server_time() + lifetime;
  return {};
}

Result<Channel::Opened> Channel::open_on(NotificationChannel channel, const std::stop_token& stop) {
  auto rejected = set_topics(channel.id, stop);
  if (!rejected) return rejected.error();
  Opened opened;
  opened.rejected = *std::move(rejected);
  auto socket = sockets_.connect(channel.connect_uri, stop);
  if (!socket) return socket.error();
  opened.channel = std::move(channel);
  opened.socket = *std::move(socket);
  return opened;
}

Result<Channel::Opened> Channel::open_new(const std::stop_token& stop) {
  auto channel = platform_.create_notification_channel(stop);
  if (!channel) return channel.error();
  return open_on(*std::move(channel), stop);
}

void Channel::use(Opened opened) {
  channel_ = std::move(opened.channel);
  socket_ = std::move(opened.socket);
  rejected_ = std::move(opened.rejected);
  heartbeat_.heard(clock_.ticks());
  heard_at_ = platform_.server_time();
  expires_ = heard_at_ + lifetime;
  was_silent_ = false;
}

Result<void> Channel::open(const std::stop_token& stop) {
  socket_.reset();
  if (channel_) {
    auto opened = open_on(*channel_, stop);
    if (opened) {
      use(*std::move(opened));
      return {};
    }
    if (opened.error().kind == ErrorKind::cancelled || opened.error().kind == ErrorKind::unauthenticated)
      return opened.error();
    channel_.reset();  // gone, or its address is: another one will do
  }
  return move(stop);
}

Result<void> Channel::move(const std::stop_token& stop) {
  auto opened = open_new(stop);
  if (!opened) return opened.error();
  drain(stop);
  use(*std::move(opened));
  return {};
}

/// What came while the new connection was made is there and nowhere else.
void Channel::drain(const std::stop_token& stop) {
  while (socket_ != nullptr && drained_.size() < most_drained) {
    auto message = socket_->receive(clock_.ticks(), stop);
    if (!message || !*message) return;
    drained_.push_back(*std::move(*message));
  }
}

Result<std::optional<std::string>> Channel::receive(Clock::Ticks until, const std::stop_token& stop) {
  if (!drained_.empty()) {
    std::optional<std::string> first = std::move(drained_.front());
    drained_.pop_front();
    return first;
  }
  for (;;) {
    auto message = socket_->receive(std::min(until, heartbeat_.next_look()), stop);
    if (!message) return message;
    const Clock::Ticks now = clock_.ticks();
    if (*message) {
      heartbeat_.heard(now);
      if (is_pong(**message)) heartbeat_.answered();
      heard_at_ = platform_.server_time();
      return message;
    }
    const auto verdict = heartbeat_.look(now);
    if (verdict == HeartbeatWatch::Verdict::dead) {
      was_silent_ = true;
      return silent();
    }
    if (verdict == HeartbeatWatch::Verdict::ping) {
      heartbeat_.asked(now);
      if (auto sent = socket_->send(genesys::notifications::ping, stop); !sent) return sent.error();
    }
    if (now >= until) return message;
  }
}

}  // namespace nowthen::live
