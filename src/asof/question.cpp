#include "asof/question.hpp"

#include <fmt/format.h>

#include <chrono>

#include "access/values.hpp"

namespace nowthen::asof::question {
namespace {

constexpr const char* stretch_columns =
    "conversation_id, participant_index, session_index, segment_index, purpose, segment_type, segment_start, "
    "segment_end, queue_id";
constexpr const char* record_columns = "conversation_id, as_of, conversation_end IS NOT NULL";
// The ids of the one parameter. A join with them is planned once, where a list of a thousand literals is read
// and bound like any other SQL. That only agents and queues count is seen to by whoever reads the rows: to
// compare a text in each row costs DuckDB more than to find the ids.
constexpr const char* is_named = "conversation_id IN (SELECT unnest(string_split(?, chr(31))))";

using access::literal;

}  // namespace

std::string extent() {
  return "SELECT (SELECT min(conversation_start) FROM conversation), (SELECT max(as_of) FROM conversation), "
         "(SELECT min(began_at) FROM live_leg), (SELECT max(as_of) FROM live_leg)";
}

std::string live_seen_until() { return "SELECT value FROM meta WHERE name = 'live_seen_until'"; }

std::string days(Instant from, Instant at) {
  return fmt::format(
      "SELECT window_begin, state, surface FROM ledger_window WHERE surface IN ('job', 'sync') AND "
      "window_end > {} AND window_begin <= {} ORDER BY window_begin DESC",
      literal(from), literal(at));
}

std::string gaps(Instant at) {
  return fmt::format(
      "SELECT began_at, ended_at, cause FROM live_gap WHERE healed_at IS NULL AND began_at <= {0} AND "
      "(ended_at "
      "IS NULL OR ended_at > {0}) ORDER BY began_at",
      literal(at));
}

// Two halves: of both, DuckDB leaves out the parts of the table that cannot have any.
std::string present(Instant at) {
  const std::string begun =
      fmt::format("SELECT {}, user_id, media_type, direction FROM segment WHERE segment_start <= {}",
                  stretch_columns, literal(at));
  return fmt::format("{0} AND segment_end > {1} UNION ALL {0} AND segment_end IS NULL", begun, literal(at));
}

// Users, media and directions are not asked for again: to read these for all that began in some days costs
// DuckDB as much as the rest.
std::string stretches(Instant from, Instant at) {
  return fmt::format("SELECT {} FROM segment WHERE segment_start > {} AND segment_start <= {} AND {}",
                     stretch_columns, literal(from), literal(at), is_named);
}

std::string recent_records(Instant from, Instant at) {
  // Two halves: to find a thousand ids among all of the past takes ten times as long as among some days. The
  // earliest segment can precede the conversation's start by milliseconds.
  return fmt::format(
      "SELECT {0} FROM conversation WHERE conversation_start > {1} AND conversation_start <= {2} AND {3} "
      "UNION ALL SELECT {0} FROM conversation WHERE conversation_start <= {1} AND conversation_end IS NULL",
      record_columns, literal(from), literal(at + std::chrono::seconds(1)), is_named);
}

std::string earlier_records(Instant from) {
  return fmt::format(
      "SELECT {} FROM conversation WHERE (conversation_start IS NULL OR conversation_start <= {}) AND {}",
      record_columns, literal(from), is_named);
}

std::string live_legs(Instant at) {
  return fmt::format(
      "SELECT conversation_id, media_type, direction, state, queue_id, user_id, began_at, ended_at, as_of "
      "FROM "
      "live_leg WHERE began_at <= {0} AND conversation_id IN (SELECT conversation_id FROM live_leg WHERE "
      "began_at "
      "<= {0} AND (ended_at IS NULL OR ended_at > {0}))",
      literal(at));
}

std::string known_live() {
  return fmt::format("SELECT DISTINCT conversation_id FROM live_leg WHERE {}", is_named);
}

std::string joined(const std::vector<std::string>& ids) { return fmt::format("{}", fmt::join(ids, "\x1f")); }

std::string names(Instant at) {
  const std::string is_valid =
      fmt::format("valid_from <= {0} AND (valid_to IS NULL OR valid_to > {0})", literal(at));
  return fmt::format(
      "SELECT 'queue', queue_id, name FROM queue WHERE {0} UNION ALL SELECT 'user', user_id, name FROM "
      "\"user\" WHERE {0}",
      is_valid);
}

}  // namespace nowthen::asof::question
