#include "serve/past_waits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "access/each_row.hpp"
#include "access/values.hpp"

namespace nowthen::serve {
namespace {

using access::Answer;
using access::literal;
using access::text_in;

/// What began after `at` had not happened then, and what ended after it still went on.
std::string legs_of_waits(const Interval& ended) {
  return fmt::format(
      "SELECT conversation_id, state, queue_id, user_id, began_at, CASE WHEN ended_at <= {1} THEN ended_at "
      "END FROM live_leg WHERE began_at <= {1} AND conversation_id IN (SELECT conversation_id FROM live_leg "
      "WHERE state = 'waiting' AND ended_at <= {1} AND ended_at > {0})",
      literal(ended.begin), literal(ended.end));
}

/// The end of the last gap in `time` that is not healed: until then some may not be known.
std::string end_of_gaps(const Interval& time) {
  return fmt::format(
      "SELECT max(coalesce(ended_at, {1})) FROM live_gap WHERE healed_at IS NULL AND began_at <= {1} AND "
      "(ended_at IS NULL OR ended_at > {0})",
      literal(time.begin), literal(time.end));
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

}  // namespace

Result<PastWaits> read_past_waits(access::Tables& tables, Instant at, std::chrono::milliseconds span,
                                  const std::stop_token& stop) {
  PastWaits past;
  const Interval ended{at - span, at};
  auto read = access::each_row(tables, legs_of_waits(ended), stop, [&past](const Answer& row) {
    if (auto leg = leg_of(row)) past.legs.push_back(*std::move(leg));
  });
  if (!read) return read.error();
  // Of the first conversations that the feed met, it was there for the end alone: when it saw one first is
  // written nowhere, when it heard of one last is.
  read = access::each_row(tables, "SELECT min(as_of) FROM live_leg", stop, [&](const Answer& row) {
    const auto first = row.get<Instant>(0);
    if (first && *first <= at) past.since = std::max(*first, ended.begin);
  });
  if (!read) return read.error();
  read = access::each_row(tables, end_of_gaps(ended), stop, [&](const Answer& row) {
    const auto gap_end = row.get<Instant>(0);
    past.has_gap = gap_end.has_value();
    if (gap_end && past.since) past.since = std::min(std::max(*past.since, *gap_end), at);
  });
  if (!read) return read.error();
  return past;
}

}  // namespace nowthen::serve
