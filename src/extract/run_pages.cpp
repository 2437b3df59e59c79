#include "extract/run_pages.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace nowthen::extract {
namespace {

namespace json = boost::json;

struct Count {
  const char* name;
  std::int64_t Run::*member;
};
constexpr Count counts[] = {{"run_id", &Run::run_id},       {"pages", &Run::pages},
                            {"readings", &Run::readings},   {"revisions", &Run::revisions},
                            {"set_aside", &Run::set_aside}, {"received_bytes", &Run::received_bytes}};

struct Text {
  const char* name;
  std::string Run::*member;
};
constexpr Text texts[] = {{"command", &Run::command},
                          {"version", &Run::version},
                          {"options", &Run::options},
                          {"error", &Run::error}};

std::string text_in(const json::object& object, const char* name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

std::optional<std::int64_t> count_in(const json::object& object, const char* name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_int64() ? std::optional(value->get_int64()) : std::nullopt;
}

Error no_run() { return {.kind = ErrorKind::malformed_reply, .message = "the record is no run"}; }

warehouse::Value or_null(const std::string& text) {
  return text.empty() ? warehouse::Value(nullptr) : warehouse::Value(text);
}

}  // namespace

std::string encode_run(const Run& run) {
  json::object object;
  for (const Text& each : texts)
    if (!(run.*each.member).empty()) object[each.name] = run.*each.member;
  for (const Count& each : counts) object[each.name] = run.*each.member;
  object["started_at"] = format_instant(run.started_at);
  if (run.ended_at) object["ended_at"] = format_instant(*run.ended_at);
  if (run.exit_code) object["exit_code"] = *run.exit_code;
  if (run.requests) object["requests"] = *run.requests;
  return json::serialize(object);
}

Result<Run> decode_run(std::string_view bytes) {
  boost::system::error_code code;
  const json::value value = json::parse(json::string_view(bytes.data(), bytes.size()), code);
  if (code || !value.is_object()) return no_run();
  const json::object& object = value.get_object();
  Run run;
  for (const Text& each : texts) run.*each.member = text_in(object, each.name);
  for (const Count& each : counts) run.*each.member = count_in(object, each.name).value_or(0);
  const auto started = parse_instant(text_in(object, "started_at"));
  if (!started) return no_run();
  run.started_at = *started;
  if (const auto ended = parse_instant(text_in(object, "ended_at"))) run.ended_at = *ended;
  run.exit_code = count_in(object, "exit_code");
  run.requests = count_in(object, "requests");
  return run;
}

warehouse::Outcome<void> list_runs(warehouse::Connection& connection, const std::vector<Run>& runs) {
  for (const Run& run : runs) {
    auto gone = connection.execute("DELETE FROM run WHERE run_id = ?", {run.run_id});
    if (!gone) return gone.error();
    auto added = connection.execute(
        "INSERT INTO run BY NAME SELECT ? AS run_id, ? AS command, ? AS version, ? AS options, ? AS "
        "started_at, "
        "? AS ended_at, ? AS received_bytes, ? AS readings, ? AS revisions, ? AS exit_code, ? AS error, "
        "? AS pages, ? AS set_aside, ? AS requests",
        {run.run_id, or_null(run.command), or_null(run.version), or_null(run.options), run.started_at,
         run.ended_at, run.received_bytes, run.readings, run.revisions, run.exit_code, or_null(run.error),
         run.pages, run.set_aside, run.requests});
    if (!added) return added.error();
  }
  return boost::system::in_place_value;
}

}  // namespace nowthen::extract
