#pragma once
#include <cstdint>
#include <nowthen/core/id.hpp>
#include <nowthen/core/instant.hpp>
#include <nowthen/model/named_text.hpp>
#include <nowthen/model/segment.hpp>
#include <optional>
#include <string>
#include <vector>

namespace nowthen {

/// One conversation or agent behind an activity count.
struct ActiveEntity {
  std::optional<Instant> activity_date;
  std::string metric;
  std::string active_routing;
  std::string address_from;
  std::string address_to;
  std::string ani;
  ConversationId conversation_id;
  std::string converted_from;
  std::string converted_to;
  std::string direction;
  std::string dnis;
  std::string media_type;
  std::string participant_name;
  QueueId queue_id;
  std::string requested_language_id;
  std::vector<std::string> requested_routing_skill_ids;
  std::vector<std::string> requested_routings;
  std::optional<std::int64_t> routing_priority;
  SessionId session_id;
  std::string team_id;
  std::string used_routing;
  UserId user_id;
  std::vector<ScoredAgent> scored_agents;
  std::string extra;  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const ActiveEntity&) const = default;
};

/// One count of what is going on.
struct ActivityMetric {
  std::string metric;
  std::string qualifier;
  std::vector<std::string> entity_ids;
  std::optional<std::int64_t> count;
  std::optional<std::int64_t> calculated_metric_value;  ///< For the longest waiting or interacting, an
                                                        ///< instant in milliseconds since 1970.
  std::string extra;  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const ActivityMetric&) const = default;
};

/// What is going on in one group, such as a queue and a medium.
struct ActivityGroup {
  std::vector<NamedText> group;
  std::vector<ActivityMetric> data;
  std::optional<bool> truncated;  ///< There were more entities than were listed.
  std::vector<ActiveEntity> entities;
  std::string extra;  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const ActivityGroup&) const = default;
};

/// What is going on now, by group.
struct Activity {
  std::vector<ActivityGroup> results;
  std::string entity_id_dimension;
  std::string extra;  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const Activity&) const = default;
};

}  // namespace nowthen
