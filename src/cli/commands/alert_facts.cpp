#include "cli/commands/alert_facts.hpp"

#include <fmt/format.h>

#include "access/each_row.hpp"
#include "access/values.hpp"
#include "alerts/quantity.hpp"
#include "asof/question.hpp"
#include "asof/read_asof.hpp"
#include "serve/past_waits.hpp"

namespace nowthen::cli {
namespace {

using access::Answer;
using access::text_in;

Result<void> read_abandons(access::Tables& tables, Instant at, alerts::Abandons& abandons,
                           const std::stop_token& stop) {
  const auto past = serve::read_past_waits(tables, at, alerts::longest_span, stop);
  if (!past) return past.error();
  abandons.recall(past->legs, {past->since.value_or(at), at});
  return {};
}

Result<void> read_age(access::Tables& tables, Instant at, alerts::Facts& facts, const std::stop_token& stop) {
  return access::each_row(tables, asof::question::live_seen_until(), stop, [&](const Answer& row) {
    const auto seen = parse_instant(text_in(row, 0));
    if (seen && *seen < at) facts.feed_age = at - *seen;
  });
}

Result<void> read_gaps(access::Tables& tables, Instant at, alerts::Facts& facts,
                       const std::stop_token& stop) {
  const std::string sql = fmt::format(
      "SELECT gap_id, cause FROM live_gap WHERE began_at <= TIMESTAMPTZ '{0}' AND (healed_at IS NULL OR "
      "healed_at > TIMESTAMPTZ '{0}') ORDER BY gap_id",
      format_instant(at));
  return access::each_row(tables, sql, stop, [&facts](const Answer& row) {
    facts.incidents.push_back(
        {.id = fmt::format("gap-{}", row.get<std::int64_t>(0).value_or(0)), .text = text_in(row, 1)});
  });
}

}  // namespace

Result<void> read_alert_facts(access::Tables& tables, Instant at, Instant now, AlertFacts& facts,
                              const std::stop_token& stop) {
  auto view = asof::read_asof(tables, {.at = at, .now = now, .queues = {}, .media = {}}, stop);
  if (!view) return view.error();
  facts.view = *std::move(view);
  facts.facts = {.at = at, .floor = &facts.view.floor, .abandons = &facts.abandons, .incidents = {}};
  if (auto read = read_abandons(tables, at, facts.abandons, stop); !read) return read;
  if (auto read = read_age(tables, at, facts.facts, stop); !read) return read;
  return read_gaps(tables, at, facts.facts, stop);
}

}  // namespace nowthen::cli
