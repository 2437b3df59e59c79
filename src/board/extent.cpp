#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "board/rows_json.hpp"
#include "board/views.hpp"

namespace nowthen::board {

namespace json = boost::json;

Result<std::string> extent_json(access::Tables& tables, const std::stop_token& stop) {
  const auto ask = [&](const char* sql) { return rows_json(tables, {.sql = sql}, stop); };
  auto ends =
      ask("SELECT least((SELECT min(conversation_start) FROM conversation), (SELECT min(began_at) FROM "
          "live_leg)) "
          "AS begin, greatest((SELECT max(as_of) FROM conversation), (SELECT max(as_of) FROM live_leg)) AS "
          "\"end\", (SELECT min(began_at) FROM live_leg) AS live_begin");
  if (!ends) return ends.error();
  auto days = ask(
      "SELECT strftime(window_begin AT TIME ZONE 'UTC', '%Y-%m-%d') AS date, state FROM ledger_window WHERE "
      "surface = 'job' ORDER BY window_begin LIMIT 20000");
  if (!days) return days.error();
  auto gaps = ask(
      "SELECT began_at, ended_at, cause, healed_at IS NOT NULL AS is_healed FROM live_gap ORDER BY began_at "
      "DESC LIMIT 1000");
  if (!gaps) return gaps.error();
  json::object extent = ends->empty() ? json::object() : ends->front().get_object();
  extent["days"] = *std::move(days);
  extent["gaps"] = *std::move(gaps);
  return json::serialize(extent);
}

}  // namespace nowthen::board
