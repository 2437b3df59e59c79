#include <algorithm>
#include <atomic>
#include <memory>
#include <ostream>

#include "cli/command.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/doctor_checks.hpp"
#include "cli/commands/doctor_empty.hpp"
#include "cli/commands/doctor_features.hpp"
#include "cli/commands/doctor_pace.hpp"
#include "cli/commands/list_options.hpp"
#include "cli/context.hpp"
#include "cli/report_error.hpp"

namespace nowthen::cli {
namespace {
using namespace std::chrono_literals;

struct DoctorOptions {
  ListOptions list;
  std::string from;
  std::string to;
  std::vector<std::string> directions;
  std::optional<std::string> format;
};

/// What the calls showed by the way; observers run on any thread.
struct Wire {
  LimitWatch limit;
  std::atomic<bool> told_time{false};

  void see(const CallEvent& event) {
    limit.see(event);
    if (event.server_time) told_time = true;
  }
};

/// Settings for a diagnosis: it does not wait long for what may pass.
Settings impatient(Settings settings) {
  RetryPolicy& retry = settings.client.retry;
  retry.max_attempts = std::min(retry.max_attempts, 2);
  retry.max_retry_after = std::min<std::chrono::milliseconds>(retry.max_retry_after, 20s);
  return settings;
}

/// One examination, check after check; each takes part only where those before it left something to check.
class Examination {
 public:
  Examination(const DoctorOptions& given, Context& context)
      : given_(given),
        settings_(impatient(context.settings)),
        context_{.settings = settings_,
                 .out = context.out,
                 .err = context.err,
                 .clock = context.clock,
                 .random = context.random,
                 .stop = context.stop,
                 .log = context.log,
                 .server_clock = context.server_clock,
                 .make_client = context.make_client} {}

  Result<Checkup> run() {
    if (auto asked = examine(); !asked) return asked.error();
    checkup_.requests = wire_.limit.seen().requests;
    return std::move(checkup_);
  }

 private:
  Result<void> examine() {
    add(settings_findings(settings_));
    if (!checkup_.is_healthy()) return skip({"reachability", "token", "clock", "features", "results"});
    auto client = connect(context_, [this](const CallEvent& event) { wire_.see(event); });
    if (!client) {
      add({failed({.check = "client", .detail = "what is needed before anybody is asked"}, client.error())});
      return skip({"reachability", "token", "clock", "features", "results"});
    }
    if (auto checked = check_media(given_.list, client->contract()); !checked) return checked.error();
    const auto token = client->token(context_.stop);
    if (!token && token.error().kind == ErrorKind::cancelled) return token.error();
    add(login_findings(settings_, token, context_.clock.now()));
    add({clock_finding(ahead(), wire_.told_time.load())});
    if (!token) return skip({"features", "results"});
    return examine_features(*client, *token);
  }

  Result<void> examine_features(Client& client, const TokenStatus& token) {
    if (client.contract() == Contract::tutorial) add({scope_finding(token.scopes)});
    const auto features = feature_findings(client, context_.clock.now(), context_.stop);
    if (!features) return features.error();
    add(*features);
    add({pace_finding(settings_.client.limits, client.contract(), wire_.limit.seen())});
    const auto history = std::find_if(features->begin(), features->end(),
                                      [](const Finding& finding) { return finding.check == "history"; });
    if (history->verdict != Verdict::ok) return skip({"results"});
    return examine_results(client);
  }

  /// Whether, and if not why, history has something for the range and filters given.
  Result<void> examine_results(Client& client) {
    const auto range = interval_between(given_.from, given_.to, context_.time_frame());
    if (!range) return range.error();
    const HistoryQuery query{.interval = *range,
                             .max_pages = 4,
                             .media = given_.list.media,
                             .queues = given_.list.queues,
                             .directions = given_.directions};
    const Instant now = context_.clock.now();
    const auto holds_any = [this, &client](const HistoryQuery& asked) { return has_any(client, asked); };
    auto finding = empty_finding(query, Interval{now - 24h * 30, now}, holds_any);
    if (!finding) return finding.error();
    add({std::move(*finding)});
    return {};
  }

