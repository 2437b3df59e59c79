#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "genesys/client_parts.hpp"
#include "simulator/simulator.hpp"
#include "support/locked_random.hpp"
#include "support/virtual_clock.hpp"

namespace nowthen::testing {

/// The instant at which simulated organisations stand.
inline constexpr Instant noon{std::chrono::sys_days(std::chrono::year(2026) / 11 / 20) +
                              std::chrono::hours(12)};

/// The first day that a sync of simulated organisations wants.
inline constexpr Instant first_day{std::chrono::sys_days(std::chrono::year(2026) / 11 / 2)};

/// A small world that stands still at `noon`, without limits.
inline sim::Options still_world() {
  return {.seed = 7, .days = 3, .per_day = 60, .now = noon, .speed = 0, .limits = "off"};
}

/// A client of a simulator in the same process, on virtual time.
struct SimulatedClient {
  VirtualClock clock{noon};
  LockedRandom random{11};
  std::unique_ptr<sim::Simulator> simulator;
  std::vector<CallEvent> events;  ///< To be read while no call is under way.
  std::mutex observing;
  std::unique_ptr<Client> client;

  explicit SimulatedClient(const sim::Options& options = still_world(), ClientOptions wanted = {})
      : simulator(sim::Simulator::create(options, clock).value()) {
    if (wanted.client_id.empty()) wanted.client_id = options.client_id;
    if (wanted.client_secret.empty()) wanted.client_secret = options.client_secret;
    if (options.limits == "off")
      wanted.limits = {.live_per_minute = 0, .history_per_minute = 0, .platform_per_minute = 0};
    wanted.observer = [this](const CallEvent& event) {
      const std::lock_guard lock(observing);  // a page can be asked ahead on a thread of its own
      events.push_back(event);
    };
    client = std::make_unique<Client>(
        make_client(wanted, {.api = simulator->transport(), .clock = &clock, .random = &random}).value());
  }
};

/// The days before `noon`.
inline HistoryQuery last_days(int days, int page_size = 100) {
  return {.interval = {noon - std::chrono::days(days), noon}, .page_size = page_size};
}

}  // namespace nowthen::testing
