#pragma once
#include <nowthen/core/clock.hpp>
#include <string>
#include <string_view>

#include "simulator/api/page_faults.hpp"
#include "simulator/auth/tokens.hpp"
#include "simulator/http/problem.hpp"
#include "simulator/http/target.hpp"
#include "simulator/platform/job_faults.hpp"
#include "simulator/platform/settings.hpp"
#include "simulator/platform/source.hpp"

namespace nowthen::sim {

struct PlatformState;

/// What the platform's endpoints are answered from.
struct PlatformContext {
  PlatformSource& source;
  PlatformState& state;
  const PlatformSettings& settings;
  Tokens& tokens;
  const Token& token;  ///< Of the caller.
  Instant now;         ///< Simulated.
  Clock::Ticks ticks;  ///< Of the caller's clock: the life of tokens and the progress of jobs.
  std::uint64_t salt = 0;
  std::string_view socket_base;  ///< What the address of a channel begins with: `wss://host:port`.
  PageFaults faults;
  JobFaults job_faults;
};

/// One request, its token, permissions and form already found good.
struct PlatformRequest {
  std::string_view method;
  const Target& target;
  std::string_view body;
  std::string_view id;          ///< What stands in the path where the pattern has `{id}`.
  std::string_view token_text;  ///< Of the caller.
};

/// A body and the status it goes out with.
struct PlatformAnswer {
  std::string body;
  int status = 200;  ///< 204 goes out without body.
};

}  // namespace nowthen::sim