  /// Reads until something comes. A range too long to be read to its end here is refused.
  Result<bool> has_any(Client& client, const HistoryQuery& query) const {
    auto listing = client.history(query, context_.stop);
    for (;;) {
      const auto page = listing.next_page();
      if (!page) return page.error();
      if (!*page) break;
      if (!(*page)->conversations.empty()) return true;
    }
    if (!listing.report().stopped_early) return false;
    return usage_error("the first pages hold nothing, and the range is too long to read to its end here",
                       "give a shorter range with --from and --to");
  }

  std::optional<std::chrono::milliseconds> ahead() const {
    return context_.server_clock == nullptr ? std::nullopt : context_.server_clock->ahead();
  }

  void add(std::vector<Finding> findings) {
    for (Finding& finding : findings) checkup_.findings.push_back(std::move(finding));
  }

  Result<void> skip(std::initializer_list<const char*> checks) {
    for (const char* check : checks)
      add({{.check = check, .verdict = Verdict::not_checked, .detail = "needs what is wrong above"}});
    return {};
  }

  const DoctorOptions& given_;
  Settings settings_;
  Context context_;
  Wire wire_;
  Checkup checkup_;
};

Result<ExitCode> run_doctor(const DoctorOptions& given, Context& context) {
  if (auto range = interval_between(given.from, given.to, context.time_frame()); !range) return range.error();
  const auto checkup = Examination(given, context).run();
  if (!checkup) return checkup.error();
  const bool text = given.format.value_or(context.out_is_terminal ? "text" : "json") == "text";
  context.out << (text ? checkup_text(*checkup, Palette(context.color_out())) : checkup_json(*checkup));
  return checkup->is_healthy() ? ExitCode::ok : ExitCode::failed;
}

Options declared(DoctorOptions& given) {
  Options options;
  options.value("--from", "TIME", &given.from, "Start of the range in which history should have something")
      .defaults_to("-24h");
  options.value("--to", "TIME", &given.to, "End of the range, not included").defaults_to("now");
  declare_filters(options, given.list);
  options.value("--direction", "WAY", &given.directions, "Only conversations of this direction")
      .one_of({"inbound", "outbound"});
  options.value("--format", "FORMAT", &given.format, "How it is written")
      .one_of({"text", "json"})
      .defaults_to("text on a terminal, else json");
  return options;
}

}  // namespace

void add_doctor(CommandSet& commands) {
  const auto given = std::make_shared<DoctorOptions>();
  given->from = "-24h";
  commands.add(
      {.name = "doctor",
       .group = Command::Group::set_up,
       .summary = "Check settings, connection and permissions, and say what helps",
       .description =
           "Checks settings and where they come from, the way to the server, token, clock, each permission "
           "or scope with what stops working without it, and the rate limit; then whether history has "
           "anything in the last day, or for the range and filters given: where it is empty, it asks again "
           "with one filter removed at a time and says which one excludes everything. Each check is ok, a "
           "warning, wrong or not checked, with its cause and its cure. Changes nothing, sends some twenty "
           "requests at most, second tries aside, and never shows the secret. Exit code 1 when anything is "
           "wrong.",
       .examples = "# does everything work, and if not, why?\n"
                   "nowthen doctor\n"
                   "# why is this list empty?\n"
                   "nowthen doctor --from yesterday --media voice --queue QUEUE_ID\n"
                   "# what is wrong, for a script\n"
                   "nowthen doctor --format json | jq '.checks[] | select(.verdict == \"wrong\")'\n",
       .options = declared(*given),
       .action = [given](Context& context) { return run_doctor(*given, context); }});
}

}  // namespace nowthen::cli
