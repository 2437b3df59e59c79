#pragma once
#include <nowthen/core/id.hpp>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nowthen {

/// One measured value of a conversation, named as the API names it.
struct Metric {
  std::string name;  ///< Such as `talkTime`.
  double value = 0;
  std::string unit;  ///< Such as `seconds`.
  bool operator==(const Metric&) const = default;
};

/// A person or a part of the system that takes part in a conversation.
struct Participant {
  ParticipantId id;
  std::string name;   ///< May be empty.
  std::string role;   ///< `customer`, `agent`, `acd`, `ivr`, or whatever the server said.
  std::string state;  ///< Live only; empty in history.
  bool operator==(const Participant&) const = default;
};

/// One conversation as one listing showed it. What the server left out is empty here.
struct Conversation {
  ConversationId id;
  std::string media_type;  ///< `voice`, `chat`, `email`, `message`, `callback`, or whatever the server said.
  std::string state;  ///< `queued`, `ringing`, `connected`, `held`, `closed`, or whatever the server said.
  std::string direction;  ///< `inbound` or `outbound`.
  QueueId queue_id;       ///< The queue of the first contact.
  std::optional<Instant> started_at;
  std::optional<Instant> ended_at;  ///< Empty while it goes on.
  std::vector<Participant> participants;
  std::vector<Metric> metrics;  ///< History only, in the order the server gave.
  std::string json;  ///< The record's bytes as the server gave them, less insignificant white space.
};

/// The value of the metric `name`, or nothing when the record does not have it.
std::optional<double> metric_value(const Conversation& conversation, std::string_view name);

/// Whether the conversation is over: it has an end, or its state says `closed`.
bool is_closed(const Conversation& conversation);

}  // namespace nowthen
