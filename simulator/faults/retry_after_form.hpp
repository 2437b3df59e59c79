#pragma once
#include <vector>

#include "simulator/faults/action.hpp"

namespace nowthen::sim {

/// The parameters `retry_after` (seconds) and `form` (`seconds`, `date`, `none`, `rubbish`), with `form`'s
/// default.
std::vector<ParameterSpec> retry_after_parameters(const char* form);

/// What those parameters say.
RetryAfter retry_after_of(const Parameters& parameters);

}  // namespace nowthen::sim
