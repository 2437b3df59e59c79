#include <fmt/format.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "board/rows_json.hpp"
#include "board/sql_text.hpp"
#include "board/views.hpp"

namespace nowthen::board {
namespace {

namespace json = boost::json;

/// Whereto the last page went: an instant and an id.
struct Cursor {
  std::string start = "9999-12-31T00:00:00.000Z";
  std::string id;
};

Result<Cursor> cursor_in(const std::string& text) {
  if (text.empty()) return Cursor{};
  const std::size_t bar = text.find('_');
  const auto start = parse_instant(text.substr(0, bar));
  if (bar == std::string::npos || !start)
    return Error{.kind = ErrorKind::invalid_request,
                 .message = "before is no cursor of an answer",
                 .hint = "take it from next"};
  return Cursor{.start = format_instant(*start), .id = text.substr(bar + 1)};
}

std::string cursor_of(const json::object& row) {
  const json::value& start = row.at("start");
  return start.is_string() ? std::string(start.get_string()) + "_" + std::string(row.at("id").get_string())
                           : std::string();
}

std::string question(int limit) {
  return fmt::format(
      "SELECT conversation_id AS id, conversation_start AS start, conversation_end AS \"end\", media_type AS "
      "media, direction, first_queue_id AS queue, first_queue_name AS queue_name, first_agent_id AS "
      "\"user\", "
      "first_agent_name AS user_name, agents, wait_ms, handle_ms, CASE outcome WHEN 'handled' THEN "
      "'answered' "
      "ELSE outcome END AS outcome, revision AS revisions FROM conversations WHERE conversation_start >= "
      "CAST($1 AS TIMESTAMPTZ) AND conversation_start < CAST($2 AS TIMESTAMPTZ) AND (conversation_start, "
      "conversation_id) < (CAST($3 AS TIMESTAMPTZ), $4) AND {} AND {} ORDER BY conversation_start DESC, "
      "conversation_id DESC LIMIT {}",
      is_one_of("first_queue_id", 5), is_one_of("media_type", 6), limit);
}

/// Ids and names apart, as everywhere in the interface.
json::object take_names(json::array& rows) {
  json::object names;
  for (json::value& each : rows) {
    json::object& row = each.get_object();
    for (const auto& [id, name] : {std::pair{"queue", "queue_name"}, std::pair{"user", "user_name"}}) {
      if (row[id].is_string() && row[name].is_string()) names[row[id].get_string()] = row[name];
      row.erase(name);
    }
    row["users"] = row["user"].is_string() ? json::array{row["user"]} : json::array();
    row.erase("user");
  }
  return names;
}

}  // namespace

Result<std::string> conversations_json(access::Tables& tables, const ConversationsWanted& wanted,
                                       const std::stop_token& stop) {
  auto cursor = cursor_in(wanted.before);
  if (!cursor) return cursor.error();
  auto rows =
      rows_json(tables,
                {.sql = question(wanted.limit),
                 .parameters = {format_instant(wanted.within.begin), format_instant(wanted.within.end),
                                cursor->start, cursor->id, joined(wanted.queues), joined(wanted.media)}},
                stop);
  if (!rows) return rows.error();
  const bool is_full = std::ssize(*rows) == wanted.limit;
  const std::string next = is_full ? cursor_of(rows->back().get_object()) : "";
  json::object names = take_names(*rows);
  return json::serialize(
      json::object{{"rows", *std::move(rows)}, {"names", std::move(names)}, {"next", next}});
}

}  // namespace nowthen::board
