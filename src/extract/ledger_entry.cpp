#include "extract/ledger_entry.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "extract/json_rows.hpp"
#include "warehouse/warehouse.hpp"

namespace nowthen::extract {

// One list of members for each struct, walked to write and to read.

template <class Each>
static void walk(LedgerWindow& row, Each& each) {
  each("surface", row.surface);
  each("interval", row.interval);
  each("state", row.state);
  each("state_since", row.state_since);
  each("proof", row.proof);
  each("readings", row.readings);
  each("last_read_at", row.last_read_at);
  each("distinct_ids", row.distinct_ids);
  each("reported_total", row.reported_total);
  each("set_aside", row.set_aside);
  each("reopened", row.reopened);
  each("doubt", row.doubt);
}

template <class Each>
static void walk(LedgerReading& row, Each& each) {
  each("surface", row.surface);
  each("interval", row.interval);
  each("reading_number", row.reading_number);
  each("run_id", row.run_id);
  each("started_at", row.started_at);
  each("ended_at", row.ended_at);
  each("first_total", row.first_total);
  each("last_total", row.last_total);
  each("distinct_ids", row.distinct_ids);
  each("repeated_ids", row.repeated_ids);
  each("missing_ids", row.missing_ids);
  each("set_aside", row.set_aside);
  each("page_hashes", row.page_hashes);
  each("ids_hash", row.ids_hash);
  each("job_id", row.job_id);
  each("available_until", row.available_until);
}

template <class Each>
static void walk(LedgerIncident& row, Each& each) {
  each("kind", row.kind);
  each("opened_at", row.opened_at);
  each("surface", row.surface);
  each("interval", row.interval);
  each("conversation_id", row.conversation_id);
  each("message", row.message);
}

namespace {

namespace json = boost::json;
using json_rows::read_rows;
using json_rows::Reading;
using json_rows::written;
using warehouse::Outcome;
using warehouse::Value;

Value or_null(const std::string& text) { return text.empty() ? Value(nullptr) : Value(text); }

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const auto& text : texts) all += (all.empty() ? "" : ",") + text;
  return all;
}

Outcome<void> write_window(warehouse::Connection& connection, const LedgerWindow& row) {
  auto gone = connection.execute(
      "DELETE FROM ledger_window WHERE surface = ? AND window_begin = ? AND window_end = ?",
      {row.surface, row.interval.begin, row.interval.end});
  if (!gone) return gone.error();
  auto added = connection.execute(
      "INSERT INTO ledger_window BY NAME SELECT ? AS surface, ? AS window_begin, ? AS window_end, ? AS "
      "state, ? AS "
      "state_since, ? AS proof, ? AS readings, ? AS last_read_at, ? AS distinct_ids, ? AS reported_total, ? "
      "AS "
      "set_aside, ? AS reopened, ? AS doubt",
      {row.surface, row.interval.begin, row.interval.end, row.state, row.state_since, or_null(row.proof),
       row.readings, row.last_read_at, row.distinct_ids, row.reported_total, row.set_aside, row.reopened,
       or_null(row.doubt)});
  if (!added) return added.error();
  return boost::system::in_place_value;
}

Outcome<void> write_reading(warehouse::Connection& connection, const LedgerReading& row) {
  auto gone = connection.execute(
      "DELETE FROM ledger_reading WHERE surface = ? AND window_begin = ? AND window_end = ? AND "
      "reading_number = ?",
      {row.surface, row.interval.begin, row.interval.end, row.reading_number});
  if (!gone) return gone.error();
  const std::string hashes = joined(row.page_hashes);
  auto added = connection.execute(
      "INSERT INTO ledger_reading BY NAME SELECT ? AS surface, ? AS window_begin, ? AS window_end, ? AS "
      "reading_number, ? AS run_id, ? AS started_at, ? AS ended_at, ? AS first_total, ? AS last_total, ? AS "
      "distinct_ids, ? AS repeated_ids, ? AS missing_ids, ? AS set_aside, string_split(?, ',') AS "
      "page_hashes, "
      "? AS ids_hash, ? AS job_id, ? AS available_until",
      {row.surface, row.interval.begin, row.interval.end, row.reading_number, row.run_id, row.started_at,
       row.ended_at, row.first_total, row.last_total, row.distinct_ids, row.repeated_ids, row.missing_ids,
       row.set_aside, or_null(hashes), or_null(row.ids_hash), or_null(row.job_id), row.available_until});
  if (!added) return added.error();
  return boost::system::in_place_value;
}

Outcome<void> write_incident(warehouse::Connection& connection, const LedgerIncident& row,
                             std::int64_t run_id) {
  const Value begin = row.interval ? Value(row.interval->begin) : Value(nullptr);
  const Value end = row.interval ? Value(row.interval->end) : Value(nullptr);
  auto added = connection.execute(
      "INSERT INTO incident BY NAME SELECT (SELECT coalesce(max(incident_id), 0) + 1 FROM incident) AS "
      "incident_id, ? "
      "AS kind, ? AS opened_at, ? AS closed_at, ? AS run_id, ? AS surface, ? AS window_begin, ? AS "
      "window_end, ? AS "
      "conversation_id, ? AS message",
      {row.kind, row.opened_at, row.opened_at, run_id, or_null(row.surface), begin, end,
       or_null(row.conversation_id), row.message});
  if (!added) return added.error();
  return boost::system::in_place_value;
}

Outcome<void> write_entry(warehouse::Connection& connection, const LedgerEntry& entry) {
  for (const LedgerWindow& row : entry.windows)
    if (auto done = write_window(connection, row); !done) return done;
  for (const LedgerReading& row : entry.readings)
    if (auto done = write_reading(connection, row); !done) return done;
  for (const LedgerIncident& row : entry.incidents)
    if (auto done = write_incident(connection, row, entry.run_id); !done) return done;
  if (entry.plan.empty()) return boost::system::in_place_value;
  return warehouse::put_fact(connection, plan_fact, entry.plan);
}

}  // namespace

std::string encode_ledger(const LedgerEntry& entry) {
  json::object object{{"run_id", entry.run_id}};
  if (!entry.windows.empty()) object["windows"] = written(entry.windows);
  if (!entry.readings.empty()) object["readings"] = written(entry.readings);
  if (!entry.incidents.empty()) object["incidents"] = written(entry.incidents);
  if (!entry.plan.empty()) object["plan"] = entry.plan;
  return json::serialize(object);
}

Result<LedgerEntry> decode_ledger(std::string_view bytes) {
  const auto unsound = [] {
    return Error{.kind = ErrorKind::malformed_reply, .message = "the record is no entry of the ledger"};
  };
  boost::system::error_code code;
  const json::value value = json::parse(json::string_view(bytes.data(), bytes.size()), code);
  if (code || !value.is_object()) return unsound();
  const json::object& object = value.get_object();
  LedgerEntry entry;
  Reading reading{object};
  reading("run_id", entry.run_id);
  reading("plan", entry.plan);
  const bool is_sound = reading.is_sound && read_rows(object, "windows", entry.windows) &&
                        read_rows(object, "readings", entry.readings) &&
                        read_rows(object, "incidents", entry.incidents);
  if (!is_sound) return unsound();
  return entry;
}

warehouse::Outcome<void> list_ledger(warehouse::Connection& connection,
                                     const std::vector<LedgerEntry>& entries) {
  for (const LedgerEntry& entry : entries)
    if (auto done = write_entry(connection, entry); !done) return done;
  return boost::system::in_place_value;
}

}  // namespace nowthen::extract
