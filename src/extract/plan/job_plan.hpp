#pragma once
#include <deque>
#include <map>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "extract/plan/known_rows.hpp"
#include "extract/plan/profile.hpp"
#include "extract/plan/step.hpp"

namespace nowthen::extract {

/// How far a day is proven.
enum class WindowState { open, provisional, complete, settled, re_verified };

/// `open`, `provisional`, `complete`, `settled`, `re_verified`.
std::string_view name_of(WindowState state) noexcept;
/// The state of that name; nothing where there is none.
std::optional<WindowState> window_state_named(std::string_view name) noexcept;

/// A day as jobs read it: of all conversations that were active in it.
struct JobWindow {
  WindowState state = WindowState::open;
  Instant state_since{};
  Instant available_until{};  ///< Of the latest job that read it.
  std::int64_t readings = 0;
  std::optional<Instant> last_read_at{};
  std::int64_t conversations = 0;  ///< That began in it, as far as was known at its latest reading.
  std::int64_t set_aside = 0;      ///< Records of that reading that could not be understood.
  std::int64_t reopened = 0;       ///< How often something came late.
  bool is_doubted = false;         ///< Its latest reading lacked something that is there.
};

/// A reading that came to its end: what a window's state rests on.
struct JobReading {
  std::string job;
  Interval interval;
  Instant started_at;
  Instant ended_at;
  Instant available_until;
  std::int64_t distinct_ids = 0;
  std::int64_t repeated_ids = 0;
  std::vector<std::string> missing;      ///< Ids that should have been there, and were not.
  std::int64_t lacking = 0;              ///< Likewise, but too many to have gone.
  std::vector<std::string> page_hashes;  ///< Of its pages, in order.
  std::int64_t set_aside = 0;            ///< Records that could not be understood.
  std::vector<std::string> ids;          ///< Distinct, sorted.
};

/// Of a day so many were lacking at once that it may be the reading that lacks them.
struct BulkDoubt {
  std::int64_t count = 0;
  std::string ids_hash{};     ///< Of who was lacking.
  Instant available{};        ///< How far the data of that reading reached.
  std::string believed_by{};  ///< The job whose reading lacked the same, later; empty: none has.
};

/// A job under way, as a store has it.
struct RunningJob {
  std::string job;
  Interval interval;
  Instant started_at;
  Instant ask_at{};
  /// Since when it is asked for; nothing: it was started ahead, and its turn has not come.
  std::optional<Instant> turn_at{};
  bool is_done = false;
  std::string cursor{};  ///< Of the page that comes next; empty: the first.
  JobReach reach{};
  std::optional<Instant> available{};      ///< As its pages say.
  std::vector<std::string> page_hashes{};  ///< Of the pages that were read.
  std::vector<PagePlace> places{};         ///< Of those of them that have records.
  std::int64_t repeated = 0;               ///< Ids that came again.
  std::int64_t set_aside = 0;
  std::optional<Instant> read_at{};  ///< All its pages are read; those that it lacks are asked for.
  std::int64_t missing = 0;          ///< So many they were,
  std::int64_t suspects_asked = 0;   ///< and so many of these were asked for once without being found.
};

/// A job under way, and what of its results was read.
struct HalfReadJob : RunningJob {
  std::unordered_set<std::string> ids{};
  int stale_pages = 0;  ///< In a row, without a conversation that is new to it.
};

/// Which days are to be read by job, when, and what their jobs have proved. Pure.
class JobPlan {
 public:
  /// @param profile  has to outlive it
  explicit JobPlan(const PlanProfile& profile) : profile_(&profile) {}

  /// Days before are nobody's business.
  void begin(UtcDay first) { first_ = first; }
  /// The first day that is wanted.
  UtcDay first() const noexcept { return first_; }

  /// What is to be asked about jobs now, if anything.
  std::optional<Step> next(Instant now, const KnownRows& known) const;

  /// All jobs that are due, one after the other, with the requests that each takes as far as can be told.
  std::vector<std::pair<Interval, std::int64_t>> expected(Instant now, const KnownRows& known) const;

  // What came of a request; `now` by the server's clock.

  /// Jobs have what is older than `until`.
  void available(Instant until, Instant now);
  /// The server took the job: its turn comes behind those that were started before.
  void started(const std::string& job, Interval interval, Instant now);
  /// How far it is. Without a job under way it changes nothing.
  /// @param completed  when it was done, where the server says so
  void progressed(JobProgress progress, Instant now, std::optional<Instant> completed = {});

  /// The server takes no more jobs while one is under way: for a while none is started ahead.
  void refused_ahead(Instant now) { not_ahead_until_ = now + rest_of_ahead; }
  /// Until then.
  Instant not_ahead_until() const noexcept { return not_ahead_until_; }
  /// Takes it as a store has it.
  void restore_not_ahead(Instant until) { not_ahead_until_ = until; }

  /// Jobs are not to be had: they are asked for again in a day.
  void refused(Instant now) { rest_until_ = now + longest_rest; }

  /// Something came that the day's readings did not have: it is read again.
  void reopen(UtcDay day, Instant now);
  /// Jobs had trouble: they rest, longer each time.
  void rest(Instant now);
  /// The latest job that was lost was so because nobody came for its results in time.
  bool came_too_late() const noexcept { return is_come_too_late_; }
  bool rests(Instant now) const;

