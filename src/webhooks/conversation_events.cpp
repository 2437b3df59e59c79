#include "webhooks/conversation_events.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <set>
#include <tuple>
#include <unordered_set>

#include "core/digest.hpp"
#include "webhooks/payload.hpp"
#include "webhooks/talks.hpp"

namespace nowthen::webhooks {
namespace {

namespace json = boost::json;
using floor::Leg;
using floor::State;
using std::chrono::milliseconds;

// Ends of holds are seen, not told, and a record may have another second than the event before it.
constexpr milliseconds same_moment{5'000};

json::object about(const Leg& leg) {
  return {{"conversation_id", bounded(leg.conversation_id.str())},
          {"media_type", bounded(leg.media_type)},
          {"direction", bounded(leg.direction)},
          {"queue_id", bounded(leg.queue_id.str())}};
}

json::object about_agent(const Leg& leg) {
  json::object data = about(leg);
  data["user_id"] = bounded(leg.user_id.str());
  return data;
}

/// All that legs tell, each thing once.
class Telling {
 public:
  explicit Telling(const KnownConversation& known) : legs_(known.legs) {
    if (legs_.empty()) return;
    const std::vector<Talk> talks = talks_in(legs_);
    tell_start();
    for (const Talk& talk : talks) tell_talk(talk, talks);
    for (const Leg& leg : legs_) tell_leg(leg);
    if (known.is_over) tell_end(!talks.empty());
    std::stable_sort(events_.begin(), events_.end(),
                     [](const Event& a, const Event& b) { return a.at < b.at; });
  }

  std::vector<Event> take() { return std::move(events_); }

 private:
  /// `begin`: of the leg that it is about; empty for what happens to a conversation only once.
  void add(std::string_view type, std::optional<Instant> begin, Instant at, json::object data) {
    const std::string& id = legs_.front().conversation_id.str();
    Event event = make_event({.type = type, .subject = id, .which = begin ? format_instant(*begin) : ""}, id,
                             at, std::move(data));
    if (ids_.insert(event.id).second) events_.push_back(std::move(event));
  }

  const Leg& leg_of(const Talk& talk) const {
    return *std::find_if(legs_.begin(), legs_.end(), [&talk](const Leg& leg) {
      return leg.begin == talk.begin && leg.user_id == talk.user_id && leg.queue_id == talk.queue_id &&
             (leg.state == State::interacting || leg.state == State::holding);
    });
  }

  void tell_start() {
    const Leg& first = *std::min_element(legs_.begin(), legs_.end(),
                                         [](const Leg& a, const Leg& b) { return a.begin < b.begin; });
    add("conversation.started", std::nullopt, first.begin, about(first));
  }

  void tell_talk(const Talk& talk, std::span<const Talk> talks) {
    json::object data = about_agent(leg_of(talk));
    data["waited_ms"] = waited(talk).count();
    add("conversation.answered", talk.begin, talk.begin, std::move(data));
    const Leg* next = next_after(talk, talks, legs_);
    if (next == nullptr) return;
    json::object moved = about_agent(*next);
    moved["from_queue_id"] = bounded(talk.queue_id.str());
    moved["from_user_id"] = bounded(talk.user_id.str());
    add("conversation.transferred", next->begin, std::max(next->begin, *talk.end), std::move(moved));
  }

  /// Until a talk, in its queue; 0 for who was not waiting.
  milliseconds waited(const Talk& talk) const {
    milliseconds longest{0};
    for (const Leg& leg : legs_)
      if (leg.state == State::waiting && leg.queue_id == talk.queue_id && leg.begin <= talk.begin &&
          (!leg.end || *leg.end + same_moment >= talk.begin))
        longest = std::max(longest, talk.begin - leg.begin);
    return longest;
  }

  void tell_leg(const Leg& leg) {
    if (leg.state == State::holding) add("conversation.held", leg.begin, leg.begin, about_agent(leg));
    if (leg.state != State::wrapping || !leg.end) return;
    json::object data = about_agent(leg);
    data["began_at"] = format_instant(leg.begin);
    add("conversation.wrapped_up", leg.begin, *leg.end, std::move(data));
  }

  void tell_end(bool was_answered) {
    const Leg* last = nullptr;
    for (const Leg& leg : legs_) {
      if (leg.state == State::wrapping) continue;
      if (!leg.end) return;
      if (last == nullptr || *leg.end > *last->end) last = &leg;
    }
    if (last == nullptr) return;
    json::object data = about(*last);
    data["began_at"] = format_instant(legs_.front().begin);
    data["was_answered"] = was_answered;
    add("conversation.ended", std::nullopt, *last->end, std::move(data));
  }

  std::span<const Leg> legs_;
  std::vector<Event> events_;
  std::unordered_set<std::string> ids_;
};

bool is_near(const std::optional<Instant>& a, const std::optional<Instant>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return *a - *b <= same_moment && *b - *a <= same_moment;
}

/// Begin and end to the moment, everything else as it is.
bool is_same(const Leg& a, const Leg& b) {
  return std::tie(a.state, a.queue_id, a.user_id, a.media_type, a.direction) ==
             std::tie(b.state, b.queue_id, b.user_id, b.media_type, b.direction) &&
         is_near(a.begin, b.begin) && is_near(a.end, b.end);
}

bool was_corrected(const KnownConversation& before, const KnownConversation& after) {
  if (!before.is_over || !after.is_over || before.legs.empty() || after.legs.empty()) return false;
  return !std::equal(before.legs.begin(), before.legs.end(), after.legs.begin(), after.legs.end(), is_same);
}

std::string fingerprint(std::span<const Leg> legs) {
  std::string text;
  for (const Leg& leg : legs)
    text.append(floor::name_of(leg.state))
        .append(leg.queue_id.str() + '\n' + leg.user_id.str() + '\n' + format_instant(leg.begin))
        .append(leg.end ? format_instant(*leg.end) : std::string());
  return to_hex(sha256(text));
}

/// What was told of a conversation that is over has changed.
Event corrected(std::span<const Leg> legs) {
  Instant latest = legs.front().begin;
  for (const Leg& leg : legs) latest = std::max(latest, leg.end.value_or(leg.begin));
  const std::string& id = legs.front().conversation_id.str();
  return make_event({.type = "conversation.corrected", .subject = id, .which = fingerprint(legs)}, id, latest,
                    {{"conversation_id", bounded(id)}, {"source", "live"}});
}

}  // namespace

std::vector<Event> conversation_events(const KnownConversation& before, const KnownConversation& after) {
  std::vector<Event> events = Telling(after).take();
  std::unordered_set<std::string> told;
  for (const Event& event : Telling(before).take()) told.insert(event.id);
  std::erase_if(events, [&told](const Event& event) { return told.contains(event.id); });
  if (was_corrected(before, after)) events.push_back(corrected(after.legs));
  return events;
}

Event conversation_deleted(const ConversationId& id, Instant at) {
  return make_event({.type = "conversation.deleted", .subject = id.str(), .which = {}}, id.str(), at,
                    {{"conversation_id", bounded(id.str())}});
}

Event conversation_corrected(const ConversationId& id, Instant as_of) {
  return make_event({.type = "conversation.corrected", .subject = id.str(), .which = format_instant(as_of)},
                    id.str(), as_of, {{"conversation_id", bounded(id.str())}, {"source", "history"}});
}

}  // namespace nowthen::webhooks
