#include <fmt/format.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "board/rows_json.hpp"
#include "board/sql_text.hpp"
#include "board/views.hpp"

namespace nowthen::board {
namespace {

namespace json = boost::json;

constexpr std::int64_t most_rows = 100'000;
constexpr std::int64_t usual_target_ms = 20'000;

std::string begin_of(Step by) {
  switch (by) {
    case Step::half_hour: return "interval_begin";
    case Step::hour: return "date_trunc('hour', interval_begin)";
    case Step::day: return "date_trunc('day', interval_begin)";
  }
  return {};
}

const char* name_of(Step by) {
  if (by == Step::hour) return "hour";
  return by == Step::day ? "day" : "half_hour";
}

std::string question(Step by) {
  return fmt::format(
      "SELECT {} AS begin, queue_id AS queue, media_type AS media, CAST(sum(offered) AS BIGINT) AS offered, "
      "CAST(sum(answered) AS BIGINT) AS answered, CAST(sum(abandoned) AS BIGINT) AS abandoned, "
      "CAST(sum(answered_in_time) AS BIGINT) AS within_target, CAST(sum(wait_ms) AS BIGINT) AS wait_ms, "
      "CAST(sum(handled) AS BIGINT) AS handled, CAST(sum(handle_ms) AS BIGINT) AS handle_ms, "
      "CAST(sum(talk_ms) AS BIGINT) AS talk_ms, CAST(sum(hold_ms) AS BIGINT) AS held_ms, "
      "CAST(sum(acw_ms) AS BIGINT) AS wrapup_ms, CAST(sum(flowed_out) AS BIGINT) AS flowed_out "
      "FROM queue_intervals WHERE interval_begin >= CAST($1 AS TIMESTAMPTZ) AND interval_begin < CAST($2 AS "
      "TIMESTAMPTZ) AND queue_id IS NOT NULL AND {} AND {} GROUP BY ALL ORDER BY ALL LIMIT {}",
      begin_of(by), is_one_of("queue_id", 3), is_one_of("media_type", 4), most_rows);
}

}  // namespace

Result<std::string> volumes_json(access::Tables& tables, const VolumesWanted& wanted,
                                 const std::stop_token& stop) {
  auto rows =
      rows_json(tables,
                {.sql = question(wanted.by),
                 .parameters = {format_instant(wanted.within.begin), format_instant(wanted.within.end),
                                joined(wanted.queues), joined(wanted.media)}},
                stop);
  if (!rows) return rows.error();
  const bool is_cut = std::ssize(*rows) >= most_rows;
  json::array doubts;
  if (is_cut) doubts.push_back("there is more than is shown: ask for a shorter time, or count by day");
  return json::serialize(json::object{{"by", name_of(wanted.by)},
                                      {"time_zone", wanted.zone},
                                      {"target_ms", usual_target_ms},
                                      {"rows", *std::move(rows)},
                                      {"doubts", std::move(doubts)}});
}

}  // namespace nowthen::board
