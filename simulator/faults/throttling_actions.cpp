#include "simulator/faults/action.hpp"
#include "simulator/faults/retry_after_form.hpp"

namespace nowthen::sim {
namespace {

void throttle(const Parameters& parameters, Effects& effects) {
  if (effects.replacement) return;
  Problem problem = problem_for(429);
  problem.message = "Rate limit exceeded the maximum. Retry the request in [" +
                    std::to_string(parameters.integer("retry_after")) + "] seconds";
  effects.replacement = Replacement{.problem = std::move(problem), .retry_after = retry_after_of(parameters)};
}

void lower_limit(const Parameters& parameters, Effects& effects) {
  effects.new_limit = static_cast<int>(parameters.integer("limit"));
}

void others_on_token(const Parameters& parameters, Effects& effects) {
  effects.others_per_minute = parameters.number("per_minute");
}

}  // namespace

std::span<const ActionSpec> throttling_actions() {
  static const std::vector<ActionSpec> actions{
      {"throttle", retry_after_parameters("seconds"), throttle},
      {"lower_limit",
       {{.name = "limit", .otherwise = std::int64_t{5}, .least = 1, .most = 1e6}},
       lower_limit},
      {"others_on_token",
       {{.name = "per_minute", .otherwise = 5.0, .least = 0.001, .most = 1e6}},
       others_on_token},
  };
  return actions;
}

}  // namespace nowthen::sim
