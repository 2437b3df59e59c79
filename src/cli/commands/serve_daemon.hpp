#pragma once
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands/sync_plan.hpp"
#include "cli/context.hpp"
#include "cli/exit_code.hpp"

namespace nowthen::cli {

inline constexpr const char* usual_serve_address = "127.0.0.1:8765";

/// What `serve` is given.
struct ServeGiven {
  PlanGiven plan;
  std::string listen;
  std::vector<std::string> hosts;
  std::string token_file;
  bool no_web = false;
  bool no_notifications = false;
  std::optional<int> every;
};

/// Feed, sync and board of the profile in use, until `context.stop`. Blocks. Fails with `invalid_request` for
/// what is wrong about `given` or the settings, with `local` where data or address cannot be had.
Result<ExitCode> serve_data(const ServeGiven& given, Context& context);

}  // namespace nowthen::cli
