#pragma once
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <vector>

#include "simulator/world/plan.hpp"
#include "simulator/world/shape.hpp"
#include "simulator/world/uuid.hpp"

namespace nowthen::sim {

/// One customer who turns up, or is to be called.
struct Arrival {
  Instant start;
  Uuid id;
  std::uint64_t number = 0;  ///< What the id was made from, counted from 0.
  std::uint64_t position =
      0;  ///< In the order of (start, id); differs from `number` only among equal starts.
  std::uint32_t customer = 0;
  std::uint16_t queue = 0;  ///< Aimed at.
  Approach approach = Approach::voice_in;
  std::chrono::milliseconds stays_open{0};  ///< A thread that is not over before; 0: as things go.
};

/// The medium a conversation begun like this is known by.
MediaType medium_of(Approach approach);

struct ArrivalOptions {
  std::uint64_t seed = 1;
  int per_day = 400;
  WorldShape shape = {};  ///< Its hours, approaches and threads.
};

/// Everybody who arrives on the UTC day `day`, by (start, id), numbered from `first_number`. A Poisson
/// process whose rate follows hour and weekday in the centre's local time, if there are quiet hours; every
/// day has a stream of chance of its own.
std::vector<Arrival> arrivals_of(std::chrono::sys_days day, std::uint64_t first_number,
                                 const ArrivalOptions& options);

}  // namespace nowthen::sim
