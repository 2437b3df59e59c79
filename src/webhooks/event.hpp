#pragma once
#include <cstddef>
#include <nowthen/core/instant.hpp>
#include <string>

namespace nowthen::webhooks {

/// Something that receivers are told.
struct Event {
  std::string id;       ///< Of letters, digits and `_`; the same whenever the same thing is told again.
  std::string type;     ///< `conversation.answered`, ...
  std::string key;      ///< What is told in order: events of one key one after the other.
  Instant at;           ///< When it happened.
  std::string payload;  ///< JSON, as it is sent.
  bool operator==(const Event&) const = default;
};

/// No payload is as long.
inline constexpr std::size_t payload_limit = 20'000;

}  // namespace nowthen::webhooks
