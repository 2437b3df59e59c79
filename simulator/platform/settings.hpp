#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/contract.hpp"

namespace nowthen::sim {

/// How jobs behave. Progress counts on the caller's clock, so that it also happens while the simulated one
/// stands still.
struct JobOptions {
  std::optional<std::chrono::seconds> lag;  ///< Of the availability date; empty: 4 h, recorded ones none.
  std::chrono::milliseconds queued{500};    ///< QUEUED for so long,
  std::chrono::milliseconds pending{1500};  ///< then PENDING for so long, then FULFILLED.
  std::chrono::seconds lifetime{86'400};    ///< Results expire so long after the submission,
  std::chrono::seconds kept{3'600};         ///< and the job is forgotten so long after that.
  std::int64_t largest_page =
      10'000;  ///< Of results. A larger one is refused; without a size 1,000, or this.
};

/// Every permission that an endpoint of the platform asks for.
inline constexpr std::array<std::string_view, 11> all_permissions{"analytics:conversationDetail:view",
                                                                  "analytics:conversationAggregate:view",
                                                                  "analytics:queueObservation:view",
                                                                  "analytics:userObservation:view",
                                                                  "routing:queue:view",
                                                                  "routing:wrapupCode:view",
                                                                  "routing:skill:view",
                                                                  "directory:user:view",
                                                                  "authorization:division:view",
                                                                  "conversation:communication:view",
                                                                  "analytics:dataRetention:view"};

/// What the platform's endpoints have to know of the simulator's options.
struct PlatformSettings {
  IntervalSemantics semantics = IntervalSemantics::started_and_active;
  JobOptions jobs;
  std::vector<std::string> permissions;
  std::optional<std::chrono::days> retention{};
};

}  // namespace nowthen::sim
