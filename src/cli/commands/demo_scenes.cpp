#include "cli/commands/demo_scenes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <map>

#include "cli/commands/compare_run.hpp"
#include "cli/commands/listing_summary.hpp"
#include "cli/commands/live_board.hpp"
#include "cli/commands/media_totals.hpp"
#include "cli/commands/read_all.hpp"
#include "cli/output/conversation_columns.hpp"
#include "cli/output/show_time.hpp"
#include "cli/output/terminal_text.hpp"

namespace nowthen::cli {
namespace {

constexpr std::size_t few_rows = 6;
constexpr int full_days = 2;  // of history: the limit allows ten pages a minute, and nobody wants to wait

ShowInstant shown_in(const DemoStage& stage) { return wall_clock(stage.context().settings.zone); }

std::string verdict(const DemoStage& stage, const ListingReport& report) {
  const Palette palette(stage.context().color_out());
  const Style style = exit_code_for(report) == ExitCode::ok ? Style::green : Style::yellow;
  return palette.paint(style, listing_summary(report)) + "\n";
}

/// The latest few of the answered ones that passed by, and the totals of all.
struct HistoryGlance {
  std::deque<Conversation> newest;
  TotalsByMedia totals;

  void see(Page& page) {
    for (Conversation& conversation : page.conversations) {
      add_to(totals, conversation);
      if (metric_value(conversation, "talkTime").value_or(0) <= 0) continue;
      newest.push_back(std::move(conversation));
      if (newest.size() > few_rows) newest.pop_front();
    }
    page.conversations.clear();
  }
};

/// The latest two conversations of each finding that says something.
void keep_examples(Comparison& comparison) {
  constexpr int most = 2;
  std::array<int, finding_count> kept{};
  auto& conversations = comparison.conversations;
  std::reverse(conversations.begin(), conversations.end());
  std::erase_if(conversations, [&kept](const ComparedConversation& compared) {
    return compared.finding == Finding::equal || ++kept.at(static_cast<std::size_t>(compared.finding)) > most;
  });
  std::reverse(conversations.begin(), conversations.end());
}

}  // namespace

Result<void> show_token(DemoStage& stage) {
  stage.heading("A token");
  const auto token = stage.client().token(stage.context().stop);
  if (!token) return token.error();
  const auto left = token->expires_at - stage.clock().now();
  stage.say(fmt::format("{}, expires {} (in {})\nscopes   {}\n", printable(token->token_type),
                        shown_in(stage)(token->expires_at), clock_text(left),
                        printable(fmt::format("{}", fmt::join(token->scopes, ", ")))));
  return {};
}

Result<void> show_live(DemoStage& stage) {
  stage.heading("What is going on now");
  auto listing = stage.client().live({}, stage.context().stop);
  auto conversations = read_all(listing, [&](Page&) { stage.progress().show(listing.report()); });
  if (!conversations) return conversations.error();
  const Instant now = stage.clock().now();
  stage.say(
      board_text({std::move(*conversations), listing.report(), now},
                 {.now = now, .rows = few_rows, .table = stage.look(), .show_instant = shown_in(stage)}));
  return {};
}

Result<void> show_history(DemoStage& stage) {
  const Instant now = stage.clock().now();
  const Instant midnight = std::chrono::floor<std::chrono::days>(now);
  stage.heading(fmt::format("What happened in the last {} full days", full_days));
  auto listing = stage.client().history({.interval = {midnight - std::chrono::days(full_days), midnight}},
                                        stage.context().stop);
  HistoryGlance glance;
  const auto read = read_all(listing, [&](Page& page) {
    glance.see(page);
    stage.progress().show(listing.report());
  });
  if (!read) return read.error();

  Table table(conversation_columns(Listed::history), stage.look());
  const WriterOptions row_options{.show_instant = shown_in(stage), .now = now};
  for (const Conversation& conversation : glance.newest)
    table.add(conversation_row(conversation, row_options));
  stage.say("the latest that somebody answered:\n" + table.take() + "\n" +
            media_table(glance.totals, stage.look()) + "\n" + verdict(stage, listing.report()));
  return {};
}

Result<void> show_comparison(DemoStage& stage) {
  stage.heading("Both sides of the last 24 hours, joined");
  auto report = compare_now({stage.client(), stage.clock(), stage.context().stop,
                             [&](const ListingReport& so_far) { stage.progress().show(so_far); }},
                            {});
  if (!report) return report.error();
  keep_examples(report->comparison);
  StringSink page;
  write_report(page, *report, {.show_instant = shown_in(stage), .table = stage.look()});
  if (auto flushed = page.flush(); !flushed) return flushed;
  stage.say("some of what is not the same on both:\n" + page.text());
  return {};
}

Result<void> show_platform(DemoStage& stage) {
  stage.heading("The same centre, asked as Genesys Cloud itself is");
  const Instant midnight = std::chrono::floor<std::chrono::days>(stage.clock().now());
  const auto read = [&stage](Listing listing) -> Result<std::string> {
    const auto all = read_all(listing, [&](Page& page) {
      page.conversations.clear();
      stage.progress().show(listing.report());
    });
    if (!all) return all.error();
    return verdict(stage, listing.report());
  };
  Client& client = stage.platform_client();
  const auto live = read(client.live({}, stage.context().stop));
  if (!live) return live.error();
  const auto history = read(client.history({.interval = {midnight - std::chrono::days(full_days), midnight}},
                                           stage.context().stop));
  if (!history) return history.error();
  stage.say("going on      " + *live + "last " + std::to_string(full_days) + " days   " + *history);
  return {};
}

void show_wire(DemoStage& stage) {
  stage.heading("What happened on the wire");
  const auto log = stage.simulator().requests();
  std::map<std::string, int> faults;
  for (const sim::RequestLogEntry& entry : log)
    if (!entry.fault.empty()) ++faults[entry.fault];
  std::string text = stage.tally().text();
  text += fmt::format("server    counted {} requests", grouped(static_cast<std::int64_t>(log.size())));
  for (const auto& [fault, count] : faults) text += fmt::format("; made up {} x {}", count, printable(fault));
  const double seconds = std::chrono::duration<double>(stage.real_time()).count();
  text += fmt::format(
      "\ntime      {:.1f} s here, {} on the clock of the demo\n", seconds,
      clock_text(std::chrono::milliseconds(std::llround(seconds * 1000 * DemoStage::times_as_fast))));
  stage.say(text);
}

void show_next_steps(DemoStage& stage) {
  stage.heading("Go on yourself");
  stage.say(
      "nowthen sim                                  # the same centre behind HTTP; prints the exports a "
      "shell needs\n"
      "nowthen live --watch                         # in that shell: a board that keeps moving\n"
      "nowthen history --from -24h                  # the last day, row by row as it arrives\n"
      "nowthen history --from yesterday -o y.ndjson --format ndjson\n"
      "nowthen compare                              # what differs between now and then\n"
      "nowthen demo --serve                         # a board over it in the browser: now, and any instant "
      "before\n"
      "nowthen auth                                 # what the token may do, and for how long\n");
}

}  // namespace nowthen::cli
