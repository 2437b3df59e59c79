#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <ostream>

#include "cli/command.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/sim_address.hpp"
#include "cli/commands/sim_exports.hpp"
#include "cli/context.hpp"
#include "cli/output/file_output.hpp"
#include "cli/read_file.hpp"
#include "cli/report_error.hpp"
#include "simulator/serve.hpp"
#include "simulator/simulator.hpp"
#include "simulator/world/extraction_world.hpp"

namespace nowthen::cli {
namespace {

struct SimOptions {
  sim::Options world;
  std::string listen = "127.0.0.1:8780";
  std::string port_file;
  std::string certificate_file;
  std::string faults_file;
  std::optional<std::string> now;
  std::vector<std::string> scopes;
  std::vector<std::string> permissions;
  std::string world_kind = "default";
  std::string contract = "both";
  std::string interval_semantics = "started-and-active";
  std::optional<int> job_lag;  ///< This and the next two in seconds.
  double job_duration = 2;
  int job_lifetime = 86'400;
  std::optional<int> retention;  ///< Days.
  bool no_gzip = false;
  bool tls = false;
};

/// The text of the file that `option` names.
Result<std::string> text_of(std::string_view option, const std::string& path) {
  auto contents = must_read(read_small_file, path, std::string(option));
  if (!contents) return contents.error();
  return std::move(contents->text);
}

/// A quarter of the time that a job takes it is queued.
sim::JobOptions jobs_of(const SimOptions& given) {
  const auto whole =
      std::chrono::round<std::chrono::milliseconds>(std::chrono::duration<double>(given.job_duration));
  sim::JobOptions jobs;
  if (given.job_lag) jobs.lag = std::chrono::seconds(*given.job_lag);
  jobs.queued = whole / 4;
  jobs.pending = whole - jobs.queued;
  jobs.lifetime = std::chrono::seconds(given.job_lifetime);
  return jobs;
}

/// The options as the simulator wants them: files read, times understood.
Result<sim::Options> world_of(const SimOptions& given, const Context& context) {
  sim::Options world = given.world;
  world.gzip = !given.no_gzip;
  world.jobs = jobs_of(given);
  if (given.retention) world.retention = std::chrono::days(*given.retention);
  if (given.world_kind == "extraction") world.world = sim::extraction_world();
  if (!given.scopes.empty()) world.scopes = given.scopes;
  if (!given.permissions.empty()) world.permissions = given.permissions;
  world.contract = sim::contract_named(given.contract).value_or(world.contract);
  world.interval_semantics =
      sim::interval_semantics_named(given.interval_semantics).value_or(world.interval_semantics);
  if (given.now) {
    const auto now = parse_time(*given.now, context.time_frame());
    if (!now) return given_by("--now", now.error());
    world.now = *now;
  }
  if (world.limits != "off" && world.limits != "default") {
    auto limits = text_of("--limits", world.limits);
    if (!limits) return limits.error();
    world.limits = std::move(*limits);
  }
  if (!given.faults_file.empty()) {
    auto faults = text_of("--faults", given.faults_file);
    if (!faults) return faults.error();
    world.faults = std::move(*faults);
  }
  return world;
}

/// A world that cannot be made is the options' fault, whatever keeps it from being made.
Error world_refused(Error error) {
  error.kind = ErrorKind::invalid_request;
  if (error.hint.empty())
    error.hint =
        "nowthen sim --help names the options; docs/reference/simulator.md describes the files they name";
  return error;
}

Result<void> write_file(const std::string& path, std::string_view option, std::string_view text) {
  auto file = FileOutput::create(path, option);
  if (!file) return file.error();
  (*file)->append(text);
  return (*file)->commit();
}

/// Removes the file it names when it goes.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string path) : path_(std::move(path)) {}
  ~TemporaryFile() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove(path_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

 private:
  std::string path_;
};

std::string certificate_path(const SimOptions& given, std::uint16_t port) {
  if (!given.certificate_file.empty()) return given.certificate_file;
  std::error_code failure;
  const auto folder = std::filesystem::temp_directory_path(failure);
  return (failure ? "/tmp" : folder.string()) + fmt::format("/nowthen-sim-{}.pem", port);
}

/// What a client has to know, as a shell takes it; the note for people goes to standard error.
void announce(const Context& context, const sim::Options& world, const SimAddress& address) {
  context.out << sim_exports(world, address) << std::flush;
  if (context.settings.quiet) return;
  const std::string source = world.records_dir.empty()
                                 ? fmt::format("seed {}, {} days, about {} conversations a day", world.seed,
                                               world.days, world.per_day)
                                 : "records of " + neutralised(world.records_dir);
  context.err << fmt::format("simulator listening on {} ({}); Ctrl-C stops it\n", address.base_url, source)
              << std::flush;
}

void warn_about_reach(const Context& context, const ListenAddress& address) {
  if (address.is_loopback()) return;
  context.err << fmt::format("nowthen: warning: other machines can reach the simulator on {}\n",
                             neutralised(address.host));
}

Result<ExitCode> run_sim(const SimOptions& given, Context& context) {
  const auto address = parse_listen(given.listen);
  if (!address) return address.error();
  const auto world = world_of(given, context);
  if (!world) return world.error();
  auto simulator = sim::Simulator::create(*world, context.clock);
  if (!simulator) return world_refused(simulator.error());
  auto serving = sim::serve(**simulator, {.host = address->host, .port = address->port, .tls = given.tls});
  if (!serving) return serving.error();

  const std::uint16_t port = serving->server->port();
  const std::string certificate = given.tls ? certificate_path(given, port) : "";
  const TemporaryFile removed(given.certificate_file.empty() ? certificate : "");
  if (given.tls)
    if (auto written = write_file(certificate, "--certificate-file FILE", serving->certificate_pem); !written)
      return written.error();
  if (!given.port_file.empty())
    if (auto written = write_file(given.port_file, "--port-file FILE", fmt::format("{}\n", port)); !written)
      return written.error();

  warn_about_reach(context, *address);
  announce(context, *world, {reachable_url(serving->base_url), certificate});
  while (context.clock.wait_for(std::chrono::hours{1}, context.stop)) {
  }
  return ExitCode::ok;
}

void declare_world(Options& options, SimOptions& given) {
  sim::Options& world = given.world;
  options.value("--seed", "N", &world.seed, "The same seed and options give the same organisation")
      .defaults_to("1");
  options.value("--days", "N", &world.days, "Days of history before now").between(1, 3660).defaults_to("7");
  options.value("--per-day", "N", &world.per_day, "Conversations on an average day")
      .between(1, 1'000'000)
      .defaults_to("400");
  options.value("--world", "KIND", &given.world_kind, "What kind of organisation it is")
      .one_of({"default", "extraction"})
      .defaults_to("default");
  options.value("--now", "TIME", &given.now, "What the simulated clock shows at the start")
      .defaults_to("the time");
  options.value("--speed", "X", &world.speed, "Simulated seconds in a second; 0: the clock stands")
      .between(0, 1'000'000)
      .defaults_to("1");
  options
      .value("--records", "DIR", &world.records_dir,
             "Serve the recorded conversations in this folder instead")
      .names_a_file();
}

void declare_behaviour(Options& options, SimOptions& given) {
  sim::Options& world = given.world;
  options.value("--limits", "LIMITS", &world.limits, "Rate limits: off, default, or a JSON file with others")
      .defaults_to("default")
      .names_a_file();
  options.value("--faults", "FILE", &given.faults_file, "A script of what goes wrong, in JSON")
      .names_a_file();
  options.value("--scopes", "SCOPES", &given.scopes, "Scopes of its tokens, with commas")
      .one_of(sim::Options{}.scopes)
      .defaults_to("all");
  options.value("--client-id", "ID", &world.client_id, "The credentials it accepts")
      .defaults_to("nowthen-sim");
  options.value("--client-secret", "TEXT", &world.client_secret, "A secret for tests only")
      .defaults_to("nowthen-sim-secret");
}

void declare_contract(Options& options, SimOptions& given) {
  const auto& known = sim::all_permissions;
  options.value("--contract", "CONTRACT", &given.contract, "Which description of the API is served")
      .one_of({"both", "tutorial", "platform"})
      .defaults_to("both");
  options
      .value("--permissions", "PERMISSIONS", &given.permissions,
             "What its role may do under the platform's contract, with commas")
      .one_of({known.begin(), known.end()})
      .defaults_to("all");
  options
      .value("--interval-semantics", "MEANING", &given.interval_semantics,
             "What an interval means to the platform's query")
      .one_of({"started-and-active", "start-day", "overlap"})
      .defaults_to("started-and-active");
  options
      .value("--login-path", "PATH", &given.world.login_path,
             "Tokens are got below this path, as from another host")
      .defaults_to("none");
}

void declare_jobs(Options& options, SimOptions& given) {
  constexpr int year = 366 * 86'400;
  options.value("--job-lag", "SECONDS", &given.job_lag, "How far the store that jobs read lags behind")
      .between(0, year)
      .defaults_to("14400, with --records 0");
  options.value("--job-duration", "SECONDS", &given.job_duration, "How long a job takes, in real time")
      .between(0, 86'400)
      .defaults_to("2");
  options.value("--job-lifetime", "SECONDS", &given.job_lifetime, "How long the results of a job can be had")
      .between(1, year)
      .defaults_to("86400");
  options
      .value("--retention", "DAYS", &given.retention,
             "What began longer ago under the platform's contract is gone, in a made world")
      .between(1, 3660)
      .defaults_to("nothing is");
}

void declare_listening(Options& options, SimOptions& given) {
  options.value("--listen", "HOST:PORT", &given.listen, "Where it listens; port 0: any free one")
      .defaults_to("127.0.0.1:8780");
  options.value("--port-file", "FILE", &given.port_file, "Write the port into this file once it listens")
      .names_a_file();
  options.flag("--no-gzip", given.no_gzip, "Send replies as they are, for measurements where its CPU counts");
  options.flag("--tls", given.tls, "HTTPS, with a certificate made at the start");
  options
      .value("--certificate-file", "FILE", &given.certificate_file,
             "Where the certificate to trust is written")
      .defaults_to("nowthen-sim-PORT.pem in the temporary folder")
      .names_a_file();
}

}  // namespace

void add_sim(CommandSet& commands) {
  const auto given = std::make_shared<SimOptions>();
  Options options;
  declare_listening(options, *given);
  declare_world(options, *given);
  declare_contract(options, *given);
  declare_jobs(options, *given);
  declare_behaviour(options, *given);
  commands.add({.name = "sim",
                .group = Command::Group::set_up,
                .summary = "Run a simulated contact centre behind the same API",
                .description = "Runs a seeded contact centre that answers as the real API does: tokens, "
                               "scopes, paging, rate limits, late "
                               "records, and whatever goes wrong if a script says so. Prints the exports "
                               "that make other commands talk to "
                               "it, then runs until it is stopped.",
                .examples = "# in one shell\n"
                            "nowthen sim > sim.env\n"
                            "# in another\n"
                            ". ./sim.env && nowthen live\n"
                            "# ninety busy days, one hour a second, no limits\n"
                            "nowthen sim --days 90 --per-day 5000 --speed 3600 --limits off\n"
                            "# on a free port, for a test\n"
                            "nowthen sim --listen 127.0.0.1:0 --port-file port.txt --seed 42\n",
                .options = std::move(options),
                .action = [given](Context& context) { return run_sim(*given, context); },
                .reads_settings = false});
}

}  // namespace nowthen::cli
