#include "simulator/faults/action.hpp"

namespace nowthen::sim {
namespace {

void replace(Effects& effects, Replacement replacement) {
  if (!effects.replacement) effects.replacement = std::move(replacement);
}

Problem oauth_problem(int status, std::string description) {
  return {.status = status, .code = "", .message = std::move(description)};
}

void unauthorized(const Parameters&, Effects& effects) { replace(effects, {.problem = problem_for(401)}); }

void expire_token(const Parameters&, Effects& effects) { effects.expire_tokens = true; }

void short_token(const Parameters& parameters, Effects& effects) {
  effects.token_lifetime = std::chrono::seconds(parameters.integer("seconds"));
}

void forbidden(const Parameters& parameters, Effects& effects) {
  replace(effects, {.problem = problem_for(403), .missing = parameters.text("scope")});
}

void wrong_secret(const Parameters&, Effects& effects) {
  replace(effects, {.problem = oauth_problem(401, "authentication failed"), .oauth_error = "invalid_client"});
}

void wrong_region(const Parameters&, Effects& effects) {
  replace(effects, {.problem = oauth_problem(400, "client not found"), .oauth_error = "invalid_client"});
}

}  // namespace

std::span<const ActionSpec> authorisation_actions() {
  static const std::vector<ActionSpec> actions{
      {"unauthorized", {}, unauthorized},
      {"expire_token", {}, expire_token},
      {"short_token",
       {{.name = "seconds", .otherwise = std::int64_t{11}, .least = 0, .most = 1'000'000}},
       short_token},
      {"forbidden", {{.name = "scope", .otherwise = std::string(), .most = 200}}, forbidden},
      {"wrong_secret", {}, wrong_secret},
      {"wrong_region", {}, wrong_region},
  };
  return actions;
}

}  // namespace nowthen::sim
