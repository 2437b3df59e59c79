#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nowthen::sim {

/// The operations of the simulated API that have a quota and can be made to fail.
enum class Endpoint : std::uint8_t {
  token,
  introspect,
  live,
  history,
  // The platform's own from here on.
  details_query,
  details_by_ids,
  conversation_details,
  jobs,
  job,
  job_results,
  jobs_availability,
  activity,
  queue_observations,
  user_observations,
  aggregates,
  queues,
  users,
  wrapup_codes,
  skills,
  divisions,
  token_me,
  organization,
  data_retention,
  user_me,
  conversations,
  notification_channels,
  notification_channel,
  notification_subscriptions,
  available_topics,
  platform,  ///< Any of the platform's, in limits files and fault scripts; never where a request leads.
  unknown
};
inline constexpr std::size_t endpoint_count = static_cast<std::size_t>(Endpoint::unknown) + 1;

/// As limits files, fault scripts and statistics spell it: `token`, `live`, `details_query`, ...
std::string_view name_of(Endpoint endpoint);
std::optional<Endpoint> endpoint_named(std::string_view name);

/// Whether only the platform's contract has it.
constexpr bool is_platform(Endpoint endpoint) {
  return Endpoint::details_query <= endpoint && endpoint <= Endpoint::platform;
}

/// The endpoint whose quota a request counts against: the platform's share one.
constexpr Endpoint quota_of(Endpoint endpoint) {
  return is_platform(endpoint) ? Endpoint::platform : endpoint;
}

/// One operation and where it stands.
struct Route {
  Endpoint endpoint = Endpoint::unknown;
  std::string_view path;     ///< `{id}` stands for one segment.
  std::string_view methods;  ///< `GET, DELETE`: what `Allow` says.
};
std::span<const Route> routes();

/// What a path leads to, whatever the method.
struct Place {
  const Route* tutorial = nullptr;  ///< Also the token endpoint, which both contracts have.
  const Route* platform = nullptr;
  std::string id;  ///< What stands where the pattern has `{id}`.
};
Place place_of(std::string_view path);

/// Whether `methods` of a route names `method`.
bool takes(const Route& route, std::string_view method);

}  // namespace nowthen::sim
