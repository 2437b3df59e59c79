#include <fmt/format.h>

#include <array>
#include <memory>
#include <ostream>

#include "cli/command.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/demo_scenes.hpp"
#include "cli/commands/demo_serve.hpp"
#include "cli/commands/demo_sync.hpp"
#include "cli/commands/sim_address.hpp"
#include "cli/config_source.hpp"
#include "cli/read_file.hpp"
#include "cli/report_error.hpp"

namespace nowthen::cli {
namespace {

struct DemoChoices {
  std::uint64_t seed = 1;
  std::string faults_file;
  bool serves = false;
  std::string listen;
};

constexpr const char* script_hint =
    "name a file with a fault script in JSON; docs/reference/simulator.md describes it";

Result<std::string> read_faults(const std::string& path) {
  if (path.empty()) return std::string(usual_demo_faults());
  auto contents = must_read(read_small_file, path, "--faults");
  if (contents) return std::move(contents->text);
  Error error = contents.error();
  error.hint = script_hint;
  return error;
}

/// What would otherwise be told when all has been shown.
Result<void> check(const DemoChoices& given) {
  if (given.listen.empty()) return {};
  if (!given.serves)
    return usage_error("--listen goes only with --serve", "nowthen demo --serve --listen " + given.listen);
  if (auto address = parse_listen(given.listen); !address) return address.error();
  return {};
}

Result<ExitCode> run_demo(const DemoChoices& given, Context& context) {
  if (auto checked = check(given); !checked) return checked.error();
  const auto faults = read_faults(given.faults_file);
  if (!faults) return faults.error();
  const auto stage = DemoStage::create(context, {.seed = given.seed, .faults = *faults});
  if (!stage) {
    Error error = stage.error();
    if (error.hint.empty()) error.hint = script_hint;
    return error;
  }
  context.out << fmt::format(
      "A contact centre in this process: seed {}, {} days of history, and some faults on the way. Its clock "
      "says\n"
      "{} and runs {} times as fast as yours. Nothing leaves this machine; every number below\n"
      "comes from calls really made.\n",
      given.seed, DemoStage::days, format_local(DemoStage::beginning(), context.settings.zone),
      DemoStage::times_as_fast);
  for (const auto scene : {show_token, show_live, show_history, show_comparison, show_platform, show_sync}) {
    if (!context.out) return ExitCode::ok;  // nobody reads any more
    if (auto shown = scene(**stage); !shown) {
      (*stage)->progress().hide();
      return shown.error();
    }
  }
  show_wire(**stage);
  show_next_steps(**stage);
  if (!given.serves || !context.out) return ExitCode::ok;
  (*stage)->heading("The board");
  return serve_demo({.seed = given.seed, .listen = given.listen}, context);
}

}  // namespace

void add_demo(CommandSet& commands) {
  const auto given = std::make_shared<DemoChoices>();
  Options options;
  options.value("--seed", "N", &given->seed, "Seed of the contact centre and its people").defaults_to("1");
  options
      .value("--faults", "FILE", &given->faults_file,
             "Fault script for the simulator instead of the demo's own")
      .names_a_file();
  options.flag("--serve", given->serves, "Leave a simulated centre and the board over it running");
  options.value("--listen", "ADDRESS:PORT", &given->listen, "Where the board is then")
      .defaults_to("any free port of 127.0.0.1");
  commands.add(
      {.name = "demo",
       .group = Command::Group::run,
       .summary = "Show the main job end to end against a simulator in this process",
       .description =
           "Starts a seeded contact centre in this process, on a fast clock and with faults on the way, and "
           "shows what nowthen does with it: the token, the live board, two days of history, both sides "
           "compared, the same by the platform's contract, all of it kept and proven, what was changed two "
           "nights "
           "later, and what happened on the wire. Needs no account "
           "and no network; ends by itself, unless the board is to be left running.",
       .examples = "# everything in a few seconds\n"
                   "nowthen demo\n"
                   "# the same, then a board to look at\n"
                   "nowthen demo --serve\n"
                   "# another centre\n"
                   "nowthen demo --seed 7\n",
       .options = std::move(options),
       .action = [given](Context& context) { return run_demo(*given, context); },
       .reads_settings = false});
}

}  // namespace nowthen::cli
