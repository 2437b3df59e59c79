#pragma once
#include <nowthen/core/instant.hpp>

#include "simulator/world/centre.hpp"

namespace nowthen::sim {

/// The working day of one person in minutes of local time since its midnight, with a break in the middle.
struct Shift {
  int begin = 0;
  int pause = 0;
  int resume = 0;
  int end = 0;  ///< Above 1440: into the next day.
};

/// That of agent `number`: not everybody takes the break at the same time.
Shift shift_of(const AgentTruth& agent, std::size_t number);

/// Whether one of agent `number`'s shifts goes on at `instant` and is not at its break.
bool is_on_shift(const AgentTruth& agent, std::size_t number, Instant instant);

}  // namespace nowthen::sim
