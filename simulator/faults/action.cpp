#include "simulator/faults/action.hpp"

#include <array>

namespace nowthen::sim {
namespace {

std::array<std::span<const ActionSpec>, 8> groups() {
  return {authorisation_actions(), throttling_actions(), server_actions(), transport_actions(),
          body_actions(),          paging_actions(),     job_actions(),    frame_actions()};
}

}  // namespace

const ActionSpec* find_action(std::string_view name) {
  for (const auto group : groups())
    for (const ActionSpec& action : group)
      if (action.name == name) return &action;
  return nullptr;
}

std::vector<std::string_view> action_names() {
  std::vector<std::string_view> names;
  for (const auto group : groups())
    for (const ActionSpec& action : group) names.push_back(action.name);
  return names;
}

}  // namespace nowthen::sim
