#include "extract/sync/plan_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace nowthen::extract {
namespace {

namespace json = boost::json;

std::optional<Instant> instant_in(const json::object& object, const char* name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  const auto read = parse_instant(std::string_view(value->get_string()));
  return read ? std::optional(*read) : std::nullopt;
}

std::string text_in(const json::object& object, const char* name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

std::vector<std::string> texts_in(const json::object& object, const char* name) {
  std::vector<std::string> texts;
  const json::value* list = object.if_contains(name);
  if (list == nullptr || !list->is_array()) return texts;
  for (const json::value& each : list->get_array())
    if (each.is_string()) texts.emplace_back(each.get_string());
  return texts;
}

bool is_true(const json::object& object, const char* name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_bool() && value->get_bool();
}

/// A lag of more than a year, or into the future, is none that was observed.
std::optional<std::chrono::milliseconds> lag_in(const json::object& object) {
  const json::value* lag = object.if_contains("job_lag_ms");
  if (lag == nullptr || !lag->is_int64()) return std::nullopt;
  constexpr std::chrono::milliseconds longest = std::chrono::years(1);
  const std::chrono::milliseconds read(lag->get_int64());
  return read.count() >= 0 && read <= longest ? std::optional(read) : std::nullopt;
}

void restore_job(const json::object& object, Planner& planner) {
  const auto begin = instant_in(object, "begin");
  const auto end = instant_in(object, "end");
  const auto started = instant_in(object, "started_at");
  const std::string id = text_in(object, "id");
  if (id.empty() || !begin || !end || !started || *end <= *begin) return;
  RunningJob job{.job = id, .interval = {*begin, *end}, .started_at = *started, .ask_at = *started};
  job.cursor = text_in(object, "cursor");
  job.available = instant_in(object, "available");
  job.page_hashes = texts_in(object, "pages");
  if (const json::value* count = object.if_contains("set_aside"); count != nullptr && count->is_int64())
    job.set_aside = count->get_int64();
  planner.jobs().restore(job);
}

json::object object_of(const RunningJob& job) {
  json::object object{{"id", job.job},
                      {"begin", format_instant(job.interval.begin)},
                      {"end", format_instant(job.interval.end)},
                      {"started_at", format_instant(job.started_at)}};
  if (job.cursor.empty()) return object;
  object["cursor"] = job.cursor;
  if (job.available) object["available"] = format_instant(*job.available);
  object["pages"] = json::array(job.page_hashes.begin(), job.page_hashes.end());
  object["set_aside"] = job.set_aside;
  return object;
}

}  // namespace

std::string encode_plan(const Planner& planner) {
  json::object object{{"first_day", format_instant(planner.jobs().first())},
                      {"tail_read_at", format_instant(planner.tail_read_at())}};
  if (planner.names_read_at() > Instant{}) object["names_read_at"] = format_instant(planner.names_read_at());
  json::object swept;
  for (const auto& [medium, at] : planner.sweep().read_at()) swept[medium] = format_instant(at);
  if (!swept.empty()) object["swept"] = std::move(swept);
  if (planner.shows_overlap()) object["shows_overlap"] = true;
  if (const auto lag = planner.jobs().lag()) object["job_lag_ms"] = lag->count();
  if (planner.jobs().trusts_lag()) object["trusts_job_lag"] = true;
  if (planner.jobs().rest_until() > Instant{})
    object["jobs_rest_until"] = format_instant(planner.jobs().rest_until());
  if (const auto job = planner.jobs().running()) object["job"] = object_of(*job);
  return json::serialize(object);
}

std::optional<UtcDay> first_day_in(std::string_view text) {
  boost::system::error_code code;
  const json::value value = json::parse(json::string_view(text.data(), text.size()), code);
  if (code || !value.is_object()) return std::nullopt;
  const auto first = instant_in(value.get_object(), "first_day");
  return first ? std::optional(day_of(*first)) : std::nullopt;
}

void restore_plan(std::string_view text, Planner& planner) {
  boost::system::error_code code;
  const json::value value = json::parse(json::string_view(text.data(), text.size()), code);
  if (code || !value.is_object()) return;
  const json::object& object = value.get_object();
  if (const auto read = instant_in(object, "tail_read_at")) planner.restore_tail(*read);
  if (const auto read = instant_in(object, "names_read_at")) planner.note_names_read(*read);
  if (is_true(object, "shows_overlap")) planner.restore_overlap();
  if (const auto lag = lag_in(object)) planner.jobs().restore_lag(*lag, is_true(object, "trusts_job_lag"));
  if (const auto rest = instant_in(object, "jobs_rest_until")) planner.jobs().restore_rest(*rest);
  if (const json::value* job = object.if_contains("job"); job != nullptr && job->is_object())
    restore_job(job->get_object(), planner);
  const json::value* swept = object.if_contains("swept");
  if (swept == nullptr || !swept->is_object()) return;
  std::map<std::string, Instant> read_at;
  for (const auto& [medium, at] : swept->get_object())
    if (const auto instant = instant_in(swept->get_object(), std::string(medium).c_str()))
      read_at.emplace(std::string(medium), *instant);
  planner.sweep().restore(std::move(read_at));
}

}  // namespace nowthen::extract
