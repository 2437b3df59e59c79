#include "cli/command.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/serve_daemon.hpp"

namespace nowthen::cli {

void add_serve(CommandSet& commands) {
  const auto given = std::make_shared<ServeGiven>();
  Options options;
  options.flag("--no-web", given->no_web, "Without the board: data, access and metrics only");
  options
      .value("--listen", "ADDRESS:PORT", &given->listen,
             "Where the board, /readyz and /metrics are; port 0: any")
      .defaults_to(usual_serve_address);
  options.value("--host", "NAME", &given->hosts, "A name by which a proxy reaches it; may be repeated");
  options
      .value("--token-file", "FILE", &given->token_file,
             "Where the token of the board is; made where missing")
      .defaults_to("board-token beside the data")
      .names_a_file();
  options.value("--from", "TIME", &given->plan.from, "First day wanted; later runs remember it")
      .defaults_to("seven days ago");
  options.value("--freshness", "SPAN", &given->plan.freshness, "What is younger need not be in history yet")
      .defaults_to("75m");
  options.flag("--no-notifications", given->no_notifications, "Ask every few seconds instead");
  options.value("--every", "SECONDS", &given->every, "From one asking to the next where no events come")
      .between(2, 3600)
      .defaults_to("15");
  commands.add(
      {.name = "serve",
       .group = Command::Group::keep,
       .summary = "Keep everything up to date: the live feed and the sync in one daemon",
       .description =
           "Listens to what the platform pushes, asks where nothing is pushed, and brings history up "
           "to date beside it. Each stretch of time that was not seen as it happened is listed and "
           "healed through the API. Meanwhile other commands ask this process for the data. SIGTERM "
           "and Ctrl-C end it cleanly; SIGHUP lets it read the configuration again. "
           "The board is one page: now, any instant before, reports, and how far the data can be trusted. "
           "Whoever has the token may see it.",
       .examples = "# keep this organisation's data, and show it at http://127.0.0.1:8765/\n"
                   "nowthen serve\n"
                   "# is it well?\n"
                   "curl http://127.0.0.1:8765/readyz\n"
                   "# the floor a minute ago, while it runs\n"
                   "nowthen asof -1m\n",
       .options = std::move(options),
       .action = [given](Context& context) { return serve_data(*given, context); }});
}

}  // namespace nowthen::cli
