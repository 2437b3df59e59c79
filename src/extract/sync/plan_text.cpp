#include "extract/sync/plan_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "extract/sync/plan_json.hpp"

namespace nowthen::extract {
namespace {

using namespace plan_json;

constexpr std::size_t most_jobs_ahead = 100;  // more were never written

/// A lag of more than a year, or into the future, is none that was observed.
std::optional<std::chrono::milliseconds> lag_in(const json::object& object, const char* name) {
  const json::value* lag = object.if_contains(name);
  if (lag == nullptr || !lag->is_int64()) return std::nullopt;
  constexpr std::chrono::milliseconds longest = std::chrono::years(1);
  const std::chrono::milliseconds read(lag->get_int64());
  return read.count() >= 0 && read <= longest ? std::optional(read) : std::nullopt;
}

/// What of its results was read. Where it is not known which pages they are, they are read again.
void restore_pages(const json::object& object, RunningJob& job) {
  auto places = places_in(object);
  if (!places) return;
  job.places = *std::move(places);
  job.cursor = text_in(object, "cursor");
  job.read_at = instant_in(object, "read_at");
  job.available = instant_in(object, "available");
  job.page_hashes = texts_in(object, "pages");
  job.set_aside = number_in(object, "set_aside");
  job.repeated = number_in(object, "repeated");
  job.missing = number_in(object, "missing");
  job.suspects_asked = number_in(object, "suspects_asked");
}

/// As far as it is known that there is one. Nothing of its pages.
std::optional<RunningJob> job_in(const json::object& object) {
  const auto interval = interval_in(object);
  const auto started = instant_in(object, "started_at");
  const std::string id = text_in(object, "id");
  if (id.empty() || !interval || !started) return std::nullopt;
  RunningJob job{.job = id, .interval = *interval, .started_at = *started, .ask_at = *started};
  job.turn_at = instant_in(object, "turn_at");
  job.reach.at_start = instant_in(object, "known_at_start").value_or(Instant{});
  job.reach.lag = lag_in(object, "lag_ms");
  return job;
}

void restore_job(const json::object& object, Planner& planner) {
  auto found = job_in(object);
  if (!found) return;
  RunningJob& job = *found;
  const auto at_most = instant_in(object, "at_most");
  job.is_done = at_most.has_value();
  job.reach.at_most = at_most.value_or(Instant::max());
  restore_pages(object, job);
  planner.jobs().restore(job);
}

void restore_jobs_ahead(const json::array& jobs, Planner& planner) {
  for (const json::value& each : jobs) {
    if (!each.is_object() || planner.jobs().ahead().size() >= most_jobs_ahead) continue;
    if (const auto job = job_in(each.get_object())) planner.jobs().restore_ahead(*job);
  }
}

void restore_listing(const json::object& object, Planner& planner) {
  const auto interval = interval_in(object);
  const auto begun = instant_in(object, "begun_at");
  const std::int64_t page = number_in(object, "page");
  if (!interval || !begun || page < 1 || page > planner.profile().max_page_results) return;
  const std::string kind = text_in(object, "by");
  if (kind == "start")
    planner.restore_listing(
        {.next = ReadNewest{*interval, static_cast<int>(page)}, .begun_at = *begun, .back_to = {}});
  if (kind == "end")
    planner.restore_listing({.next = ReadEnded{texts_in(object, "media"), *interval, static_cast<int>(page)},
                             .begun_at = *begun,
                             .back_to = instant_in(object, "back_to").value_or(*begun)});
}

json::object object_of(const ListingPlace& place) {
  json::object object{{"begun_at", format_instant(place.begun_at)}};
  Interval interval;
  if (const auto* newest = std::get_if<ReadNewest>(&place.next)) {
    interval = newest->started_in;
    object["by"] = "start";
    object["page"] = newest->page;
  } else if (const auto* ended = std::get_if<ReadEnded>(&place.next)) {
    interval = ended->started_in;
    object["by"] = "end";
    object["page"] = ended->page;
    object["back_to"] = format_instant(place.back_to);
    object["media"] = json::array(ended->media.begin(), ended->media.end());
  }
  object["begin"] = format_instant(interval.begin);
  object["end"] = format_instant(interval.end);
  return object;
}

json::object object_of(const RunningJob& job) {
  json::object object{{"id", job.job},
                      {"begin", format_instant(job.interval.begin)},
                      {"end", format_instant(job.interval.end)},
                      {"started_at", format_instant(job.started_at)}};
  if (job.turn_at) object["turn_at"] = format_instant(*job.turn_at);
  if (job.reach.lag) object["lag_ms"] = job.reach.lag->count();
  if (job.reach.at_start > Instant{}) object["known_at_start"] = format_instant(job.reach.at_start);
  if (job.is_done) object["at_most"] = format_instant(job.reach.at_most);
  if (job.cursor.empty() && !job.read_at) return object;
  if (!job.cursor.empty()) object["cursor"] = job.cursor;
  if (job.available) object["available"] = format_instant(*job.available);
  object["pages"] = json::array(job.page_hashes.begin(), job.page_hashes.end());
  object["places"] = array_of(job.places);
  object["set_aside"] = job.set_aside;
  object["repeated"] = job.repeated;
  if (!job.read_at) return object;
  object["read_at"] = format_instant(*job.read_at);
  object["missing"] = job.missing;
  object["suspects_asked"] = job.suspects_asked;
  return object;
}

/// The job that is under way, or whose suspects are being asked for.
std::optional<RunningJob> job_in_hand(const Planner& planner) {
  if (!planner.has_suspects() || !planner.jobs().unsettled()) return planner.jobs().running();
  RunningJob job = *planner.jobs().unsettled();
  job.suspects_asked = planner.suspects_asked();
  return job;
}

json::array jobs_ahead(const JobPlan& jobs) {
  json::array array;
  for (const RunningJob& job : jobs.ahead()) array.push_back(object_of(job));
  return array;
}

/// Days whose latest reading lacked what is there, as far as was known; of some it is known who it was.
json::object doubted_days(const JobPlan& jobs) {
  json::object days;
  const auto name = [](UtcDay day) { return format_instant(day); };
  for (const auto& [day, window] : jobs.windows())
    if (window.is_doubted) days[name(day)] = json::object{};
  for (const auto& [day, doubt] : jobs.bulk_doubts()) {
    json::object object{{"lacking", doubt.count},
                        {"ids_hash", doubt.ids_hash},
                        {"available", format_instant(doubt.available)}};
    if (!doubt.believed_by.empty()) object["believed_by"] = doubt.believed_by;
    days[name(day)] = std::move(object);
  }
  return days;
}

void restore_doubts(const json::object& days, Planner& planner) {
  for (const auto& [name, value] : days) {
    const auto day = parse_instant(std::string_view(name.data(), name.size()));
    if (!day || !value.is_object()) continue;
    const json::object& object = value.get_object();
    planner.jobs().restore_doubt(day_of(*day),
                                 {.count = number_in(object, "lacking"),
                                  .ids_hash = text_in(object, "ids_hash"),
                                  .available = instant_in(object, "available").value_or(Instant{}),
                                  .believed_by = text_in(object, "believed_by")});
  }
}

}  // namespace

std::string encode_plan(const Planner& planner) {
  json::object object{{"first_day", format_instant(planner.jobs().first())},
                      {"tail_read_at", format_instant(planner.tail_read_at())}};
  add_instants(planner.names_read_at(), "names_read", object);
  add_instants(planner.sweep().read_at(), "swept", object);
  if (planner.shows_overlap()) object["shows_overlap"] = true;
  if (const auto lag = planner.jobs().lag()) object["job_lag_ms"] = lag->count();
  if (planner.jobs().available_until() > Instant{})
    object["jobs_available"] = format_instant(planner.jobs().available_until());
  if (planner.jobs().trusts_lag()) object["trusts_job_lag"] = true;
  if (planner.jobs().rest_until() > Instant{})
    object["jobs_rest_until"] = format_instant(planner.jobs().rest_until());
  if (planner.jobs().not_ahead_until() > Instant{})
    object["none_ahead_until"] = format_instant(planner.jobs().not_ahead_until());
  if (auto doubted = doubted_days(planner.jobs()); !doubted.empty()) object["doubted"] = std::move(doubted);
  if (const auto job = job_in_hand(planner)) object["job"] = object_of(*job);
  if (auto ahead = jobs_ahead(planner.jobs()); !ahead.empty()) object["jobs_ahead"] = std::move(ahead);
  if (const auto place = planner.listing()) object["listing"] = object_of(*place);
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
  for (const auto& [kind, at] : instants_in(object, "names_read")) planner.note_names_read(kind, at);
  if (is_true(object, "shows_overlap")) planner.restore_overlap();
  if (const auto lag = lag_in(object, "job_lag_ms"))
    planner.jobs().restore_lag(*lag, is_true(object, "trusts_job_lag"));
  if (const auto until = instant_in(object, "jobs_available")) planner.jobs().restore_available(*until);
  if (const auto rest = instant_in(object, "jobs_rest_until")) planner.jobs().restore_rest(*rest);
  if (const auto until = instant_in(object, "none_ahead_until")) planner.jobs().restore_not_ahead(*until);
  if (const json::value* days = object.if_contains("doubted"); days != nullptr && days->is_object())
    restore_doubts(days->get_object(), planner);
  if (const json::value* job = object.if_contains("job"); job != nullptr && job->is_object())
    restore_job(job->get_object(), planner);
  if (const json::value* jobs = object.if_contains("jobs_ahead"); jobs != nullptr && jobs->is_array())
    restore_jobs_ahead(jobs->get_array(), planner);
  if (const json::value* place = object.if_contains("listing"); place != nullptr && place->is_object())
    restore_listing(place->get_object(), planner);
  planner.sweep().restore(instants_in(object, "swept"));
}

}  // namespace nowthen::extract
