#include "cli/commands/status_report.hpp"

#include <fmt/format.h>

#include "cli/commands/ledger_calendar.hpp"
#include "cli/output/conversation_fields.hpp"
#include "cli/output/terminal_text.hpp"

namespace nowthen::cli {
namespace {

using extract::UtcDay;
using std::chrono::milliseconds;

std::string day_text(Instant day) { return format_instant(day).substr(0, 10); }

std::string counted(std::int64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(count), count == 1 ? one : many);
}

/// `40s`, `15m`, `3h 20m`, `2d 4h`.
std::string span_text(milliseconds span) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(span).count();
  const auto two = [](std::int64_t large, char unit, std::int64_t small, char part) {
    return small == 0 ? fmt::format("{}{}", large, unit) : fmt::format("{}{} {}{}", large, unit, small, part);
  };
  constexpr std::int64_t two_days = 172'800;
  if (seconds < 60) return fmt::format("{}s", seconds);
  if (seconds < 3600) return fmt::format("{}m", seconds / 60);
  if (seconds < two_days) return two(seconds / 3600, 'h', seconds / 60 % 60, 'm');
  return two(seconds / 86400, 'd', seconds / 3600 % 24, 'h');
}

class Report {
 public:
  Report(const SyncStatus& status, const StatusTextOptions& options) : status_(status), options_(options) {}

  std::string text() {
    freshness();
    ledger();
    open();
    runs();
    late();
    unproven();
    return std::move(text_);
  }

 private:
  std::string at(Instant instant) const { return format_local(instant, options_.zone); }
  std::string ago(Instant instant) const {
    return instant > status_.now ? "just now" : span_text(status_.now - instant) + " ago";
  }
  void heading(std::string_view words) {
    text_ += (text_.empty() ? "" : "\n") + options_.palette.paint(Style::bold, words) + "\n";
  }
  void line(const std::string& words) { text_ += "  " + words + "\n"; }
  void alarm(const std::string& words) { line(options_.palette.paint(Style::red, words)); }

  void freshness() {
    heading(fmt::format("freshness at {} ({})", at(status_.now), options_.zone.name()));
    for (const SurfaceFreshness& each : status_.surfaces)
      line(fmt::format("{:<7} {}  {:>10}  {}", printable(each.surface), at(each.as_of), ago(each.as_of),
                       counted(each.records, "record read", "records read")));
    if (!status_.first_day) return line("nothing was synced yet: nowthen sync --from TIME");
    if (status_.tail_read_at && !status_.has_jobs)
      line(fmt::format("what goes on was last asked for at {}, {}", at(*status_.tail_read_at),
                       ago(*status_.tail_read_at)));
    if (status_.tail_read_at && status_.has_jobs)
      line(fmt::format("what began was last asked for at {}, {}", at(*status_.tail_read_at),
                       ago(*status_.tail_read_at)));
    if (status_.jobs_available_until)
      line(fmt::format("jobs had data until {}, as last seen", at(*status_.jobs_available_until)));
    if (status_.job_lag)
      line(fmt::format("jobs were {} behind when last asked", span_text(*status_.job_lag)));
  }

  void ledger() {
    if (!status_.first_day) return;
    heading(fmt::format("ledger, days of UTC since {}", day_text(*status_.first_day)));
    text_ += calendar_text(status_.days, options_.weeks, options_.palette);
  }

  void open() {
    if (!status_.first_day) return;
    heading("open");
    line(
        fmt::format("{} going on, {} {}", counted(status_.going_on, "conversation", "conversations"),
                    grouped(status_.awaiting_wrapup),
                    status_.has_jobs ? "ended without their wrap-up so far" : "over and not in history yet"));
    for (const auto& job : status_.jobs)
      line(fmt::format("job of {} to {} under way since {}", day_text(job.interval.begin),
                       day_text(job.interval.end - milliseconds(1)), at(job.started_at)));
    for (std::size_t first = 0; first < status_.days.size();) first = unproven_days(first);
  }

  /// Days next to each other with the same reason, in one line. @return the day behind them
  std::size_t unproven_days(std::size_t first) {
    const DayStatus& day = status_.days[first];
    std::size_t end = first + 1;
    while (end < status_.days.size() && status_.days[end].reason == day.reason &&
           status_.days[end].is_overdue == day.is_overdue)
      ++end;
    if (day.reason.empty()) return end;
    const std::string until = end - first > 1 ? " to " + day_text(status_.days[end - 1].day) : "";
    const std::string words = fmt::format("{}{}{}: {}", day_text(day.day), until,
                                          day.is_overdue ? " OVERDUE" : "", printable(day.reason));
    day.is_overdue ? alarm(words) : line(words);
    return end;
  }

  void runs() {
    if (!status_.first_day) return;
    heading("runs of sync");
    line("started              requests    records  revisions  ended");
    for (const SyncRun& run : status_.runs) {
      const std::string end = run.exit_code ? fmt::format("exit {}", *run.exit_code) : "not ended";
      line(fmt::format("{}  {:>8}  {:>9}  {:>9}  {}", at(run.started_at),
                       run.requests ? grouped(*run.requests) : "-", grouped(run.records),
                       grouped(run.revisions), end));
      if (!run.error.empty()) line("  " + excerpt(run.error, 74));
    }
    line(next_run());
  }

  std::string next_run() const {
    if (status_.asks_nothing) return "now: nothing is worth a request";
    const extract::Forecast& now = status_.forecast;
    return fmt::format("now: about {}{}{}", counted(now.requests, "request", "requests"),
                       now.days > 0 ? fmt::format(", {} by job", counted(now.days, "day", "days")) : "",
                       now.is_rough ? "; how many conversations a day has is not known yet" : "");
  }

  void late() {
    if (!status_.first_day) return;
    heading("late");
    if (status_.late_arrivals > 0)
      line(fmt::format("{} after a day was complete, last at {}",
                       counted(status_.late_arrivals, "time more came", "times more came"),
                       at(status_.last_late_arrival.value_or(Instant{}))));
    const Lateness& seen = status_.lateness;
    line(fmt::format("{} ended since the first sync, {} first seen after that",
                     counted(seen.ended, "conversation", "conversations"), grouped(seen.seen_after)));
    if (seen.seen_after > 0)
      line(fmt::format("of these half within {}, 95 of 100 within {}, all within {}", span_text(seen.half),
                       span_text(seen.most), span_text(seen.longest)));
  }

  void unproven() {
    const auto overdue = status_.overdue_days();
    if (overdue + status_.set_aside + status_.before_first_day == 0 &&
        (status_.has_jobs || !status_.first_day))
      return;
    heading("cannot be proven");
    if (!status_.has_jobs)
      line(
          "by this contract: that a day is settled, what was deleted, what came late without being seen "
          "live");
    if (overdue > 0)
      alarm(fmt::format("{} that should be complete {} not", counted(overdue, "day", "days"),
                        overdue == 1 ? "is" : "are"));
    if (status_.set_aside > 0)
      line(fmt::format("{} could not be understood: see table set_aside",
                       counted(status_.set_aside, "record", "records")));
    if (status_.before_first_day > 0)
      line(fmt::format("{} began before the ledger's first day",
                       counted(status_.before_first_day, "conversation", "conversations")));
  }

  const SyncStatus& status_;
  const StatusTextOptions& options_;
  std::string text_;
};

}  // namespace

std::string status_text(const SyncStatus& status, const StatusTextOptions& options) {
  return Report(status, options).text();
}

}  // namespace nowthen::cli
