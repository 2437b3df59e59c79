#pragma once
#include <chrono>
#include <cstdint>
#include <optional>

namespace nowthen::sim {

/// What becomes of a job.
enum class JobFate : std::uint8_t { usual, fails, expires, vanishes, sticks };

/// What a fault script does to the job of one request, for good, and to the availability date of its reply.
struct JobFaults {
  std::optional<JobFate> fate;
  std::chrono::seconds availability_by{0};
};

}  // namespace nowthen::sim
