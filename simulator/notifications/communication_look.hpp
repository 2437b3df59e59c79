#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "simulator/platform/facts.hpp"

namespace nowthen::sim {

/// What a communication does: a participant in one medium, which history calls a session.
enum class Doing : std::uint8_t {
  nothing,  ///< Has not begun.
  scheduled,
  dialing,
  contacting,
  alerting,
  connected,
  held,
  disconnected
};

/// After-call work of one communication.
struct WrapUpLook {
  Instant start = absent;  ///< `absent`: has not begun.
  Instant end = absent;    ///< `absent`: goes on.
  std::string_view code;   ///< From the end on.
  std::string_view note;
  bool operator==(const WrapUpLook&) const = default;
};

/// How a communication looks at an instant, whatever history shows. Texts are those of the facts.
struct CommunicationLook {
  Doing doing = Doing::nothing;
  Instant joined = absent;        ///< Its very beginning: alerting, dialing and waiting count.
  Instant answered = absent;      ///< The first instant at which it was connected; `absent`: not yet.
  Instant held_since = absent;    ///< Of the hold that goes on.
  Instant disconnected = absent;  ///< Wrap-up may go on after it.
  std::string_view disconnect_type;
  std::string_view queue_id;  ///< The first that a segment of it names.
  WrapUpLook wrap_up;
  bool operator==(const CommunicationLook&) const = default;
};

/// Pure: the look at `at` of a communication with these segments. What lies after `at` does not count, so
/// `segments` may be those of a later reading of `facts`.
CommunicationLook look_at(const ConversationFacts& facts, std::span<const SegmentFacts> segments, Instant at);

}  // namespace nowthen::sim
