#pragma once
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <vector>

namespace nowthen {

/// Where notifications are pushed: one WebSocket, up to 1,000 topics, for 24 hours.
struct NotificationChannel {
  std::string id;
  std::string connect_uri;  ///< A secret: whoever has it can listen.
  std::optional<Instant> expires;
  std::string extra;  ///< What the fields above cannot hold, as a JSON object.
  bool operator==(const NotificationChannel&) const = default;
};

/// What became of a topic that a channel was to have.
struct TopicState {
  std::string id;     ///< The topic, such as `v2.routing.queues.{id}.conversations`.
  std::string state;  ///< `Permitted` or `Rejected`; empty where the platform does not say.
  std::string rejection_reason;
  std::vector<std::string> missing_permissions;
  std::string extra;
  bool operator==(const TopicState&) const = default;
};

/// Whether events of the topic will come.
bool is_permitted(const TopicState& topic) noexcept;

}  // namespace nowthen
