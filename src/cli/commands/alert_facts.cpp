#include "cli/commands/alert_facts.hpp"

#include <fmt/format.h>

#include <vector>

#include "access/each_row.hpp"
#include "asof/question.hpp"
#include "asof/read_asof.hpp"

namespace nowthen::cli {
namespace {

using access::Answer;

std::string text_in(const Answer& row, std::size_t column) {
  return row.get<std::string>(column).value_or("");
}

/// Of conversations that waited and did not any more at the end of that day: all legs until then.
std::string waits_before(Instant at) {
  const std::string until = "TIMESTAMPTZ '" + format_instant(at) + "'";
  return fmt::format(
      "SELECT conversation_id, state, queue_id, user_id, began_at, CASE WHEN ended_at <= {0} THEN ended_at "
      "END "
      "FROM live_leg WHERE began_at <= {0} AND conversation_id IN (SELECT conversation_id FROM live_leg "
      "WHERE "
      "state = 'waiting' AND ended_at <= {0} AND ended_at > {0} - INTERVAL 1 DAY)",
      until);
}

std::optional<floor::Leg> leg_of(const Answer& row) {
  const auto state = floor::state_named(text_in(row, 1));
  const auto begin = row.get<Instant>(4);
  if (!state || !begin) return std::nullopt;
  floor::Leg leg;
  leg.conversation_id = ConversationId(text_in(row, 0));
  leg.state = *state;
  leg.queue_id = QueueId(text_in(row, 2));
  leg.user_id = UserId(text_in(row, 3));
  leg.begin = *begin;
  leg.end = row.get<Instant>(5);
  return leg;
}

Result<void> read_abandons(access::Tables& tables, Instant at, alerts::Abandons& abandons,
                           const std::stop_token& stop) {
  std::vector<floor::Leg> legs;
  auto read = access::each_row(tables, waits_before(at), stop, [&legs](const Answer& row) {
    if (auto leg = leg_of(row)) legs.push_back(*std::move(leg));
  });
  if (!read) return read;
  abandons.look(legs, at);
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
