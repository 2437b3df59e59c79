#pragma once
#include <boost/json/object.hpp>
#include <string_view>

#include "webhooks/event.hpp"

namespace nowthen::webhooks {

/// What tells an event from every other: it goes into its id.
struct EventIdentity {
  std::string_view type;
  std::string_view subject;  ///< Of what: a conversation's id, ...
  std::string_view which;    ///< Which of several of that type; may be empty.
};

/// An event with its payload: `{"type", "timestamp", "data"}`, the timestamp being when it happened. The id
/// is a function of the identity alone.
Event make_event(const EventIdentity& identity, std::string_view key, Instant at, boost::json::object data);

/// Text from outside as it goes into a payload: one line of UTF-8, of so many bytes at
/// most.
std::string bounded(std::string_view text, std::size_t max_bytes = 256);

}  // namespace nowthen::webhooks
