#pragma once
#include <optional>
#include <string>

#include "alerts/evaluator.hpp"
#include "webhooks/event.hpp"

namespace nowthen::webhooks {

/// `alert.fired` or `alert.resolved`.
Event alert_event(const alerts::Change& change);

/// Something that should not have happened, such as a stretch of time that was not seen.
struct Incident {
  std::string id;
  std::string kind;  ///< Such as `gap`.
  std::string text;  ///< One line for people.
  Instant opened_at;
};

Event incident_opened(const Incident& incident);
Event incident_closed(const Incident& incident, Instant closed_at);

/// A day of history is complete, or complete again.
struct SettledDay {
  std::string surface;  ///< Such as `job`.
  Interval interval;
  std::string state;  ///< `complete`, `settled`, ...
  std::int64_t conversations = 0;
};

Event sync_settled(const SettledDay& day, Instant at);

/// `webhook.test`; each has an id of its own.
Event test_event(Instant at, const std::string& nonce);

}  // namespace nowthen::webhooks
