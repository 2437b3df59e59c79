#include "cli/commands/sync_report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <ostream>
#include <utility>

#include "cli/output/terminal_text.hpp"

namespace nowthen::cli {
namespace {

struct Counts {
  std::array<int, 5> by_state{};
  int open_conversations = 0;
};

Counts count(const extract::Planner& planner, Instant now) {
  Counts counts;
  const Instant end = std::min(now, planner.profile().until);
  for (auto day = planner.jobs().first(); day + std::chrono::days(1) <= end; day += std::chrono::days(1))
    ++counts.by_state.at(static_cast<std::size_t>(planner.jobs().state_of(day)));
  for (const auto& [day, rows] : planner.known().days())
    for (const auto& row : rows) counts.open_conversations += row.is_open();
  return counts;
}

std::string counted(std::int64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", number, number == 1 ? one : many);
}

std::string day_text(extract::UtcDay day) { return format_instant(day).substr(0, 10); }

}  // namespace

void SyncProgressLine::show(const extract::SyncProgress& progress) {
  if (!context_.shows_progress()) return;
  const auto now = context_.clock.ticks();
  if (!shown_) begun_ = now;
  if (shown_ && now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  shown_ = true;
  const double seconds = std::chrono::duration<double>(now - begun_).count();
  const auto rate =
      seconds > 1 ? fmt::format(", {:.0f} a minute", static_cast<double>(progress.requests) / seconds * 60)
                  : "";
  const auto line = fmt::format("{} requests{}, {} conversations: {}", progress.requests, rate,
                                progress.records, progress.doing);
  context_.err << "\r\x1b[K" << truncate(line, static_cast<std::size_t>(context_.terminal_width - 1))
               << std::flush;
}

void SyncProgressLine::clear() {
  if (std::exchange(shown_, false)) context_.err << "\r\x1b[K" << std::flush;
}

void add(extract::SyncReport& all, const extract::SyncReport& part) {
  all.requests += part.requests;
  all.records += part.records;
  all.set_aside += part.set_aside;
  all.deleted += part.deleted;
  all.late_arrivals += part.late_arrivals;
  all.is_out_of_budget = part.is_out_of_budget;
  all.waits_for_job = part.waits_for_job;
  all.came_too_late = all.came_too_late || part.came_too_late;
  if (part.trouble) all.trouble = part.trouble;
  if (part.without_jobs) all.without_jobs = part.without_jobs;
}

ExitCode code_of(const extract::Planner& planner, const extract::SyncReport& report, Instant now) {
  constexpr std::chrono::hours grace{24};
  bool is_proven = !report.without_jobs && report.set_aside == 0 && !report.is_out_of_budget;
  const Instant available = now - planner.jobs().lag().value_or(std::chrono::hours(6));
  const Instant due = std::min(available - grace, planner.profile().until);
  for (auto day = planner.jobs().first(); day + std::chrono::days(1) <= due; day += std::chrono::days(1))
    is_proven = is_proven && planner.jobs().state_of(day) >= extract::WindowState::complete;
  for (const auto& [day, window] : planner.jobs().windows()) is_proven = is_proven && window.set_aside == 0;
  return is_proven ? ExitCode::ok : ExitCode::not_proven;
}

std::string sync_summary(const extract::SyncReport& report, const extract::Intake& intake,
                         const extract::Planner& planner, Instant now) {
  const Counts counts = count(planner, now);
  std::string lines =
      fmt::format("{}: {} read, {} new, {} changed{}{}\n", counted(report.requests, "request", "requests"),
                  counted(report.records, "record", "records"), intake.merged.new_conversations,
                  intake.merged.changed_conversations,
                  report.deleted > 0 ? fmt::format(", {} deleted", report.deleted) : "",
                  report.set_aside > 0 ? fmt::format(", {} not understood", report.set_aside) : "");
  lines +=
      fmt::format("days since {}: {} re-verified, {} settled, {} complete, {} not proven yet; {} going on\n",
                  day_text(planner.jobs().first()), counts.by_state[4], counts.by_state[3],
                  counts.by_state[2], counts.by_state[0] + counts.by_state[1],
                  counted(counts.open_conversations, "conversation", "conversations"));
  if (report.late_arrivals > 0)
    lines += fmt::format("{} came after their day counted as complete: see table incident\n",
                         counted(report.late_arrivals, "conversation", "conversations"));
  if (report.trouble)
    lines += fmt::format("some of it has to wait for the next run: {}\n", report.trouble->message);
  if (report.without_jobs)
    lines += fmt::format("no day can be proven complete: {}\n", report.without_jobs->message);
  if (!report.names_left_out.empty())
    lines += fmt::format("names of {} could not be listed: ids stand in their place\n",
                         fmt::join(report.names_left_out, ", "));
  if (report.is_out_of_budget) lines += "the budget is used up: more was worth asking\n";
  if (report.requests == 0)
    lines += "nothing was worth a request: the data are as fresh as wanted (--freshness)\n";
  if (report.waits_for_job) lines += "a job is under way: the next run reads its results\n";
  return lines;
}

std::string sync_forecast(const extract::Planner& planner, Instant now) {
  const auto step = planner.next(now);
  if (!step) return "nothing is worth a request now: the data are as fresh as wanted\n";
  const auto forecast = planner.forecast(now);
  std::string lines = fmt::format("about {} now", counted(forecast.requests, "request", "requests"));
  lines += forecast.days > 0 ? fmt::format(": {} by job", counted(forecast.days, "day", "days")) : "";
  lines += forecast.is_rough ? "; how many conversations a day has is not known yet\n" : "\n";
  for (const auto& [interval, requests] : forecast.jobs)
    lines += fmt::format("  job of {} to {}: {} {}\n", day_text(extract::day_of(interval.begin)),
                         day_text(extract::day_of(interval.end) - std::chrono::days(1)),
                         forecast.is_rough ? "at least" : "about", counted(requests, "request", "requests"));
  return lines;
}

std::string sync_budget_note(const extract::Planner& planner, std::int64_t budget, Instant now) {
  const std::int64_t wanted = planner.next(now) ? planner.forecast(now).requests : 0;
  if (wanted <= budget) return "";
  const auto freshness = std::chrono::duration_cast<std::chrono::minutes>(planner.profile().freshness);
  return fmt::format(
      "{} will not make the data as fresh as wanted ({}m): about {} would, --budget {}; the rest is left to "
      "later "
      "runs\n",
      counted(budget, "request", "requests"), freshness.count(), wanted, wanted);
}

}  // namespace nowthen::cli
