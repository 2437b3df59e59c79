#include "genesys/platform/analytics_requests.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>

#include "genesys/platform/filter_json.hpp"
#include "genesys/platform/request_parts.hpp"

namespace nowthen::genesys::platform {
namespace {

namespace json = boost::json;

json::array texts_json(const std::vector<std::string>& texts) {
  json::array array;
  for (const auto& text : texts) array.emplace_back(text);
  return array;
}

json::object observations_json(const ObservationQuery& query) {
  json::object body{{"filter", filter_json(query.filter)}, {"metrics", texts_json(query.metrics)}};
  if (!query.detail_metrics.empty()) body["detailMetrics"] = texts_json(query.detail_metrics);
  return body;
}

/// Deleted and inactive users have names too, and old conversations know them.
const char* path_of(EntityKind kind) {
  switch (kind) {
    case EntityKind::queues: return "/api/v2/routing/queues?";
    case EntityKind::users: return "/api/v2/users?state=any&";
    case EntityKind::wrapup_codes: return "/api/v2/routing/wrapupcodes?";
    case EntityKind::skills: return "/api/v2/routing/skills?";
    case EntityKind::divisions: return "/api/v2/authorization/divisions?";
  }
  return "";
}

}  // namespace

net::Request activity_request(const ActivityQuery& query) {
  json::array metrics;
  for (const auto& metric : query.metrics) {
    json::object wanted{{"metric", metric}};
    if (std::find(query.details.begin(), query.details.end(), metric) != query.details.end())
      wanted["details"] = true;
    metrics.push_back(std::move(wanted));
  }
  json::object body{{"metrics", std::move(metrics)}, {"groupBy", texts_json(query.group_by)}};
  if (query.filter) body["filter"] = filter_json(*query.filter);
  return post(fmt::format("/api/v2/analytics/conversations/activity/query?pageSize={}&pageNumber={}",
                          query.page_size, query.page_number),
              body);
}

net::Request queue_observations_request(const ObservationQuery& query) {
  return post("/api/v2/analytics/queues/observations/query", observations_json(query));
}

net::Request user_observations_request(const ObservationQuery& query) {
  return post("/api/v2/analytics/users/observations/query", observations_json(query));
}

net::Request aggregates_request(const AggregateQuery& query) {
  json::object body{{"interval", interval_text(query.interval)}};
  if (!query.granularity.empty()) body["granularity"] = query.granularity;
  if (!query.time_zone.empty()) body["timeZone"] = query.time_zone;
  if (!query.group_by.empty()) body["groupBy"] = texts_json(query.group_by);
  if (query.filter) body["filter"] = filter_json(*query.filter);
  body["metrics"] = texts_json(query.metrics);
  return post("/api/v2/analytics/conversations/aggregates/query", body);
}

net::Request entities_request(EntityKind kind, int page_number) {
  return get(fmt::format("{}pageSize={}&pageNumber={}", path_of(kind), entities_per_page, page_number));
}

}  // namespace nowthen::genesys::platform
