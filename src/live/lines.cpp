#include "live/lines.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "genesys/notifications/frame.hpp"
#include "live/backoff.hpp"
#include "live/topic_shares.hpp"

namespace nowthen::live {
namespace {

/// So long one of several quiet connections is waited for at a time.
constexpr std::chrono::milliseconds turn_length{20};

bool ends_the_feed(const Error& error) {
  return error.kind == ErrorKind::cancelled || error.kind == ErrorKind::unauthenticated;
}

std::vector<std::string> topics_of(const std::vector<std::string>& queues) {
  std::vector<std::string> topics;
  topics.reserve(queues.size());
  for (const auto& queue : queues) topics.push_back(genesys::notifications::queue_conversations_topic(queue));
  return topics;
}

}  // namespace

void Lines::want(const std::vector<std::string>& queues) {
  auto shares = share_out(queues, {profile_.topics_per_channel, profile_.most_channels}, shares_);
  left_over_ = std::move(shares.left_over);
  for (std::size_t i = lines_.size(); i < shares.channels.size(); ++i)
    lines_.push_back(std::make_unique<Line>(
        Line{.channel = Channel(*parts_.platform, *parts_.sockets, *parts_.clock, profile_.heartbeat)}));
  for (std::size_t i = 0; i < lines_.size(); ++i)
    if (lines_[i]->channel.want(topics_of(shares.channels[i]))) lines_[i]->has_new_topics = true;
  shares_ = std::move(shares.channels);
  for (std::size_t i = lines_.size(); i-- > 0;) {
    if (!shares_[i].empty()) continue;
    lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(i));
    shares_.erase(shares_.begin() + static_cast<std::ptrdiff_t>(i));
  }
  judge();
}

bool Lines::wants_attention(const Line& line) const {
  if (!line.channel.is_open() || line.is_leaving || line.has_new_topics) return true;
  return line.channel.expires() &&
         *line.channel.expires() - profile_.move_before <= parts_.platform->server_time();
}

Result<void> Lines::connect(const std::stop_token& stop) {
  for (const auto& each : lines_) {
    Line& line = *each;
    if (!wants_attention(line) || parts_.clock->ticks() < line.not_before) continue;
    auto connected = connect(line, stop);
    if (connected) continue;
    if (ends_the_feed(connected.error())) return connected;
    fail(line, connected.error());
  }
  judge();
  return {};
}

Result<void> Lines::connect(Line& line, const std::stop_token& stop) {
  const bool was_open = line.channel.is_open();
  if (was_open && line.has_new_topics && !line.is_leaving) {
    ++status_.requests;
    if (auto changed = line.channel.change_topics(stop); !changed) {
      if (!ends_the_feed(changed.error())) lose(line, changed.error());  // what it still brings nobody knows
      return changed;
    }
    line.has_new_topics = false;
    return {};
  }
  status_.requests += 2;  // a channel, its topics
  if (auto opened = was_open ? line.channel.move(stop) : line.channel.open(stop); !opened) return opened;
  ++status_.connections;
  line.opened_at = parts_.clock->ticks();
  line.is_leaving = false;
  line.has_new_topics = false;
  return {};
}

void Lines::fail(Line& line, const Error& error) {
  trouble_ = error.message;
  // A certificate that is not trusted is no reason to stop asking.
  const bool is_refused = error.kind == ErrorKind::forbidden || error.kind == ErrorKind::invalid_request ||
                          error.kind == ErrorKind::local;
  if (is_refused)
    line.not_before = parts_.clock->ticks() + profile_.refused_for;
  else
    wait(line);
}

void Lines::wait(Line& line) const {
  line.not_before = parts_.clock->ticks() + backoff(profile_, line.failures++, *parts_.random);
}

void Lines::lose(Line& line, const Error& error) {
  const GapCause cause = line.channel.was_silent() ? GapCause::silence : GapCause::disconnected;
  // The server's dates have no fraction: it may have been a second earlier.
  parts_.gaps->open(line.channel.heard_at() - std::chrono::seconds(1), cause, error.message);
  line.channel.close();
  trouble_ = error.message;
  // One that lived for a while is opened again at once; one that is closed as soon as it is open is not.
  if (parts_.clock->ticks() - line.opened_at >= profile_.longest_retry)
    line.failures = 0;
  else
    wait(line);
  judge();
}

