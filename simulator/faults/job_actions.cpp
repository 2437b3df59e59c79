#include "simulator/faults/action.hpp"

namespace nowthen::sim {
namespace {

template <JobFate fate>
void give_fate(const Parameters&, Effects& effects) {
  effects.job.fate = fate;
}

void move_availability(const Parameters& parameters, Effects& effects) {
  effects.job.availability_by += std::chrono::seconds(parameters.integer("seconds"));
}

}  // namespace

std::span<const ActionSpec> job_actions() {
  static const std::vector<ActionSpec> actions{
      {"fail_job", {}, give_fate<JobFate::fails>},
      {"expire_job", {}, give_fate<JobFate::expires>},
      {"vanish_job", {}, give_fate<JobFate::vanishes>},
      {"stick_job", {}, give_fate<JobFate::sticks>},
      {"move_availability",
       {{.name = "seconds", .otherwise = std::int64_t{-86'400}, .least = -1e7, .most = 1e7}},
       move_availability},
  };
  return actions;
}

}  // namespace nowthen::sim
