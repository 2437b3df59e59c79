#pragma once
#include <deque>
#include <nowthen/core/clock.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/platform/details_request.hpp"
#include "simulator/platform/job_faults.hpp"
#include "simulator/platform/settings.hpp"

namespace nowthen::sim {

enum class JobState : std::uint8_t { queued, pending, failed, cancelled, fulfilled, expired };

/// `QUEUED`, `PENDING`, ...
std::string_view name_of(JobState state);

/// A query that runs on its own.
struct Job {
  std::string id;
  JobQuery query;
  Instant submitted;             ///< Simulated.
  Clock::Ticks submitted_at{0};  ///< On the caller's clock.
  Instant availability;          ///< What is known is what was known then.
  JobFate fate = JobFate::usual;
  bool cancelled = false;
  std::optional<std::vector<std::uint32_t>> results;  ///< Positions; found when first asked for.
};

/// When a job is looked at, on both clocks.
struct JobMoment {
  Instant now;
  Clock::Ticks ticks{0};
};

/// Pure: how far the job is.
JobState state_of(const Job& job, const JobOptions& options, const JobMoment& moment);

/// Pure: whether it has been forgotten.
bool is_forgotten(const Job& job, const JobOptions& options, const JobMoment& moment);

/// The jobs that were submitted; the oldest is forgotten beyond ten thousand. Not thread-safe.
class JobStore {
 public:
  /// Keeps the job under an id of its own.
  const Job& add(Job job, std::uint64_t seed);
  Job* find(std::string_view id);

 private:
  std::deque<Job> jobs_;
  std::uint64_t added_ = 0;
};

}  // namespace nowthen::sim
