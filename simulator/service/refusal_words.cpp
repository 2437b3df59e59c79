#include "simulator/service/refusal_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "simulator/platform/handlers.hpp"
#include "simulator/platform/problems.hpp"

namespace nowthen::sim {
namespace {

/// A 403 that names `missing`, or, where that is empty, whatever the endpoint asks for.
Problem forbidden(Endpoint endpoint, std::string_view missing) {
  if (!is_platform(endpoint)) {
    const auto scopes = missing.empty() ? scopes_of(endpoint) : std::vector{missing};
    return scopes.empty() ? problem_for(403) : missing_scopes(scopes);
  }
  const PlatformHandler* handler = handler_of(endpoint);
  if (missing.empty() && handler != nullptr) missing = handler->permission;
  return missing.empty() ? problem_for(403) : missing_permission(missing);
}

}  // namespace

std::vector<std::string_view> scopes_of(Endpoint endpoint) {
  if (endpoint == Endpoint::live) return {"conversations:view"};
  if (endpoint == Endpoint::history) return {"analytics:conversation:view", "analytics:conversation:query"};
  return {};
}

Problem missing_scopes(const std::vector<std::string_view>& scopes) {
  Problem problem = problem_for(403);
  problem.code = "missing.scopes";
  problem.message =
      fmt::format("Unable to perform the requested action. You are missing the following scope(s): {}",
                  fmt::join(scopes, ", "));
  return problem;
}

Problem worded_for(Endpoint endpoint, const Replacement& replacement, std::optional<int> limit) {
  const int status = replacement.problem.status;
  if (replacement.missing) return forbidden(endpoint, *replacement.missing);
  if (!is_platform(endpoint)) return replacement.problem;
  if (status != 429) return platform_problem_for(status);
  constexpr int usual_limit = 300;
  return too_many_requests(limit.value_or(usual_limit), replacement.retry_after.seconds);
}

}  // namespace nowthen::sim
