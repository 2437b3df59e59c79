#pragma once
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "cli/run.hpp"
#include "core/seeded_random.hpp"
#include "genesys/client_parts.hpp"
#include "simulator/simulator.hpp"
#include "support/virtual_clock.hpp"

namespace nowthen::testing {

/// The whole program over a simulator in the same process: waits pass at once, no sockets.
class SimulatedProcess {
 public:
  /// `options.now` must be given: it is what the clock of the program shows, too.
  explicit SimulatedProcess(const sim::Options& options) : clock(options.now.value()) {
    environment = {{"GENESYS_BASE_URL", "http://127.0.0.1:1"},
                   {"GENESYS_CLIENT_ID", options.client_id},
                   {"GENESYS_CLIENT_SECRET", options.client_secret}};
    simulator = sim::Simulator::create(options, clock).value();
  }

  /// Runs `nowthen` with these arguments. @return the exit code; `out` and `err` hold what was written.
  int run(std::vector<std::string> arguments) {
    out.str("");
    err.str("");
    return cli::run(
        {.arguments = std::move(arguments),
         .environment = environment,
         .read_file = [this](const std::string& path) -> Result<std::optional<cli::FileContents>> {
           if (path != "config.toml") return std::optional<cli::FileContents>();
           return std::optional(cli::FileContents{.text = config, .readable_by_others = false});
         },
         .out = out,
         .err = err,
         .read_answer = read_answer,
         .clock = clock,
         .random = random,
         .stop_on_signals = [this] { return stop.get_token(); },
         .output_failure = {},
         .make_client = [this](const ClientOptions& options) { return client(options); }});
  }

  cli::Environment environment;
  std::string config;  ///< What `--config config.toml` reads.
  VirtualClock clock;
  SeededRandom random{1};
  std::stop_source stop;
  std::function<Result<std::string>(const std::stop_token&)> read_answer;  ///< Empty: nobody to ask.
  std::unique_ptr<sim::Simulator> simulator;
  std::ostringstream out;
  std::ostringstream err;

 private:
  Result<Client> client(const ClientOptions& options) {
    return make_client(options,
                       {.api = simulator->transport(), .login = {}, .clock = &clock, .random = &random});
  }
};

}  // namespace nowthen::testing
