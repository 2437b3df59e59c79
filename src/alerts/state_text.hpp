#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "alerts/evaluator.hpp"

namespace nowthen::alerts {

/// The state as one line of JSON.
std::string state_text(const State& state);

/// Undoes `state_text`. Nothing for anything else.
std::optional<State> read_state(std::string_view text);

}  // namespace nowthen::alerts
