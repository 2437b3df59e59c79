#include "simulator/endpoint.hpp"

#include <array>

namespace nowthen::sim {
namespace {

/// All operations; the order is that of `Endpoint`. `platform` and `unknown` have a name and no place.
constexpr std::array<Route, endpoint_count> table{{
    {Endpoint::token, "/oauth/token", "POST"},
    {Endpoint::introspect, "/oauth/introspect", "POST"},
    {Endpoint::live, "/api/v2/conversations", "GET"},
    {Endpoint::history, "/api/v2/analytics/conversations/details/query", "POST"},
    {Endpoint::details_query, "/api/v2/analytics/conversations/details/query", "POST"},
    {Endpoint::details_by_ids, "/api/v2/analytics/conversations/details", "GET"},
    {Endpoint::conversation_details, "/api/v2/analytics/conversations/{id}/details", "GET"},
    {Endpoint::jobs, "/api/v2/analytics/conversations/details/jobs", "POST"},
    {Endpoint::job, "/api/v2/analytics/conversations/details/jobs/{id}", "GET, DELETE"},
    {Endpoint::job_results, "/api/v2/analytics/conversations/details/jobs/{id}/results", "GET"},
    {Endpoint::jobs_availability, "/api/v2/analytics/conversations/details/jobs/availability", "GET"},
    {Endpoint::activity, "/api/v2/analytics/conversations/activity/query", "POST"},
    {Endpoint::queue_observations, "/api/v2/analytics/queues/observations/query", "POST"},
    {Endpoint::user_observations, "/api/v2/analytics/users/observations/query", "POST"},
    {Endpoint::aggregates, "/api/v2/analytics/conversations/aggregates/query", "POST"},
    {Endpoint::queues, "/api/v2/routing/queues", "GET"},
    {Endpoint::users, "/api/v2/users", "GET"},
    {Endpoint::wrapup_codes, "/api/v2/routing/wrapupcodes", "GET"},
    {Endpoint::skills, "/api/v2/routing/skills", "GET"},
    {Endpoint::divisions, "/api/v2/authorization/divisions", "GET"},
    {Endpoint::token_me, "/api/v2/tokens/me", "GET, HEAD, DELETE"},
    {Endpoint::organization, "/api/v2/organizations/me", "GET"},
    {Endpoint::data_retention, "/api/v2/analytics/dataretention/settings", "GET"},
    {Endpoint::user_me, "/api/v2/users/me", "GET"},
    {Endpoint::conversations, "/api/v2/conversations", "GET"},
    {Endpoint::notification_channels, "/api/v2/notifications/channels", "GET, POST"},
    {Endpoint::notification_channel, "/api/v2/notifications/channels/{id}", "HEAD"},
    {Endpoint::notification_subscriptions, "/api/v2/notifications/channels/{id}/subscriptions",
     "GET, POST, PUT, DELETE"},
    {Endpoint::available_topics, "/api/v2/notifications/availabletopics", "GET"},
    {Endpoint::platform, "", ""},
    {Endpoint::unknown, "", ""},
}};

constexpr std::array<std::string_view, endpoint_count> names{"token",
                                                             "introspect",
                                                             "live",
                                                             "history",
                                                             "details_query",
                                                             "details_by_ids",
                                                             "conversation_details",
                                                             "jobs",
                                                             "job",
                                                             "job_results",
                                                             "jobs_availability",
                                                             "activity",
                                                             "queue_observations",
                                                             "user_observations",
                                                             "aggregates",
                                                             "queues",
                                                             "users",
                                                             "wrapup_codes",
                                                             "skills",
                                                             "divisions",
                                                             "token_me",
                                                             "organization",
                                                             "data_retention",
                                                             "user_me",
                                                             "conversations",
                                                             "notification_channels",
                                                             "notification_channel",
                                                             "notification_subscriptions",
                                                             "available_topics",
                                                             "platform",
                                                             "unknown"};

struct Fit {
  bool fits = false;
  std::string_view id;
};

Fit fit(std::string_view pattern, std::string_view path) {
  constexpr std::string_view hole = "{id}";
  const auto at = pattern.find(hole);
  if (at == std::string_view::npos) return {.fits = pattern == path};
  const auto before = pattern.substr(0, at);
  const auto after = pattern.substr(at + hole.size());
  if (path.size() <= before.size() + after.size()) return {};
  if (!path.starts_with(before) || !path.ends_with(after)) return {};
  const auto id = path.substr(at, path.size() - before.size() - after.size());
  return {.fits = id.find('/') == std::string_view::npos, .id = id};
}

/// A path without a hole wins over a pattern that it also fits: `jobs/availability` is no job.
bool is_better(const Route& candidate, const Route* found) {
  return found == nullptr || (found->path.find('{') != std::string_view::npos &&
                              candidate.path.find('{') == std::string_view::npos);
}

}  // namespace

std::string_view name_of(Endpoint endpoint) { return names.at(static_cast<std::size_t>(endpoint)); }

std::optional<Endpoint> endpoint_named(std::string_view name) {
  for (std::size_t at = 0; at < names.size(); ++at)
    if (names.at(at) == name) return static_cast<Endpoint>(at);
  return std::nullopt;
}

std::span<const Route> routes() { return table; }

Place place_of(std::string_view path) {
  Place place;
  for (const Route& route : table) {
    const Fit found = route.path.empty() ? Fit{} : fit(route.path, path);
    const Route*& side = is_platform(route.endpoint) ? place.platform : place.tutorial;
    if (!found.fits || !is_better(route, side)) continue;
    side = &route;
    place.id = found.id;
  }
  return place;
}

bool takes(const Route& route, std::string_view method) {
  for (std::string_view rest = route.methods; !rest.empty();) {
    const auto one = rest.substr(0, rest.find(','));
    rest.remove_prefix(one.size());
    rest.remove_prefix(std::min(rest.size(), std::size_t{2}));
    if (one == method) return true;
  }
  return false;
}

}  // namespace nowthen::sim
