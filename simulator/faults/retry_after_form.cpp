#include "simulator/faults/retry_after_form.hpp"

#include <vector>

namespace nowthen::sim {

std::vector<ParameterSpec> retry_after_parameters(const char* form) {
  return {{.name = "retry_after", .otherwise = std::int64_t{5}, .least = 0, .most = 1e9},
          {.name = "form",
           .otherwise = std::string(form),
           .most = 10,
           .words = {"seconds", "date", "none", "rubbish"}}};
}

RetryAfter retry_after_of(const Parameters& parameters) {
  const std::string& form = parameters.text("form");
  RetryAfter wait{.seconds = parameters.integer("retry_after")};
  if (form == "seconds") wait.form = RetryAfter::Form::seconds;
  if (form == "date") wait.form = RetryAfter::Form::date;
  if (form == "rubbish") wait.form = RetryAfter::Form::rubbish;
  return wait;
}

}  // namespace nowthen::sim
