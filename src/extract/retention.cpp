#include "extract/retention.hpp"

#include <fmt/format.h>

#include <vector>

#include "warehouse/schema/table.hpp"

namespace nowthen::extract {
namespace {

using warehouse::Connection;
using warehouse::TableKind;

constexpr std::string_view conversations_line = "conversations ";
constexpr std::string_view runs_line = "runs ";

/// Rows of one table that go.
struct Doomed {
  std::string table;
  std::string where;
};

/// Takes a line off `text`; nothing where the rest has no end of a line.
std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

std::string literal(Instant instant) { return fmt::format("TIMESTAMPTZ '{}'", format_instant(instant)); }

/// A temporary table of the conversations that go.
warehouse::Outcome<void> stage(Connection& connection, Instant before) {
  auto staged = connection.execute(fmt::format(
      "CREATE OR REPLACE TEMP TABLE forgotten AS SELECT conversation_id FROM conversation WHERE "
      "coalesce(conversation_end, as_of) < {0} UNION ALL SELECT conversation_id FROM reading WHERE "
      "conversation_id NOT IN (SELECT conversation_id FROM conversation) GROUP BY conversation_id HAVING "
      "max(as_of) < {0}",
      literal(before)));
  if (!staged) return staged.error();
  return boost::system::in_place_value;
}

/// Those of other tables before the ones that they are found by.
warehouse::Outcome<std::vector<Doomed>> doomed_rows(Connection& connection, const Retention& retention) {
  std::vector<Doomed> doomed;
  if (retention.conversations) {
    if (auto staged = stage(connection, *retention.conversations); !staged) return staged.error();
    for (const auto& schema : warehouse::tables())
      if (schema.kind == TableKind::record || schema.kind == TableKind::history)
        doomed.push_back(
            {std::string(schema.name), "conversation_id IN (SELECT conversation_id FROM forgotten)"});
    doomed.push_back({"live_leg", "as_of < " + literal(*retention.conversations)});
    doomed.push_back(
        {"live_gap", "healed_at IS NOT NULL AND ended_at < " + literal(*retention.conversations)});
    doomed.push_back({"set_aside", "set_aside_at < " + literal(*retention.conversations)});
  }
  if (retention.runs) {
    const std::string old = "started_at < " + literal(*retention.runs);
    doomed.push_back({"request", "run_id IN (SELECT run_id FROM run WHERE " + old + ")"});
    doomed.push_back({"run", old});
  }
  return doomed;
}

}  // namespace

std::string encode_retention(const Retention& retention) {
  std::string text;
  if (retention.conversations)
    text.append(conversations_line).append(format_instant(*retention.conversations)).append("\n");
  if (retention.runs) text.append(runs_line).append(format_instant(*retention.runs)).append("\n");
  return text;
}

std::optional<Retention> decode_retention(std::string_view bytes) {
  Retention retention;
  while (!bytes.empty()) {
    auto line = take_line(bytes);
    if (!line) return std::nullopt;
    const bool of_conversations = line->starts_with(conversations_line);
    if (!of_conversations && !line->starts_with(runs_line)) return std::nullopt;
    const auto at =
        parse_instant(line->substr(of_conversations ? conversations_line.size() : runs_line.size()));
    if (!at) return std::nullopt;
    (of_conversations ? retention.conversations : retention.runs) = *at;
  }
  return retention;
}

warehouse::Outcome<std::map<std::string, std::int64_t>> rows_concerned(Connection& connection,
                                                                       const Retention& retention) {
  const auto doomed = doomed_rows(connection, retention);
  if (!doomed) return doomed.error();
  std::map<std::string, std::int64_t> rows;
  for (const Doomed& each : *doomed) {
    const auto count = connection.value<std::int64_t>(
        fmt::format("SELECT count(*) FROM {} WHERE {}", each.table, each.where));
    if (!count) return count.error();
    if (count->value_or(0) > 0) rows[each.table] = **count;
  }
  return rows;
}

warehouse::Outcome<void> forget(Connection& connection, const Retention& retention) {
  const auto doomed = doomed_rows(connection, retention);
  if (!doomed) return doomed.error();
  for (const Doomed& each : *doomed) {
    auto gone = connection.execute(fmt::format("DELETE FROM {} WHERE {}", each.table, each.where));
    if (!gone) return gone.error();
  }
  return boost::system::in_place_value;
}

}  // namespace nowthen::extract