  /// The day's latest reading lacked something that is there: it is read again, later.
  void doubt(UtcDay day, Instant now);
  void count_reopened(UtcDay day) { ++windows_[day].reopened; }

  /// Takes a page of results, once its rows are known. @return the reading, at its end
  std::optional<JobReading> take(const SeenPage& page, Instant now, const KnownRows& known);

  /// Days of which many were lacking at once: believed once a later reading lacks the same.
  const std::map<UtcDay, BulkDoubt>& bulk_doubts() const noexcept { return bulk_doubts_; }
  /// As a store has it; of a day that a job has read.
  void restore_doubt(UtcDay day, const BulkDoubt& doubt);

  /// Days that a job has read.
  const std::map<UtcDay, JobWindow>& windows() const noexcept { return windows_; }
  /// How far the day is proven; `open` where no job has read it.
  WindowState state_of(UtcDay day) const;

  /// Days before are read, or will be, by job.
  UtcDay covered_until(Instant now) const;

  /// Days before this one are read no more.
  UtcDay first_unsettled() const;

  /// Takes a window as a store has it.
  void restore(UtcDay day, const JobWindow& window) { windows_[day] = window; }
  /// @param ids  of the pages that were read
  void restore(const RunningJob& job, std::unordered_set<std::string> ids = {});
  /// Behind the one in hand, and those before.
  void restore_ahead(const RunningJob& job);
  /// The pages that were read of the one in hand cannot be read any more: its results are read from the
  /// first.
  void begin_again();
  /// The job under way whose turn it is.
  std::optional<RunningJob> running() const;
  /// Its turn comes now: whoever has other things to ask asks them first, or jobs that wait for each other
  /// would leave no pause for them.
  bool is_next_turn() const noexcept { return running_ && !running_->turn_at && !running_->is_done; }
  /// Jobs whose turn comes behind it, in their order.
  const std::deque<RunningJob>& ahead() const noexcept { return ahead_; }
  /// The one under way, or the one whose pages are read, while those that it lacks are asked for.
  std::optional<RunningJob> in_hand() const;
  /// The one whose pages are read, while those that it lacks are asked for.
  const std::optional<HalfReadJob>& unsettled() const noexcept { return unsettled_; }
  /// Those have been asked for.
  void settle();
  /// For whoever restored such a one: its reading, as if its last page had come; `missing`, sorted, are those
  /// that are known yet.
  std::optional<JobReading> take_up(const KnownRows& known);
  /// How far availability is behind now, as observed last.
  std::optional<std::chrono::milliseconds> lag() const noexcept { return lag_; }
  /// Whether the last job had what the lag made us expect: then the next is started without asking.
  bool trusts_lag() const noexcept { return trusts_lag_; }
  /// Takes them as a store has them.
  void restore_lag(std::chrono::milliseconds lag, bool is_trusted) {
    lag_ = lag;
    trusts_lag_ = is_trusted;
  }
  /// Jobs had what is older, when it was said last; 1970: nobody has said.
  Instant available_until() const noexcept { return available_; }
  /// Takes it as a store has it.
  void restore_available(Instant until) { available_ = until; }
  /// Until then nothing is asked about jobs: they were refused, or one was lost.
  Instant rest_until() const noexcept { return rest_until_; }
  /// Takes it as a store has it.
  void restore_rest(Instant until) { rest_until_ = until; }

 private:
  static constexpr std::chrono::days longest_rest{1};
  static constexpr std::chrono::hours rest_of_ahead{1};

  Instant expected_available(Instant now) const;
  JobReading finish(const HalfReadJob& done, Instant now, const KnownRows& known);
  void learn_lag(const HalfReadJob& done, Instant available);
  void advance_windows(const HalfReadJob& done, Instant available, Instant now, const KnownRows& known);
  void weigh_bulk(JobReading& reading, const KnownRows& known, Instant now);
  bool is_believed(UtcDay day, const std::vector<std::string>& missing, const JobReading& reading);
  void take_next_job();
  void forget_believed();
  bool is_under_way(UtcDay day) const;
  std::optional<Interval> due_ahead(Instant now, const KnownRows& known) const;
  WindowState reachable(UtcDay day, Instant available) const;
  bool is_due(UtcDay day, Instant available) const;
  std::vector<Interval> due_runs(Instant now) const;
  std::chrono::days longest_piece(const KnownRows& known) const;
  std::vector<Interval> due_pieces(Instant now, const KnownRows& known) const;
  std::optional<Interval> due(Instant now, const KnownRows& known) const;
  double requests_for(Interval interval, const KnownRows& known) const;
  std::int64_t records_a_day(const KnownRows& known) const;

  const PlanProfile* profile_;
  UtcDay first_{};
  std::map<UtcDay, JobWindow> windows_;
  std::map<UtcDay, BulkDoubt> bulk_doubts_;
  std::optional<HalfReadJob> running_;
  std::optional<HalfReadJob> unsettled_;
  std::deque<RunningJob> ahead_;                  ///< The server works at them meanwhile.
  Instant not_ahead_until_{};                     ///< It takes no more of them.
  std::optional<std::chrono::milliseconds> lag_;  ///< Of availability, as observed.
  Instant available_{};                           ///< As known.
  bool trusts_lag_ = false;                       ///< The last expectation came true.
  Instant rest_until_{};                          ///< After a failure.
  bool is_come_too_late_ = false;
  int failures_ = 0;
};

}  // namespace nowthen::extract
