#include "cli/commands/tutorial_sync_report.hpp"

#include <fmt/format.h>

#include <array>

#include "cli/commands/sync_report.hpp"

namespace nowthen::cli {
namespace {

using extract::WindowState;

std::string counted(std::int64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", number, number == 1 ? one : many);
}

std::string day_text(Instant day) { return format_instant(day).substr(0, 10); }

std::string days_text(Interval days) {
  const auto last = days.end - std::chrono::days(1);
  return last == days.begin ? day_text(last) : fmt::format("{} to {}", day_text(days.begin), day_text(last));
}

std::string days_line(const extract::TutorialPlan& plan, Instant now) {
  std::array<std::int64_t, 2> counts{};  // complete, not yet
  const Instant end = std::min(now, plan.profile().until);
  for (auto day = plan.first(); day + std::chrono::days(1) <= end; day += std::chrono::days(1))
    ++counts.at(plan.state_of(day) >= WindowState::complete ? 0 : 1);
  return fmt::format(
      "days since {}: {} complete, {} not proven yet; {} going on, {} over and not in history yet\n",
      day_text(plan.first()), counts[0], counts[1],
      counted(plan.outstanding().going_on(), "conversation", "conversations"), plan.outstanding().over());
}

}  // namespace

void add(extract::TutorialReport& all, const extract::TutorialReport& part) {
  add(static_cast<extract::SyncReport&>(all), static_cast<const extract::SyncReport&>(part));
  if (part.without_live) all.without_live = part.without_live;
}

ExitCode code_of(const extract::TutorialPlan& plan, const extract::TutorialReport& report, Instant now) {
  constexpr std::chrono::hours grace{24};
  bool is_proven = !report.without_live && report.set_aside == 0 && !report.is_out_of_budget;
  const Instant due = std::min(now - grace, plan.profile().until);
  for (auto day = plan.first(); day + std::chrono::days(1) <= due; day += std::chrono::days(1))
    is_proven = is_proven && plan.state_of(day) >= WindowState::complete;
  for (const auto& [day, row] : plan.windows()) is_proven = is_proven && row.set_aside == 0;
  return is_proven ? ExitCode::ok : ExitCode::not_proven;
}

std::string sync_summary(const extract::TutorialReport& report, const extract::Intake& intake,
                         const extract::TutorialPlan& plan, Instant now) {
  std::string lines =
      fmt::format("{}: {} read, {} new, {} changed{}\n", counted(report.requests, "request", "requests"),
                  counted(report.records, "record", "records"), intake.merged.new_conversations,
                  intake.merged.changed_conversations,
                  report.set_aside > 0 ? fmt::format(", {} not understood", report.set_aside) : "");
  lines += days_line(plan, now);
  if (report.late_arrivals > 0)
    lines += fmt::format("{} came after their day counted as complete: see table incident\n",
                         counted(report.late_arrivals, "conversation", "conversations"));
  if (report.trouble)
    lines += fmt::format("some of it has to wait for a later run: {}\n", report.trouble->message);
  if (report.without_live)
    lines += fmt::format("no day can be proven complete: {}\n", report.without_live->message);
  if (report.is_out_of_budget) lines += "the budget is used up: more was worth asking\n";
  if (report.requests == 0)
    lines += "nothing was worth a request: the data are as fresh as wanted (--freshness)\n";
  return lines;
}

std::string sync_forecast(const extract::TutorialPlan& plan, Instant now) {
  if (!plan.next(now)) return "nothing is worth a request now: the data are as fresh as wanted\n";
  const auto forecast = plan.forecast(now);
  std::string lines =
      fmt::format("about {} now{}\n", counted(forecast.requests, "request", "requests"),
                  forecast.is_rough ? "; how many conversations a day has is not known yet" : "");
  for (const Interval& days : forecast.days) lines += fmt::format("  history of {}\n", days_text(days));
  if (forecast.reads_live) lines += "  the live listing\n";
  if (forecast.parts > 0)
    lines += fmt::format("  parts of {}, for what is over and not there yet\n",
                         counted(forecast.parts, "day", "days"));
  return lines;
}

std::string sync_budget_note(const extract::TutorialPlan& plan, std::int64_t budget, Instant now) {
  const std::int64_t wanted = plan.next(now) ? plan.forecast(now).requests : 0;
  if (wanted <= budget) return "";
  return fmt::format(
      "about {} are worth making, --budget {} would do for them; the rest is left to later runs\n",
      counted(wanted, "request", "requests"), wanted);
}

}  // namespace nowthen::cli
