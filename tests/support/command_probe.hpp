#pragma once
#include <sstream>

#include "cli/context.hpp"
#include "core/seeded_random.hpp"
#include "support/virtual_clock.hpp"

namespace nowthen::testing {

/// A context whose streams a test can read and whose clock stands still.
struct CommandProbe {
  cli::Settings settings;
  std::ostringstream out;
  std::ostringstream err;
  VirtualClock clock;
  SeededRandom random{1};
  std::stop_source stop;
  cli::Context context{.settings = settings,
                       .out = out,
                       .err = err,
                       .clock = clock,
                       .random = random,
                       .stop = stop.get_token(),
                       .make_client = {}};
};

}  // namespace nowthen::testing
