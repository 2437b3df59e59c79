#pragma once
#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <map>
#include <string>
#include <vector>

#include "simulator/notifications/queue_event.hpp"
#include "simulator/platform/world_records.hpp"
#include "simulator/world/world_fixture.hpp"

/// For tests only: bodies of events, and the floor that a reader makes of them.
namespace nowthen::sim::test {

inline std::string body_at(PlatformSource& source, std::size_t index, Instant at) {
  std::string body;
  append_queue_event(body, source.facts(index, at, Knowledge::of_truth), at);
  return body;
}

inline std::string text_of(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value == nullptr ? std::string() : std::string(value->as_string());
}

/// One leg as text: agent, queue, medium, session, state, since when.
using Legs = std::vector<std::string>;

inline std::string leg_text(const std::string& agent, const std::string& queue, const std::string& session,
                            const std::string& what) {
  return agent + " " + queue + " " + session + " " + what;
}

/// What a communication is at and since when, read the way a board reads it; empty: it is over.
inline std::string state_in(const boost::json::object& participant,
                            const boost::json::object& communication) {
  const std::string state = text_of(communication, "state");
  if (state == "disconnected" || communication.contains("disconnectedTime")) return "";
  if (text_of(participant, "purpose") == "acd") return "waiting " + text_of(communication, "connectedTime");
  if (state == "alerting") return "alerting";
  if (state == "dialing" || state == "contacting") return "dialing";
  if (communication.at("held").as_bool()) return "holding " + text_of(communication, "startHoldTime");
  return "interacting " + text_of(communication, "connectedTime");
}

inline void read_legs(Legs& legs, const boost::json::object& participant) {
  const std::string queue = text_of(participant, "queueId");
  const std::string purpose = text_of(participant, "purpose");
  if (queue.empty() || (purpose != "acd" && purpose != "agent")) return;
  bool in_talk = false;
  std::string last;
  for (const char* list : {"calls", "callbacks", "chats", "emails", "messages"}) {
    const auto* communications = participant.if_contains(list);
    if (communications == nullptr) continue;
    for (const auto& each : communications->as_array()) {
      last = text_of(each.as_object(), "id");
      const std::string state = state_in(participant, each.as_object());
      if (state.empty()) continue;
      in_talk = true;
      legs.push_back(leg_text(text_of(participant, "userId"), queue, last, state));
    }
  }
  const std::string wrapping = text_of(participant, "startAcwTime");
  if (!in_talk && !wrapping.empty() && !participant.contains("endAcwTime"))
    legs.push_back(leg_text(text_of(participant, "userId"), queue, "", "wrapping " + wrapping));
}

/// The legs that a body shows, sorted.
inline Legs legs_in(const std::string& body) {
  Legs legs;
  const auto event = boost::json::parse(body);
  for (const auto& participant : event.at("participants").as_array())
    read_legs(legs, participant.as_object());
  std::sort(legs.begin(), legs.end());
  return legs;
}

}  // namespace nowthen::sim::test
