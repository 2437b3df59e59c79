#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "cli/commands/status_report.hpp"

namespace nowthen::cli {
namespace {

namespace json = boost::json;

template <class Value>
json::value or_null(const std::optional<Value>& value) {
  if (!value) return nullptr;
  if constexpr (std::is_same_v<Value, Instant>)
    return json::value(format_instant(*value));
  else
    return json::value(*value);
}

json::value or_null(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

std::string day_text(Instant day) { return format_instant(day).substr(0, 10); }

json::object freshness_of(const SyncStatus& status) {
  json::array surfaces;
  for (const SurfaceFreshness& each : status.surfaces)
    surfaces.push_back(
        {{"surface", each.surface}, {"as_of", format_instant(each.as_of)}, {"records", each.records}});
  return {{"surfaces", std::move(surfaces)},
          {"tail_read_at", or_null(status.tail_read_at)},
          {"jobs_available_until", or_null(status.jobs_available_until)},
          {"job_lag_ms", status.job_lag ? json::value(status.job_lag->count()) : json::value(nullptr)}};
}

json::array days_of(const SyncStatus& status) {
  json::array days;
  for (const DayStatus& day : status.days)
    days.push_back({{"day", day_text(day.day)},
                    {"state", extract::name_of(day.state)},
                    {"since", or_null(day.since)},
                    {"conversations", or_null(day.conversations)},
                    {"readings", day.readings},
                    {"reopened", day.reopened},
                    {"overdue", day.is_overdue},
                    {"reason", or_null(day.reason)}});
  return days;
}

json::object open_work_of(const SyncStatus& status) {
  json::array jobs;
  for (const auto& job : status.jobs)
    jobs.push_back({{"job_id", job.job},
                    {"begin", format_instant(job.interval.begin)},
                    {"end", format_instant(job.interval.end)},
                    {"started_at", format_instant(job.started_at)}});
  return {
      {"going_on", status.going_on}, {"awaiting_wrapup", status.awaiting_wrapup}, {"jobs", std::move(jobs)}};
}

json::array runs_of(const SyncStatus& status) {
  json::array runs;
  for (const SyncRun& run : status.runs)
    runs.push_back({{"run_id", run.run_id},
                    {"started_at", format_instant(run.started_at)},
                    {"ended_at", or_null(run.ended_at)},
                    {"exit_code", or_null(run.exit_code)},
                    {"requests", or_null(run.requests)},
                    {"records", run.records},
                    {"revisions", run.revisions},
                    {"error", or_null(run.error)}});
  return runs;
}

json::object late_of(const SyncStatus& status) {
  const Lateness& seen = status.lateness;
  return {{"arrivals", status.late_arrivals},
          {"last_at", or_null(status.last_late_arrival)},
          {"ended", seen.ended},
          {"first_seen_after_end", seen.seen_after},
          {"half_ms", seen.half.count()},
          {"p95_ms", seen.most.count()},
          {"longest_ms", seen.longest.count()}};
}

}  // namespace

std::string status_json(const SyncStatus& status) {
  const json::object all{
      {"now", format_instant(status.now)},
      {"proven", status.overdue_days() == 0},
      {"can_settle", status.has_jobs},
      {"first_day", status.first_day ? json::value(day_text(*status.first_day)) : json::value(nullptr)},
      {"freshness", freshness_of(status)},
      {"days", days_of(status)},
      {"open", open_work_of(status)},
      {"runs", runs_of(status)},
      {"forecast",
       {{"requests", status.asks_nothing ? 0 : status.forecast.requests},
        {"days_by_job", status.asks_nothing ? 0 : status.forecast.days},
        {"rough", status.forecast.is_rough}}},
      {"late", late_of(status)},
      {"unproven",
       {{"overdue_days", status.overdue_days()},
        {"set_aside", status.set_aside},
        {"before_first_day", status.before_first_day}}}};
  return json::serialize(all) + "\n";
}

}  // namespace nowthen::cli
