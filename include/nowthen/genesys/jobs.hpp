#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <nowthen/core/id.hpp>
#include <nowthen/core/result.hpp>
#include <nowthen/genesys/detail_record.hpp>
#include <nowthen/genesys/predicates.hpp>
#include <optional>
#include <string>
#include <vector>

namespace nowthen {

/// What a job for conversation details is to read.
struct JobQuery {
  Interval interval;                  ///< Of any activity of a conversation, not of its start alone.
  DetailFilters filters;              ///< All empty: everything.
  bool started_inside = false;        ///< Leave out what started before the first day of `interval` (UTC).
  std::optional<std::int64_t> limit;  ///< At most so many conversations. Empty: all.
};

/// How far a job is.
enum class JobState {
  queued,
  pending,
  fulfilled,  ///< Its results can be read.
  failed,
  cancelled,
  expired,
  unknown,  ///< A state that this version does not know; `JobStatus::state` has its name.
};

/// What the platform says of a job.
struct JobStatus {
  std::string state;  ///< As the API writes it, such as `FULFILLED`.
  std::string error_message;
  std::optional<Instant> submission_date;
  std::optional<Instant> completion_date;
  std::optional<Instant> expiration_date;  ///< From when on its results are gone.
  std::string extra;                       ///< What the fields above cannot hold, as a JSON object.
  bool operator==(const JobStatus&) const = default;
};

/// The state by name.
JobState state_of(const JobStatus& status) noexcept;

/// How often to ask whether a job is done: at growing intervals, for a limited time. A plain value.
struct JobPollPolicy {
  std::chrono::milliseconds first{3'000};        ///< Before the first question; few jobs are done sooner.
  double growth = 1.5;                           ///< Of the interval from one question to the next.
  std::chrono::milliseconds longest{60'000};     ///< Ceiling of the interval.
  std::chrono::milliseconds give_up{3'600'000};  ///< Waited in all before it counts as never ending.
  bool operator==(const JobPollPolicy&) const = default;
};

/// What is to be done about a job: wait so long and ask again, or nothing more when its results can be read.
///
/// Pure. Fails with `invalid_request` for a failed or cancelled job, with `not_found` for an expired one, and
/// with `transient` when the policy gives up; the hint says what to do. A state it does not know is waited
/// for.
/// @param polls   how often the status was asked for, at least 1
/// @param waited  since the job was started, by us
Result<std::optional<std::chrono::milliseconds>> next_poll(const JobPollPolicy& policy,
                                                           const JobStatus& status, int polls,
                                                           std::chrono::milliseconds waited);

/// Which page of a job's results is wanted.
struct JobPageQuery {
  std::string cursor;     ///< `JobPage::next_cursor` of the page before. Empty: the first page.
  int page_size = 1'000;  ///< 1 to 10,000.
};

/// One page of a job's results.
struct JobPage {
  std::vector<DetailRecord>
      records;                      ///< In the server's order; a conversation may come again on another page.
  std::vector<SetAside> set_aside;  ///< Records that could not be understood.
  std::string next_cursor;          ///< Empty: this was the last page.
  std::optional<Instant> data_available_until;  ///< Only what is older is sure to be in the job's results.
  std::optional<Instant> replied_at;            ///< The reply's `Date`.
};

/// A page as its bytes, which take about a quarter of the page's room. Called, it reads them; the same again
/// each time. Fails with `malformed_reply`. Needs neither client nor network. Copies share the bytes, and any
/// thread may call any of them.
using UnreadJobPage = std::function<Result<JobPage>()>;

}  // namespace nowthen
