#include "simulator/notifications/socket_hub.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <utility>

#include "simulator/http/json_object.hpp"
#include "simulator/world/uuid.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::hours;

/// So far ahead events are looked for at most.
constexpr hours horizon{2};

SocketStep ended(std::string why) {
  return {.kind = SocketStep::Kind::close, .text = std::move(why), .until = {}};
}

/// The names in `"topics":["...", {"id":"..."}]`; nothing where there are none.
std::optional<std::vector<std::string>> names_in(const boost::json::object& message) {
  const auto* topics = message.if_contains("topics");
  if (topics == nullptr || !topics->is_array()) return std::nullopt;
  std::vector<std::string> names;
  for (const boost::json::value& each : topics->get_array()) {
    const auto* name = each.is_object() ? each.get_object().if_contains("id") : &each;
    if (name == nullptr || !name->is_string()) return std::nullopt;
    names.emplace_back(name->get_string());
  }
  return names;
}

std::string_view text_in(const boost::json::object& message, std::string_view name) {
  const auto* value = message.if_contains(name);
  return value != nullptr && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

}  // namespace

std::optional<SocketId> SocketHub::open(std::string_view channel_id, const HubTime& time) {
  Channel* channel = channels_.find(channel_id, time.ticks);
  if (channel == nullptr) return std::nullopt;
  const SocketId id = ++opened_;
  channel->socket = id;
  channel->last_used = time.ticks;
  sockets_[id] = {.channel_id = channel->id,
                  .next_heartbeat = time.ticks + heartbeat_interval,
                  .told_until = time.moment().now};
  apply_to_opening(sockets_[id], time.moment());
  return id;
}

void SocketHub::apply_to_opening(Socket& socket, const ChannelMoment& moment) {
  if (!faults_) return;
  const FrameEffects effects = faults_({.topic = std::string(opening_topic), .text = {}}, moment);
  if (effects.silence) socket.silent_until = moment.ticks + *effects.silence;
  if (effects.cut) cut(socket, *effects.cut, moment);
}

void SocketHub::close(SocketId id, Clock::Ticks ticks) {
  const auto socket = sockets_.find(id);
  if (socket == sockets_.end()) return;
  Channel* channel = channels_.find(socket->second.channel_id, ticks);
  if (channel != nullptr && channel->socket == id) {
    channel->socket = 0;
    channel->last_used = ticks;
  }
  sockets_.erase(socket);
}

void SocketHub::clock_set(Instant now) {
  for (auto& [id, socket] : sockets_) socket.told_until = std::min(socket.told_until, now);
  channels_.clock_set(now);
}

SocketStep SocketHub::next(SocketId id, const HubTime& time) {
  const auto found = sockets_.find(id);
  if (found == sockets_.end()) return ended("the socket is closed");
  Socket& socket = found->second;
  for (;;) {
    const Channel* channel = channels_.find(socket.channel_id, time.ticks);
    if (channel == nullptr || channel->socket != id) {
      sockets_.erase(found);
      return ended(channel == nullptr ? "the channel has ended" : "another socket was opened on the channel");
    }
    if (!socket.ready.empty()) {
      SocketStep step{.kind = socket.ready.front().kind, .text = std::move(socket.ready.front().text)};
      socket.ready.pop_front();
      if (step.kind != SocketStep::Kind::send) close(id, time.ticks);
      return step;
    }
    const Due next_due = due(socket, *channel, time);
    if (next_due.at > time.ticks) return {.until = std::min(next_due.at, channel->ends)};
    perform(socket, *channel, next_due, time.moment());
  }
}

SocketHub::Due SocketHub::due(const Socket& socket, const Channel& channel, const HubTime& time) {
  Due first{.what = Due::What::heartbeat, .at = socket.next_heartbeat};
  const Clock::Ticks notice_at = channel.ends - closing_notice;
  if (socket.announced_end != channel.ends && notice_at < first.at)
    first = {.what = Due::What::notice, .at = notice_at};
  if (!socket.later.empty() && socket.later.begin()->first < first.at)
    first = {.what = Due::What::later, .at = socket.later.begin()->first};
  if (!socket.replies.empty() && socket.replies.begin()->first < first.at)
    first = {.what = Due::What::reply, .at = socket.replies.begin()->first};
  const Due event = event_due(socket, channel, time, first.at);
  return event.at <= first.at ? event : first;
}

SocketHub::Due SocketHub::event_due(const Socket& socket, const Channel& channel, const HubTime& time,
                                    Clock::Ticks before) {
  const Instant now = time.moment().now;
  const Instant until = std::max(now, std::min(time.simulated.at(before), now + horizon));
  if (socket.told_until >= until) return {};
  const auto instant = feed_.next(channel.subscriptions, socket.told_until, until);
  // Looked in vain: again when that time has come.
  const auto at = time.simulated.ticks_at(instant.value_or(until));
  if (!at) return {};
  return {
      .what = instant ? Due::What::event : Due::What::nothing, .at = *at, .instant = instant.value_or(until)};
}

