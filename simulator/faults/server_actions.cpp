#include "simulator/faults/action.hpp"
#include "simulator/faults/retry_after_form.hpp"

namespace nowthen::sim {
namespace {

void status(const Parameters& parameters, Effects& effects) {
  if (effects.replacement) return;
  effects.replacement = Replacement{.problem = problem_for(static_cast<int>(parameters.integer("status"))),
                                    .retry_after = retry_after_of(parameters),
                                    .html = parameters.boolean("html")};
}

std::vector<ParameterSpec> status_parameters() {
  auto parameters = retry_after_parameters("none");
  parameters.push_back({.name = "status", .otherwise = std::int64_t{500}, .least = 400, .most = 599});
  parameters.push_back({.name = "html", .otherwise = false});
  return parameters;
}

}  // namespace

std::span<const ActionSpec> server_actions() {
  static const std::vector<ActionSpec> actions{{"status", status_parameters(), status}};
  return actions;
}

}  // namespace nowthen::sim
