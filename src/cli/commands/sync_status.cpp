#include "cli/commands/sync_status.hpp"

#include <algorithm>

namespace nowthen::cli {
namespace {

using extract::UtcDay;
using extract::WindowState;

std::string reason_of(const DayStatus& day, const DayJudgement& judgement) {
  const Interval whole = extract::whole(day.day);
  if (whole.end > judgement.now || day.state >= WindowState::complete) return "";
  if (!judgement.has_jobs)
    return day.doubt.empty() ? "it was not read to its end since it was over" : day.doubt;
  for (const auto& job : judgement.jobs)
    if (job.interval.contains(whole.begin)) return "a job that reads it is under way";
  const auto& until = judgement.jobs_available_until;
  if (until && *until < whole.end && day.doubt.empty()) return "no job's data reached its end, as last seen";
  return day.doubt.empty() ? "no job has read it to its end yet" : day.doubt;
}

}  // namespace

std::int64_t SyncStatus::overdue_days() const noexcept {
  return std::count_if(days.begin(), days.end(), [](const DayStatus& day) { return day.is_overdue; });
}

std::vector<DayStatus> judged_days(UtcDay first, const std::map<UtcDay, KnownWindow>& known,
                                   const DayJudgement& judgement) {
  std::vector<DayStatus> days;
  for (UtcDay day = first; day <= judgement.now; day += std::chrono::days(1)) {
    DayStatus status;
    if (const auto found = known.find(day); found != known.end())
      static_cast<KnownWindow&>(status) = found->second;
    status.day = day;
    status.is_overdue =
        status.state < WindowState::complete && extract::whole(day).end + judgement.due <= judgement.now;
    status.reason = reason_of(status, judgement);
    days.push_back(std::move(status));
  }
  return days;
}

}  // namespace nowthen::cli