void SocketHub::perform(Socket& socket, const Channel& channel, const Due& due, const ChannelMoment& moment) {
  switch (due.what) {
    case Due::What::nothing: socket.told_until = due.instant; return;
    case Due::What::event:
      socket.told_until = due.instant;
      for (Frame& frame : feed_.frames(channel.subscriptions, due.instant))
        put(socket, std::move(frame), moment);
      return;
    case Due::What::heartbeat:
      socket.next_heartbeat += heartbeat_interval;
      put(socket, heartbeat_frame(), moment);
      return;
    case Due::What::notice:
      socket.announced_end = channel.ends;
      put(socket, notice(channel.id, due.at, closing_notice), moment);
      return;
    case Due::What::later:
      if (moment.ticks >= socket.silent_until || socket.later.begin()->second.kind != SocketStep::Kind::send)
        socket.ready.push_back(std::move(socket.later.begin()->second));
      socket.later.erase(socket.later.begin());
      return;
    case Due::What::reply: {
      Frame frame = std::move(socket.replies.begin()->second);
      socket.replies.erase(socket.replies.begin());
      return put(socket, std::move(frame), moment);
    }
  }
}

Frame SocketHub::notice(std::string_view channel_id, Clock::Ticks ticks, Clock::Ticks ahead) const {
  return closing_frame(channel_id, to_text(derived_uuid(seed_, static_cast<std::uint64_t>(ticks.count()))),
                       std::chrono::ceil<std::chrono::seconds>(ahead).count());
}

/// Sends it as the faults have it.
void SocketHub::put(Socket& socket, Frame frame, const ChannelMoment& moment) {
  if (moment.ticks < socket.silent_until) return;
  const FrameEffects effects = faults_ ? faults_(frame, moment) : FrameEffects{};
  if (effects.silence) {
    socket.silent_until = moment.ticks + *effects.silence;
    return;
  }
  for (const std::string& text : effects.before) send(socket, text);
  if (effects.cut && cut(socket, *effects.cut, moment)) return;
  if (effects.drop) return;
  for (const auto& change : effects.text) change(frame.text);
  if (effects.delay > Clock::Ticks(0)) {
    socket.later.emplace(moment.ticks + effects.delay, Outgoing{.text = std::move(frame.text)});
    return;
  }
  if (effects.behind > 0) {
    socket.overtaken.push_back({.text = std::move(frame.text), .by = effects.behind});
    return;
  }
  for (int copy = 0; copy <= effects.copies; ++copy) send(socket, frame.text);
  auto overtaken = std::exchange(socket.overtaken, {});
  for (Overtaken& each : overtaken) {
    if (--each.by > 0)
      socket.overtaken.push_back(std::move(each));
    else
      send(socket, each.text);
  }
}

void SocketHub::send(Socket& socket, const std::string& text) { socket.ready.push_back({.text = text}); }

/// Whether the socket ends here and now.
bool SocketHub::cut(Socket& socket, const SocketCut& cut, const ChannelMoment& moment) {
  Outgoing end{.kind = cut.reset ? SocketStep::Kind::reset : SocketStep::Kind::close,
               .text = "the server ended the connection"};
  if (cut.notice == Clock::Ticks(0)) {
    socket.ready.push_back(std::move(end));
    return true;
  }
  send(socket, notice(socket.channel_id, moment.ticks, cut.notice).text);
  socket.later.emplace(moment.ticks + cut.notice, std::move(end));
  return false;
}

void SocketHub::receive(SocketId id, std::string_view text, const HubTime& time, const TopicJudge& judge) {
  const auto found = sockets_.find(id);
  if (found == sockets_.end()) return;
  Socket& socket = found->second;
  Channel* channel = channels_.find(socket.channel_id, time.ticks);
  if (channel == nullptr) return;
  channel->last_used = time.ticks;
  const auto value = parse_json(text);
  const boost::json::object empty;
  const boost::json::object& message = value ? object_or_empty(*value) : empty;
  const std::string_view wish = text_in(message, "message");
  const auto reply = [&](Frame frame) { socket.replies.emplace(time.ticks, std::move(frame)); };
  if (wish == "ping") return reply(pong_frame());
  const SubscribeOutcome outcome = wish == "subscribe"
                                       ? subscribe_over(*channel, message, time.moment(), judge)
                                       : SubscribeOutcome::malformed;
  reply(subscribe_frame(outcome, text_in(message, "correlationId")));
}

SubscribeOutcome SocketHub::subscribe_over(Channel& channel, const boost::json::object& message,
                                           const ChannelMoment& moment, const TopicJudge& judge) {
  const auto names = names_in(message);
  if (!names) return SubscribeOutcome::malformed;
  std::vector<TopicVerdict> verdicts;
  verdicts.reserve(names->size());
  for (const std::string& name : *names) verdicts.push_back(judge(name));
  const bool is_done = !problem_of(verdicts) && subscribe(channel, verdicts, SubscribeMode::add, moment);
  return is_done ? SubscribeOutcome::subscribed : SubscribeOutcome::rejected;
}

}  // namespace nowthen::sim
