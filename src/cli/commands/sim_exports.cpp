#include "cli/commands/sim_exports.hpp"

#include <fmt/format.h>

#include "cli/commands/sim_address.hpp"
#include "simulator/limits/limits_file.hpp"

namespace nowthen::cli {
namespace {

/// Requests in any sixty seconds that a client may make; nothing where a pace cannot say it.
std::optional<std::string> pace_for(const sim::Limits& limits, sim::Endpoint endpoint) {
  const auto& quota = limits.quotas.at(static_cast<std::size_t>(endpoint));
  if (!quota) return "0";  // a client that paces itself against no limit would only wait
  if (quota->window != std::chrono::minutes(1)) return std::nullopt;
  return fmt::format("{}", quota->limit);
}

}  // namespace

std::string sim_exports(const sim::Options& world, const SimAddress& address) {
  const auto known = sim::parse_limits(world.limits);
  const sim::Limits limits = known ? *known : sim::default_limits();
  const auto certificate = address.certificate.empty() ? std::nullopt : std::optional(address.certificate);
  const bool platform = world.contract == sim::Contract::platform;
  const auto login =
      world.login_path.empty() ? std::nullopt : std::optional(address.base_url + world.login_path);
  return shell_exports({{"GENESYS_BASE_URL", address.base_url},
                        {"GENESYS_LOGIN_URL", login},
                        {"GENESYS_CLIENT_ID", world.client_id},
                        {"GENESYS_CLIENT_SECRET", world.client_secret},
                        {"NOWTHEN_CONTRACT", platform ? "platform" : "tutorial"},
                        {"NOWTHEN_CACERT", certificate},
                        {"NOWTHEN_LIVE_PER_MINUTE", pace_for(limits, sim::Endpoint::live)},
                        {"NOWTHEN_HISTORY_PER_MINUTE", pace_for(limits, sim::Endpoint::history)},
                        {"NOWTHEN_PLATFORM_PER_MINUTE", pace_for(limits, sim::Endpoint::platform)}});
}

}  // namespace nowthen::cli
