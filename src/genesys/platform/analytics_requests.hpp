#pragma once
#include <nowthen/genesys/analytics.hpp>
#include <nowthen/genesys/entities.hpp>

#include "net/message.hpp"

namespace nowthen::genesys::platform {

/// POST /api/v2/analytics/conversations/activity/query
net::Request activity_request(const ActivityQuery& query);

/// POST /api/v2/analytics/queues/observations/query
net::Request queue_observations_request(const ObservationQuery& query);

/// POST /api/v2/analytics/users/observations/query
net::Request user_observations_request(const ObservationQuery& query);

/// POST /api/v2/analytics/conversations/aggregates/query
net::Request aggregates_request(const AggregateQuery& query);

/// GET /api/v2/routing/queues, /api/v2/users, /api/v2/routing/wrapupcodes, /api/v2/routing/skills,
/// /api/v2/authorization/divisions: one page, numbered from 1.
net::Request entities_request(EntityKind kind, int page_number);

/// Entities asked for at once.
inline constexpr int entities_per_page = 100;

}  // namespace nowthen::genesys::platform
