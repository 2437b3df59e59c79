#pragma once
#include <cstdint>
#include <nowthen/core/id.hpp>
#include <nowthen/core/instant.hpp>
#include <nowthen/model/named_text.hpp>
#include <nowthen/model/segment.hpp>
#include <nowthen/model/statistics.hpp>
#include <optional>
#include <string>
#include <vector>

namespace nowthen {

/// One conversation or agent behind an observed count.
struct Observation {
  std::optional<Instant> observation_date;
  ConversationId conversation_id;
  SessionId session_id;
  std::vector<std::string> requested_routing_skill_ids;
  std::string requested_language_id;
  std::optional<std::int64_t> routing_priority;
  std::string participant_name;
  UserId user_id;
  std::string direction;
  std::string converted_from;
  std::string converted_to;
  std::string address_from;
  std::string address_to;
  std::string ani;
  std::string dnis;
  std::string team_id;
  std::vector<std::string> requested_routings;
  std::string used_routing;
  std::vector<ScoredAgent> scored_agents;
  std::string extra;  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const Observation&) const = default;
};

/// One observed metric; its name may come again with another qualifier.
struct ObservedMetric {
  std::string metric;
  std::string qualifier;  ///< Such as a routing status or a presence. May be empty.
  Statistics stats;
  std::optional<bool> truncated;  ///< There were more observations than were listed.
  std::vector<Observation> observations;
  std::string extra;  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const ObservedMetric&) const = default;
};

/// The observations of one group, such as a queue and a medium.
struct ObservedGroup {
  std::vector<NamedText> group;  ///< `queueId`, `mediaType`, `userId`; user metrics have no `mediaType`.
  std::vector<ObservedMetric> data;
  std::string extra;  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const ObservedGroup&) const = default;
};

/// What was observed at one moment, of queues or of users.
struct Observations {
  std::vector<NamedTexts> system_to_organization_mappings;  ///< Presence ids by system presence.
  std::vector<ObservedGroup> results;
  std::string extra;  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const Observations&) const = default;
};

}  // namespace nowthen
