// Prints an hour of pacing in virtual time on five limiter models, beside a client that retries on 429.
#include <fmt/core.h>

#include "support/pacing_experiment.hpp"

namespace {
using nowthen::testing::PacingFigures;
using nowthen::testing::PacingScenario;
using namespace std::chrono_literals;

void row(std::string_view what, const PacingScenario& scenario) {
  const PacingFigures ours = nowthen::testing::pace(scenario);
  const PacingFigures naive = nowthen::testing::retry_on_429(scenario);
  fmt::print("{:<26} {:<26} {:>5} | {:>8.2f} {:>8.2f} {:>6} | {:>8.2f} {:>6}\n", what, scenario.limiter,
             scenario.per_minute, 100 * ours.share(), 100 * ours.share_with_burst(), ours.refused,
             100 * naive.share(), naive.refused);
}

void table(std::string_view what, PacingScenario scenario) {
  for (const auto limiter : nowthen::testing::limiter_names)
    for (const double per_minute : {10., 50., 300., 1000.}) {
      const double change = scenario.changes_to;
      scenario.limiter = limiter;
      scenario.per_minute = per_minute;
      scenario.changes_to *= per_minute;
      scenario.others_per_minute *= per_minute;
      row(what, scenario);
      scenario.others_per_minute /= per_minute;
      scenario.changes_to = change;
    }
}

}  // namespace

int main() {
  fmt::print(
      "An hour of pacing in virtual time, 20 to 70 ms each way, seed 1. Quota used in %, refusals (429).\n");
  fmt::print(
      "Aim: 98.5 % (97 % where a bucket's start burst counts), no refusal; one for a lowered limit.\n\n");
  fmt::print("{:<26} {:<26} {:>5} | {:>8} {:>8} {:>6} | {:>8} {:>6}\n", "scenario", "limiter", "/min", "ours",
             "+burst", "429", "naive", "429");
  table("steady", {});
  table("lowered, unannounced", {.changes_at = 10min, .changes_to = 0.5});
  table("lowered, in headers", {.headers = true, .changes_at = 10min, .changes_to = 0.5});
  table("others take two fifths", {.others_per_minute = 0.4});
  table("the same, in headers", {.headers = true, .others_per_minute = 0.4});
}
