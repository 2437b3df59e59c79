// The live feed: how long from a change in the simulator to a change in the floor, pushed over TCP and asked
// for; and thirty days of the feed on virtual time: what it takes in memory, descriptors, CPU and requests.
//
//   live_bench [SECONDS [DAYS]]
#include <fmt/core.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "genesys/client_parts.hpp"
#include "net/web_socket_client.hpp"
#include "serve/process_figures.hpp"
#include "simulator/serve.hpp"
#include "support/live_run.hpp"

namespace {
using namespace nowthen;
using namespace std::chrono_literals;
using testing::MemoryLiveStore;

/// Remembers when each track first showed what it shows, on the simulator's clock.
class WatchingStore final : public live::LiveStore {
 public:
  explicit WatchingStore(const sim::Simulator& simulator) : simulator_(simulator) {}
  std::vector<std::chrono::milliseconds> delays;

  Result<live::Kept> keep(const std::vector<live::ReceivedFrame>&) override { return live::Kept{}; }
  Result<live::Kept> keep(const live::LookedUp&) override { return live::Kept{}; }
  Result<void> conclude(const live::Concluded& concluded) override {
    const Instant now = simulator_.now();
    for (const auto& track : concluded.tracks) {
      Instant latest{};
      for (const auto& leg : track.legs) latest = std::max(latest, leg.end.value_or(leg.begin));
      if (latest > since_ && latest > seen_[track.conversation_id.str()]) delays.push_back(now - latest);
      seen_[track.conversation_id.str()] = latest;
    }
    return {};
  }
  /// From here on it counts.
  void begin() {
    since_ = simulator_.now();
    delays.clear();
  }

 private:
  const sim::Simulator& simulator_;
  Instant since_{};
  std::map<std::string, Instant> seen_;
};

void print(const char* what, std::vector<std::chrono::milliseconds> delays) {
  if (delays.empty()) return fmt::print("{}: nothing happened\n", what);
  std::sort(delays.begin(), delays.end());
  const auto at = [&](double share) {
    return delays[static_cast<std::size_t>(share * static_cast<double>(delays.size() - 1))].count();
  };
  fmt::print("{}: {} changes, half within {} ms, 99 % within {} ms, at most {} ms\n", what, delays.size(),
             at(0.5), at(0.99), delays.back().count());
}

std::string socket_uri(std::string base, const std::string& given) {
  return "ws" + base.substr(base.find("://")) + given.substr(given.find("/channels"));
}

/// Takes the address in process for the one over TCP.
class OverTcp final : public net::WebSocketConnector {
 public:
  OverTcp(std::string base, Clock& clock) : base_(std::move(base)), client_({}, clock) {}
  Result<std::unique_ptr<net::WebSocket>> connect(const std::string& uri, std::stop_token stop) override {
    return client_.connect(socket_uri(base_, uri), std::move(stop));
  }

 private:
  std::string base_;
  net::WebSocketClient client_;
};

void measure_delay(bool pushed, std::chrono::seconds span) {
  sim::Options world{.seed = 2,
                     .days = 1,
                     .per_day = 30'000,
                     .now = parse_instant("2026-11-20T10:00:00Z").value(),
                     .speed = 1,
                     .limits = "off"};
  auto simulator = sim::Simulator::create(world, system_clock()).value();
  auto serving = sim::serve(*simulator, {.port = 0}).value();
  auto client =
      make_client({.client_id = world.client_id,
                   .client_secret = world.client_secret,
                   .contract = Contract::platform,
                   .limits = {.platform_per_minute = 0}},
                  {.api = simulator->transport(), .clock = &system_clock(), .random = &system_random()})
          .value();
  const auto platform = client.platform().value();
  OverTcp sockets(serving.base_url, system_clock());
  WatchingStore store(*simulator);
  live::FeedProfile profile;
  profile.flush_every = 50ms;
  if (!pushed) profile.looks.without_events = 5s;
  live::Feed feed({.platform = &platform,
                   .sockets = pushed ? &sockets : nullptr,
                   .clock = &system_clock(),
                   .random = &system_random(),
                   .store = &store},
                  profile, {});
  static_cast<void>(feed.run(system_clock().ticks() + 3s, {}));
  store.begin();
  static_cast<void>(feed.run(system_clock().ticks() + span, {}));
  print(pushed ? "pushed, written down every 50 ms" : "asked for every 5 s", store.delays);
}

void measure_month(int days) {
  using testing::noon;
  testing::SimulatedClient here(
      {.seed = 1, .days = 1, .per_day = 1'000, .now = noon, .speed = 1, .limits = "off"},
      {.contract = Contract::platform});
  here.events.reserve(0);
  const auto platform = here.client->platform().value();
  const auto sockets = here.simulator->web_socket_connector();
  MemoryLiveStore store;
  live::Feed feed({.platform = &platform,
                   .sockets = sockets.get(),
                   .clock = &here.clock,
                   .random = &here.random,
                   .store = &store},
                  {}, {});
  fmt::print("day  known  MB of process  descriptors  CPU s  requests  gaps\n");
  for (int day = 1; day <= days; ++day) {
    static_cast<void>(feed.run(here.clock.ticks() + 24h, {}));
    store.frames.clear();  // kept elsewhere in earnest
    store.tracks.clear();
    here.events.clear();
    const auto process = serve::process_figures();
    const auto& status = feed.status();
    if (day <= 3 || day % 5 == 0)
      fmt::print("{:>3}  {:>5}  {:>13.0f}  {:>11}  {:>5.1f}  {:>8}  {:>4}\n", day, status.conversations,
                 static_cast<double>(process.resident_bytes.value_or(0)) / 1e6,
                 process.open_descriptors.value_or(0), process.cpu_seconds.value_or(0),
                 status.requests + status.lines.requests, status.gaps);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int seconds = argc > 1 ? std::atoi(argv[1]) : 30;
  const int days = argc > 2 ? std::atoi(argv[2]) : 30;
  measure_delay(true, std::chrono::seconds(seconds));
  measure_delay(false, std::chrono::seconds(seconds));
  measure_month(days);
}
