#include <fmt/format.h>

#include <memory>
#include <ostream>

#include "cli/command.hpp"
#include "cli/commands/activity_overlay.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/list_options.hpp"
#include "cli/commands/listing_summary.hpp"
#include "cli/commands/live_watch.hpp"
#include "cli/commands/meet_server.hpp"
#include "cli/commands/read_all.hpp"
#include "cli/commands/stream_records.hpp"
#include "cli/commands/watch_feed.hpp"
#include "cli/commands/writer_options.hpp"
#include "cli/report_error.hpp"

namespace nowthen::cli {
namespace {

struct LiveOptions {
  ListOptions list;
  bool watch = false;
  std::optional<int> every;
  std::optional<int> rows;
};

constexpr int usual_every = 5;
constexpr int usual_rows = 20;

LiveQuery query_for(const LiveOptions& given) {
  return {.page_size = given.list.page_size,
          .max_pages = given.list.max_pages,
          .media = given.list.media,
          .queues = given.list.queues};
}

Result<ExitCode> run_watch(const LiveOptions& given, Context& context) {
  const std::string hint = "run `nowthen live --format ndjson` as often as data is wanted";
  if (given.list.format.value_or("table") != "table")
    return usage_error("--watch shows a table and cannot be combined with --format " + *given.list.format,
                       hint);
  if (!given.list.output.empty()) return usage_error("--watch cannot be combined with --output", hint);
  if (!given.list.set_aside.empty()) return usage_error("--watch cannot be combined with --set-aside", hint);
  auto client = connect(context);
  if (!client) return client.error();
  if (auto checked = check_media(given.list, client->contract()); !checked) return checked.error();
  if (auto met = meet_server(*client, context); !met) return met.error();
  const WatchOptions options{.every = std::chrono::seconds(given.every.value_or(usual_every)),
                             .rows = static_cast<std::size_t>(given.rows.value_or(usual_rows))};
  if (client->contract() == Contract::platform)
    return watch_feed(context, *client, {.queues = given.list.queues, .media = given.list.media}, options);
  const ReadLive read = [&](const AfterPage& after_page) -> Result<LiveReading> {
    const auto activity = read_activity(*client, context.stop, [](const Error&) {});
    if (!activity) return activity.error();
    auto listing = client->live(query_for(given), context.stop);
    auto conversations = read_all(listing, [&](Page& page) {
      for (Conversation& conversation : page.conversations) activity->apply(conversation);
      after_page(listing.report());
    });
    if (!conversations) return conversations.error();
    return LiveReading{std::move(*conversations), listing.report(), context.clock.now()};
  };
  return watch_live(context, read, options);
}

void tell(const Context& context, const StateCounts& counts, const ListingReport& report) {
  if (context.settings.quiet || report.pages == 0) return;
  context.err << listing_summary(report) << '\n';
  if (report.matched > 0) context.err << states_text(counts, Palette(context.color_err())) << '\n';
  if (report.matched == 0 && report.records > 0)
    context.err << "hint: nothing matched; try again without --media or --queue\n";
  context.err.flush();
}

/// What means something on the board only.
Result<void> check_without_watch(const LiveOptions& given) {
  for (const auto& [name, value] : {std::pair{"--every", given.every}, std::pair{"--rows", given.rows}})
    if (value)
      return usage_error(fmt::format("{} goes only with --watch", name),
                         fmt::format("nowthen live --watch {} {}", name, *value));
  return check_files(given.list);
}

Result<ExitCode> run_live(const LiveOptions& given, Context& context) {
  if (given.watch) return run_watch(given, context);
  if (auto checked = check_without_watch(given); !checked) return checked.error();
  ProgressBar progress(context);
  auto client = connect(context, progress.observer());
  if (!client) return client.error();
  if (auto checked = check_media(given.list, client->contract()); !checked) return checked.error();
  auto output = DataOutput::open(context, given.list.output);
  if (!output) return output.error();
  auto set_aside = SetAsideLog::open(context.err, given.list.set_aside);
  if (!set_aside) return set_aside.error();
  if (auto met = meet_server(*client, context, &progress); !met) return met.error();

  const WriterOptions writing = writer_options(given.list, context, Listed::live);
  ActivityOverlay activity;
  if (writing.format == Format::table) {
    auto read = read_activity(*client, context.stop, [&context](const Error& error) {
      if (context.settings.quiet) return;
      context.err << "note: without activity, states may be some moments behind: "
                  << neutralised(error.message) << '\n';
    });
    if (!read) return read.error();
    activity = *std::move(read);
  }
  auto listing = client->live(query_for(given), context.stop);
  const auto writer = make_record_writer(output->sink(), writing);
  StateCounts counts;
  auto code = stream_records({listing, *writer, *output, *set_aside, progress, [&](Page& page) {
                                for (Conversation& conversation : page.conversations)
                                  activity.apply(conversation);
                                count_states(counts, page.conversations);
                              }});
  if (!is_output_lost(code)) tell(context, counts, listing.report());
  return code;
}

}  // namespace

void add_live(CommandSet& commands) {
  const auto given = std::make_shared<LiveOptions>();
  Options options;
  declare_filters(options, given->list);
  declare_paging(options, given->list);
  options.flag("-w,--watch", given->watch, "Keep the table moving until Ctrl-C");
  options
      .value("--every", "SECONDS", &given->every,
             "With --watch: from one reading to the next, where nothing is pushed")
      .between(1, 3600)
      .defaults_to("5");
  options.value("--rows", "N", &given->rows, "With --watch: conversations shown at most")
      .between(1, 1000)
      .defaults_to("20");
  declare_output(options, given->list);
  declare_set_aside(options, given->list);
  commands.add(
      {.name = "live",
       .group = Command::Group::ask,
       .summary = "List the conversations going on now",
       .description =
           "Lists the conversations that are going on now, as the server shows them: on the platform those "
           "without an end that started within 31 days; under the tutorial's contract also those closed "
           "within "
           "24 hours. With --watch a board stays on the screen: how old it is, how many wait in which queue "
           "and for how long, and the open conversations, those that wait longest first; on the platform by "
           "what is pushed, where that is permitted.",
       .examples = "# what is going on\n"
                   "nowthen live\n"
                   "# a board that keeps moving\n"
                   "nowthen live --watch --media voice\n"
                   "# ids of everything that waits\n"
                   "nowthen live --format ndjson | jq -r 'select(.state == \"queued\").id'\n",
       .options = std::move(options),
       .action = [given](Context& context) { return run_live(*given, context); }});
}

}  // namespace nowthen::cli
