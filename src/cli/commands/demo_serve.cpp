#include "cli/commands/demo_serve.hpp"

#include <fmt/format.h>

#include <ostream>

#include "archive/secure_random.hpp"
#include "cli/commands/board_token.hpp"
#include "cli/commands/passing_folder.hpp"
#include "cli/commands/serve_daemon.hpp"
#include "cli/fast_clock.hpp"
#include "genesys/client_parts.hpp"
#include "simulator/simulator.hpp"

namespace nowthen::cli {
namespace {

constexpr double times_as_fast = 10;
constexpr int days = 3;
constexpr int per_day = 3'000;
/// A busy hour, whatever time it is here.
constexpr Instant beginning{std::chrono::sys_days(std::chrono::year(2026) / 11 / 18) + std::chrono::hours(9)};

sim::Options centre(std::uint64_t seed) {
  sim::Options options{.seed = seed, .days = days, .per_day = per_day, .now = beginning};
  options.contract = sim::Contract::platform;
  options.limits = "off";
  return options;
}

/// The settings in use, for the simulated organisation and a folder of its own.
Settings settings_for(const Settings& own, const sim::Options& centre, const std::string& home) {
  Settings settings = own;
  settings.client = {};
  settings.client.base_url = "http://127.0.0.1";  // in this process, whatever it is called
  settings.client.client_id = centre.client_id;
  settings.client.client_secret = centre.client_secret;
  settings.client.contract = Contract::platform;
  settings.client.limits.platform_per_minute = 0;
  settings.home = home;
  settings.profile.clear();
  settings.privacy = {};
  settings.notices = {};  // nobody is to be told of what is only simulated
  return settings;
}

}  // namespace

Result<ExitCode> serve_demo(const DemoServeGiven& given, Context& context) {
  const sim::Options options = centre(given.seed);
  FastClock clock(context.clock, times_as_fast, beginning);
  auto simulator = sim::Simulator::create(options, clock);
  if (!simulator) return simulator.error();
  auto folder = PassingFolder::make();
  if (!folder) return folder.error();
  const std::string token_file = folder->path() + "/token";
  const auto token = board_token(token_file, archive::secure_random());
  if (!token) return token.error();
  const Settings settings = settings_for(context.settings, options, folder->path());
  Context within{
      .settings = settings,
      .out = context.out,
      .err = context.err,
      .out_is_terminal = context.out_is_terminal,
      .err_is_terminal = context.err_is_terminal,
      .terminal_width = context.terminal_width,
      .clock = clock,
      .random = context.random,
      .stop = context.stop,
      .log = context.log,
      .make_client =
          [&](const ClientOptions& client) {
            return make_client(
                client,
                {.api = (*simulator)->transport(), .login = {}, .clock = &clock, .random = &context.random});
          },
      .make_sockets = [&](const ClientOptions&, Clock&) { return (*simulator)->web_socket_connector(); }};
  context.out
      << fmt::format(
             "A contact centre of {} conversations a day, {} times as fast as yours, and the board over "
             "it.\nIts token is {}\n",
             per_day, times_as_fast, *token)
      << std::flush;
  return serve_data({.plan = {.from = "2026-11-16"},
                     .listen = given.listen.empty() ? "127.0.0.1:0" : given.listen,
                     .token_file = token_file},
                    within);
}

}  // namespace nowthen::cli
