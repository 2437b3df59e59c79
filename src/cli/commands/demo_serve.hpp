#pragma once
#include <cstdint>
#include <nowthen/core/result.hpp>
#include <string>

#include "cli/context.hpp"
#include "cli/exit_code.hpp"

namespace nowthen::cli {

struct DemoServeGiven {
  std::uint64_t seed = 1;
  std::string listen;  ///< Where the board is; empty: at any free port of this machine.
};

/// A simulated contact centre on a fast clock, and the board over it, until `context.stop`. What is kept goes
/// with it. Blocks. Fails as `serve_data` does.
Result<ExitCode> serve_demo(const DemoServeGiven& given, Context& context);

}  // namespace nowthen::cli
