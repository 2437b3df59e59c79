#pragma once
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "webhooks/event.hpp"

namespace nowthen::webhooks {

/// An event with whom it is for.
struct AcceptedEvent {
  Event event;
  Instant accepted_at;
  std::vector<std::string> endpoints;  ///< Their keys.
  bool operator==(const AcceptedEvent&) const = default;
};

/// First in each outbox.
struct OutboxBegin {
  Instant created_at;  ///< What happened before is not told.
  bool operator==(const OutboxBegin&) const = default;
};

/// Events, and what whoever brought them wants to know again after a restart: all of it or nothing.
struct OutboxIntake {
  std::vector<AcceptedEvent> events;
  std::optional<std::string> note;
  bool operator==(const OutboxIntake&) const = default;
};

/// A delivery that is over, one way or the other.
struct OutboxDone {
  std::string id;
  std::string endpoint;
  bool operator==(const OutboxDone&) const = default;
};

/// Ids of events that were accepted, and when they had happened: so that none is accepted again.
struct OutboxKnown {
  std::vector<std::pair<std::string, Instant>> ids;
  bool operator==(const OutboxKnown&) const = default;
};

using OutboxRecord = std::variant<OutboxBegin, OutboxIntake, OutboxDone, OutboxKnown>;

/// One line of JSON.
std::string record_text(const OutboxRecord& record);

/// Undoes `record_text`. Nothing for anything else.
std::optional<OutboxRecord> read_record(std::string_view text);

/// An event as it stands in a record of events. Nothing for anything else.
std::optional<AcceptedEvent> read_accepted_event(std::string_view text);

}  // namespace nowthen::webhooks
