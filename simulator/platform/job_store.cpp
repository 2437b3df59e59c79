#include "simulator/platform/job_store.hpp"

#include <algorithm>
#include <array>

#include "simulator/world/uuid.hpp"

namespace nowthen::sim {
namespace {

constexpr std::size_t most_jobs = 10'000;
constexpr std::uint64_t job_kind = 0x10B5;

bool is_past(const Job& job, const JobMoment& moment, std::chrono::seconds age) {
  return moment.now >= job.submitted + age || moment.ticks >= job.submitted_at + age;
}

}  // namespace

std::string_view name_of(JobState state) {
  constexpr std::array<std::string_view, 6> names{"QUEUED",    "PENDING",   "FAILED",
                                                  "CANCELLED", "FULFILLED", "EXPIRED"};
  return names.at(static_cast<std::size_t>(state));
}

JobState state_of(const Job& job, const JobOptions& options, const JobMoment& moment) {
  const Clock::Ticks age = moment.ticks - job.submitted_at;
  if (job.fate == JobFate::expires || is_past(job, moment, options.lifetime)) return JobState::expired;
  if (job.cancelled) return JobState::cancelled;
  if (age < options.queued) return JobState::queued;
  if (age < options.queued + options.pending || job.fate == JobFate::sticks) return JobState::pending;
  return job.fate == JobFate::fails ? JobState::failed : JobState::fulfilled;
}

bool is_forgotten(const Job& job, const JobOptions& options, const JobMoment& moment) {
  return job.fate == JobFate::vanishes || is_past(job, moment, options.lifetime + options.kept);
}

const Job& JobStore::add(Job job, std::uint64_t seed) {
  job.id = to_text(derived_uuid(seed ^ job_kind, ++added_));
  if (jobs_.size() >= most_jobs) jobs_.pop_front();
  return jobs_.emplace_back(std::move(job));
}

Job* JobStore::find(std::string_view id) {
  const auto found = std::find_if(jobs_.begin(), jobs_.end(), [id](const Job& job) { return job.id == id; });
  return found == jobs_.end() ? nullptr : &*found;
}

}  // namespace nowthen::sim
