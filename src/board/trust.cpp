#include <array>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "board/rows_json.hpp"
#include "board/views.hpp"

namespace nowthen::board {
namespace {

namespace json = boost::json;

struct Part {
  const char* name;
  const char* sql;
};

constexpr std::array parts{
    Part{"days",
         "SELECT strftime(window_begin AT TIME ZONE 'UTC', '%Y-%m-%d') AS date, state, distinct_ids AS "
         "conversations, readings, last_read_at, reopened, set_aside, doubt FROM ledger_window WHERE surface "
         "IN ('job', 'sync') ORDER BY window_begin LIMIT 20000"},
    Part{"freshness", "SELECT surface, max(as_of) AS until FROM reading GROUP BY surface ORDER BY surface"},
    Part{"gaps",
         "SELECT began_at, ended_at, cause, healed_at IS NOT NULL AS is_healed, healed_at, requests, note "
         "FROM "
         "live_gap ORDER BY began_at DESC LIMIT 500"},
    Part{"incidents",
         "SELECT kind, opened_at, closed_at, surface, window_begin AS begin, window_end AS \"end\", "
         "conversation_id AS conversation, message FROM incident ORDER BY opened_at DESC, incident_id DESC "
         "LIMIT "
         "500"},
    Part{"changed",
         "SELECT strftime(conversation_start AT TIME ZONE 'UTC', '%Y-%m-%d') AS date, count(DISTINCT "
         "conversation_id) AS conversations FROM revision JOIN conversation USING (conversation_id) WHERE "
         "kind IN "
         "('correction', 'deletion') GROUP BY date ORDER BY date LIMIT 20000"},
    Part{"runs",
         "SELECT run_id AS run, command, started_at, ended_at, requests, revisions, error FROM run ORDER BY "
         "run_id "
         "DESC LIMIT 20"},
};

}  // namespace

Result<std::string> trust_json(access::Tables& tables, const std::string& daemon,
                               const std::stop_token& stop) {
  json::object trust;
  for (const Part& part : parts) {
    auto rows = rows_json(tables, {.sql = part.sql}, stop);
    if (!rows) return rows.error();
    trust[part.name] = *std::move(rows);
  }
  std::string text = json::serialize(trust);
  text.pop_back();
  return text + (daemon.empty() ? "" : ",") + daemon + "}";
}

}  // namespace nowthen::board
