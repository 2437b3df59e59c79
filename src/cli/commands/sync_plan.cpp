#include "cli/commands/sync_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "cli/report_error.hpp"
#include "cli/time_expression.hpp"
#include "extract/sync/job_pages.hpp"
#include "extract/sync/load_plan.hpp"
#include "extract/sync/plan_text.hpp"
#include "extract/tutorial/tutorial_text.hpp"

namespace nowthen::cli {
namespace {

using extract::UtcDay;

constexpr std::chrono::days usual_reach{7};

}  // namespace

Result<UtcDay> first_wanted_day(const std::string& wanted, std::optional<UtcDay> known,
                                const Context& context) {
  if (wanted.empty()) return known.value_or(extract::day_of(context.clock.now()) - usual_reach);
  auto from = parse_time(wanted, context.time_frame());
  if (!from) return from.error();
  if (*from > context.clock.now())
    return usage_error("--from lies in the future", "name the first day that is wanted, such as -7d");
  return known ? std::min(*known, extract::day_of(*from)) : extract::day_of(*from);
}

Result<Instant> wanted_until(const std::string& wanted, UtcDay first, const Context& context) {
  if (wanted.empty()) return Instant::max();
  auto to = parse_time(wanted, context.time_frame());
  if (!to) return to.error();
  const Instant until = std::chrono::ceil<std::chrono::days>(*to);
  if (until > first) return until;
  return usage_error(
      fmt::format("--to leaves no day: the first that is wanted is {}", format_instant(first).substr(0, 10)),
      "days are those of UTC: --to names the first that is not wanted any more, --from the first that is");
}

Result<void> check_plan(const PlanGiven& given, const Context& context) {
  if (!given.from.empty())
    if (auto from = parse_time(given.from, context.time_frame()); !from) return from.error();
  if (!given.to.empty())
    if (auto to = parse_time(given.to, context.time_frame()); !to) return to.error();
  if (!given.freshness.empty())
    if (auto span = parse_span(given.freshness); !span) return span.error();
  return {};
}

UtcDay first_kept_day(UtcDay wanted, const Client& client, const Context& context) {
  const Platform platform = client.platform().value();
  const auto kept = platform.data_retention(context.stop);
  if (!kept) return wanted;
  // Whole, and still there when its job is read.
  const UtcDay first = extract::day_of(platform.server_time() - *kept) + std::chrono::days(2);
  if (wanted >= first) return wanted;
  context.err << fmt::format(
      "the organisation keeps conversations from {} on: of the days since {} that are older nothing is "
      "claimed\n",
      format_instant(first).substr(0, 10), format_instant(wanted).substr(0, 10));
  return first;
}

Result<std::unique_ptr<extract::Planner>> plan_for(const PlanGiven& given, extract::PlanProfile profile,
                                                   OwnedData& data, const Context& context) {
  if (!given.freshness.empty()) {
    auto span = parse_span(given.freshness);
    if (!span) return span.error();
    profile.freshness = *span;
  }
  std::unique_ptr<extract::Planner> planner;
  auto loaded = data.in_turn([&](extract::DataSet& set) -> Result<void> {
    auto connection = set.tables().connect();
    if (!connection) return Error(connection.error());
    const auto text = extract::kept_plan_text(*connection);
    if (!text) return Error(text.error());
    if (*text && extract::is_tutorial_plan(**text))
      return usage_error("these data were synced under the tutorial's contract",
                         "use --contract tutorial, or another folder (NOWTHEN_HOME) for this host");
    const auto known = *text ? extract::first_day_in(**text) : std::nullopt;
    const auto first = first_wanted_day(given.from, known, context);
    if (!first) return first.error();
    const bool is_earlier = !given.from.empty() && (!known || *first < *known);
    UtcDay begin = is_earlier && given.first_there ? given.first_there(*first) : *first;
    if (known) begin = std::min(begin, *known);
    const auto until = wanted_until(given.to, begin, context);
    if (!until) return until.error();
    profile.until = *until;
    planner = std::make_unique<extract::Planner>(profile, begin);
    if (auto done = extract::load_plan(*connection, *planner); !done) return Error(done.error());
    extract::load_job_pages(set.folder().archive(), *planner);
    return {};
  });
  if (!loaded) return loaded.error();
  return planner;
}

}  // namespace nowthen::cli
