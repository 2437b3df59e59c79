#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nowthen/genesys/jobs.hpp>
#include <utility>

#include "core/shown_text.hpp"

namespace nowthen {
namespace {

constexpr std::array<std::pair<const char*, JobState>, 6> states{{{"QUEUED", JobState::queued},
                                                                  {"PENDING", JobState::pending},
                                                                  {"FULFILLED", JobState::fulfilled},
                                                                  {"FAILED", JobState::failed},
                                                                  {"CANCELLED", JobState::cancelled},
                                                                  {"EXPIRED", JobState::expired}}};

Error failure_of(const JobStatus& status) {
  std::string why = shown(status.error_message, 300);
  return {.kind = ErrorKind::invalid_request,
          .message = "the job failed" + (why.empty() ? std::string() : ": " + why),
          .hint = "start it again; if it fails again, ask for a shorter interval or fewer filters"};
}

std::optional<Error> end_of(const JobStatus& status) {
  switch (state_of(status)) {
    case JobState::failed: return failure_of(status);
    case JobState::cancelled:
      return Error{.kind = ErrorKind::invalid_request,
                   .message = "the job was cancelled",
                   .hint = "start it again if its results are wanted"};
    case JobState::expired:
      return Error{.kind = ErrorKind::not_found,
                   .message = "the job has expired and its results are gone",
                   .hint = "start it again, and read its results soon after it is done"};
    default: return std::nullopt;
  }
}

std::chrono::milliseconds interval_after(const JobPollPolicy& policy, int polls) {
  const double grown =
      static_cast<double>(policy.first.count()) * std::pow(std::max(policy.growth, 1.0), polls);
  const auto ceiling = static_cast<double>(policy.longest.count());
  return std::chrono::milliseconds(std::llround(std::min(grown, ceiling)));
}

}  // namespace

JobState state_of(const JobStatus& status) noexcept {
  for (const auto& [name, state] : states)
    if (status.state == name) return state;
  return JobState::unknown;
}

Result<std::optional<std::chrono::milliseconds>> next_poll(const JobPollPolicy& policy,
                                                           const JobStatus& status, int polls,
                                                           std::chrono::milliseconds waited) {
  if (state_of(status) == JobState::fulfilled) return std::optional<std::chrono::milliseconds>();
  if (auto error = end_of(status)) return *std::move(error);
  const auto wait = interval_after(policy, polls);
  if (waited + wait <= policy.give_up) return std::optional(wait);
  return Error{.kind = ErrorKind::transient,
               .message = fmt::format("the job is still {} after {} s", shown(status.state, 40),
                                      std::chrono::duration_cast<std::chrono::seconds>(waited).count()),
               .hint = "come back to it later by its id, or cancel it and ask for a shorter interval"};
}

}  // namespace nowthen
