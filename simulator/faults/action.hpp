#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "simulator/faults/effects.hpp"
#include "simulator/faults/frame_effects.hpp"
#include "simulator/faults/parameters.hpp"

namespace nowthen::sim {

/// One parameter of an action. The default's type is the parameter's type; `least` and `most` bound a number,
/// and `most` the length of a text.
struct ParameterSpec {
  std::string_view name;
  Parameters::Value otherwise;
  double least = 0;
  double most = 0;
  std::vector<std::string_view> words = {};  ///< Not empty: a text must be one of them.
};

/// One thing that a rule can do: a row of the table of its group.
struct ActionSpec {
  std::string_view name;
  std::vector<ParameterSpec> parameters;
  void (*apply)(const Parameters&, Effects&) = nullptr;  ///< To a request.
  /// To a frame of the live feed; an action does either. Rules about frames do not count requests.
  void (*apply_to_frame)(const Parameters&, FrameEffects&) = nullptr;
};

/// The tables, one for each group of faults.
std::span<const ActionSpec> authorisation_actions();
std::span<const ActionSpec> throttling_actions();
std::span<const ActionSpec> server_actions();
std::span<const ActionSpec> transport_actions();
std::span<const ActionSpec> body_actions();
std::span<const ActionSpec> paging_actions();
std::span<const ActionSpec> job_actions();
std::span<const ActionSpec> frame_actions();

/// The row with this name in any table, or nullptr.
const ActionSpec* find_action(std::string_view name);

/// The names of all, for messages and tests.
std::vector<std::string_view> action_names();

}  // namespace nowthen::sim