Result<std::optional<Lines::Message>> Lines::take_turn(Clock::Ticks until, const std::stop_token& stop) {
  for (std::size_t tried = 0; tried < lines_.size(); ++tried) {
    const std::size_t index = turn_++ % lines_.size();
    Line& line = *lines_[index];
    if (!line.channel.is_open()) continue;
    auto text = line.channel.receive(until, stop);
    if (!text && text.error().kind == ErrorKind::cancelled) return text.error();
    if (!text) {
      lose(line, text.error());
      return std::optional<Message>();
    }
    if (!*text) return std::optional<Message>();
    return std::optional(Message{.line = index, .text = *std::move(*text)});
  }
  return std::optional<Message>();
}

Result<std::optional<Lines::Message>> Lines::take_waiting(const std::stop_token& stop) {
  for (std::size_t left = status_.connected; left > 0; --left) {
    auto message = take_turn(parts_.clock->ticks(), stop);
    if (!message || *message) return message;
  }
  return std::optional<Message>();
}

/// A quiet line must not keep a busy one waiting: only when none has anything, one of them is waited for.
Result<std::optional<Lines::Message>> Lines::receive(Clock::Ticks until, const std::stop_token& stop) {
  if (status_.connected == 1) return take_turn(until, stop);
  for (;;) {
    const std::size_t connected = status_.connected;
    auto waiting = take_waiting(stop);
    if (!waiting || *waiting || status_.connected < connected) return waiting;
    if (connected == 0 || parts_.clock->ticks() >= until) return waiting;
    auto next = take_turn(std::min(until, parts_.clock->ticks() + turn_length), stop);
    if (!next || *next || status_.connected < connected) return next;
  }
}

void Lines::note_trouble(const std::string& why) {
  if (lines_.empty()) status_.why_not = why;
}

void Lines::close() {
  for (const auto& line : lines_) line->channel.close();
  judge();
}

Clock::Ticks Lines::next_attempt() const {
  Clock::Ticks next = Clock::Ticks::max();
  for (const auto& each : lines_) {
    const Line& line = *each;
    if (wants_attention(line)) next = std::min(next, line.not_before);
    if (!line.channel.is_open() || !line.channel.expires()) continue;
    const auto left = *line.channel.expires() - profile_.move_before - parts_.platform->server_time();
    next = std::min(next, std::max(line.not_before, parts_.clock->ticks() + Clock::Ticks(left)));
  }
  return next;
}

std::optional<Instant> Lines::heard_at() const {
  std::optional<Instant> earliest;
  for (const auto& line : lines_)
    if (line->channel.is_open())
      earliest = std::min(earliest.value_or(line->channel.heard_at()), line->channel.heard_at());
  return earliest;
}

void Lines::judge() {
  status_.connected = static_cast<std::size_t>(
      std::count_if(lines_.begin(), lines_.end(), [](const auto& line) { return line->channel.is_open(); }));
  status_.left_over = left_over_.size();
  status_.why_not = why_not_all();
  status_.all_come = status_.why_not.empty();
}

std::string Lines::why_not_all() const {
  if (lines_.empty()) return "there is no queue";
  if (status_.connected < lines_.size()) return trouble_.empty() ? "not connected yet" : trouble_;
  if (std::any_of(lines_.begin(), lines_.end(), [](const auto& line) { return line->has_new_topics; }))
    return "the topics of new queues are not set yet";
  std::size_t rejected = 0;
  for (const auto& line : lines_) rejected += line->channel.rejected().size();
  if (rejected > 0) return fmt::format("{} topics are not permitted", rejected);
  if (left_over_.empty()) return {};
  return fmt::format("{} queues are more than {} channels of {} topics have room for", left_over_.size(),
                     profile_.most_channels, profile_.topics_per_channel);
}

}  // namespace nowthen::live
