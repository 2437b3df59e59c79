#include "extract/plan/job_plan.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_set>

#include "extract/ids_hash.hpp"

namespace nowthen::extract {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;

constexpr std::chrono::hours longest_job{6};     // then it is given up
constexpr std::chrono::hours came_late{12};      // after it, results that are gone are nobody's fault
constexpr std::chrono::minutes longest_wait{5};  // before a job is asked for again, at the least wait
constexpr int most_stale_pages = 20;             // in a row, empty: its cursors lead in a circle

constexpr std::array<std::string_view, 5> state_names{"open", "provisional", "complete", "settled",
                                                      "re_verified"};

/// Whether a job of the interval has to have it: it began or ended there, and could be seen by then.
bool belongs_to(const KnownRow& row, Interval interval, Instant available) {
  if (row.first_seen > available || row.seen.start >= available) return false;
  return interval.contains(row.seen.start) || (row.seen.end && interval.contains(*row.seen.end));
}

/// Who is missing, by the day that is in doubt then.
std::map<UtcDay, std::vector<std::string>> missing_by_day(const JobReading& reading, const KnownRows& known) {
  const std::unordered_set<std::string> missing(reading.missing.begin(), reading.missing.end());
  std::map<UtcDay, std::vector<std::string>> by_day;
  for (const auto& [day, rows] : known.days())
    for (const KnownRow& row : rows)
      if (missing.contains(row.seen.id))
        by_day[reading.interval.contains(row.seen.start) ? day : day_of(*row.seen.end)].push_back(
            row.seen.id);
  return by_day;
}

std::vector<Interval> runs_of(const std::vector<UtcDay>& wanted) {
  std::vector<Interval> runs;
  for (const UtcDay day : wanted) {
    if (!runs.empty() && runs.back().end == day) {
      runs.back().end = day + days(1);
    } else {
      runs.push_back(whole(day));
    }
  }
  return runs;
}

}  // namespace

std::string_view name_of(WindowState state) noexcept {
  return state_names.at(static_cast<std::size_t>(state));
}

std::optional<WindowState> window_state_named(std::string_view name) noexcept {
  const auto found = std::find(state_names.begin(), state_names.end(), name);
  if (found == state_names.end()) return std::nullopt;
  return static_cast<WindowState>(found - state_names.begin());
}

WindowState JobPlan::state_of(UtcDay day) const {
  const auto found = windows_.find(day);
  return found == windows_.end() ? WindowState::open : found->second.state;
}

UtcDay JobPlan::first_unsettled() const {
  UtcDay day = first_;
  while (state_of(day) == WindowState::re_verified) day += days(1);
  return day;
}

UtcDay JobPlan::covered_until(Instant now) const {
  const bool is_usable = profile_->has_jobs && lag_ && !rests(now);
  return is_usable ? day_of(std::min(expected_available(now), profile_->until)) : first_;
}

/// A clock that was wrong lets nobody rest for years.
bool JobPlan::rests(Instant now) const { return now < rest_until_ && now >= rest_until_ - longest_rest; }

Instant JobPlan::expected_available(Instant now) const {
  return lag_ ? std::max(available_, now - *lag_) : available_;
}

/// What a reading with data up to `available` can prove of the day.
WindowState JobPlan::reachable(UtcDay day, Instant available) const {
  const Instant end = day + days(1);
  if (available < end) return WindowState::provisional;
  if (available < end + profile_->horizon) return WindowState::complete;
  const bool is_old = available >= end + profile_->horizon + profile_->reverify_after;
  return is_old && state_of(day) != WindowState::complete ? WindowState::re_verified : WindowState::settled;
}

bool JobPlan::is_due(UtcDay day, Instant available) const {
  const auto doubt = bulk_doubts_.find(day);
  if (doubt != bulk_doubts_.end() && available < doubt->second.available + profile_->bulk_doubt) return false;
  return available >= day + days(1) && reachable(day, available) > state_of(day);
}

std::int64_t JobPlan::records_a_day(const KnownRows& known) const {
  std::int64_t most = 0;
  for (const auto& [day, rows] : known.days()) most = std::max<std::int64_t>(most, std::ssize(rows));
  for (const auto& [day, window] : windows_)
    most = std::max(most, window.conversations);  // some are let go of
  return most;
}

double JobPlan::requests_for(Interval interval, const KnownRows& known) const {
  const auto records = static_cast<double>(known.active_in(interval));
  return 2 + std::max(1.0, std::ceil(records / profile_->job_page_size));
}

bool JobPlan::is_under_way(UtcDay day) const {
  const auto has_day = [day](const RunningJob& job) { return job.interval.contains(day); };
  return (running_ && has_day(*running_)) || std::any_of(ahead_.begin(), ahead_.end(), has_day);
}

/// Days that are due, those next to each other in one.
std::vector<Interval> JobPlan::due_runs(Instant now) const {
  const Instant available = expected_available(now);
  std::vector<UtcDay> wanted;
  for (UtcDay day = first_; day + days(1) <= std::min(available, profile_->until); day += days(1))
    if (is_due(day, available) && !is_under_way(day)) wanted.push_back(day);
  return runs_of(wanted);
}

days JobPlan::longest_piece(const KnownRows& known) const {
  const auto a_day = std::max<std::int64_t>(1, records_a_day(known));
  // How many there are in a day is not known at first: then a job is to be of one day.
  const auto fitting = known.days().empty() && windows_.empty() ? 1 : profile_->max_job_records / a_day;
  return days(std::clamp<std::int64_t>(fitting, 1, profile_->job_reach.count()));
}

/// What a job can begin with of each run: none is too long for it.
std::vector<Interval> JobPlan::due_pieces(Instant now, const KnownRows& known) const {
  auto pieces = due_runs(now);
  for (Interval& piece : pieces) piece.end = std::min<Instant>(piece.end, piece.begin + longest_piece(known));
  return pieces;
}

/// The first piece, or everything from the oldest day that is due up to the newest, where that is cheaper by
/// what it shows of late and corrected records in between.
std::optional<Interval> JobPlan::due(Instant now, const KnownRows& known) const {
  const auto pieces = due_pieces(now, known);
  if (pieces.empty()) return std::nullopt;
  const Interval all{pieces.front().begin, pieces.back().end};
  if (pieces.size() == 1 || all.length() > profile_->job_reach) return pieces.front();
  double apart = 0;
  double between = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    apart += requests_for(pieces[i], known);
    if (i > 0) between += static_cast<double>(known.started_in({pieces[i - 1].end, pieces[i].begin}));
  }
  const double share = profile_->very_late_share * profile_->weights.conversation +
                       profile_->corrected_share * profile_->weights.end;
  const double horizon = std::chrono::duration<double, days::period>(profile_->horizon).count();
  const double saved = between * share / std::max(1.0, horizon) * 24 / profile_->price;
  const bool is_small = static_cast<std::int64_t>(known.active_in(all)) <= profile_->max_job_records;
  return is_small && requests_for(all, known) <= apart + saved ? all : pieces.front();
}

/// What goes on where a job under way ends: the server works at it while that one is waited for and read.
/// Nothing else, for what is due elsewhere may be cheaper in one job with what is due by then.
std::optional<Interval> JobPlan::due_ahead(Instant now, const KnownRows& known) const {
  const bool is_refused = now < not_ahead_until_ && now >= not_ahead_until_ - rest_of_ahead;
  if (is_refused || std::ssize(ahead_) >= profile_->jobs_ahead) return std::nullopt;
  if (windows_.empty()) return std::nullopt;  // by the first one it is known what a day has
  const Instant end = ahead_.empty() ? running_->interval.end : ahead_.back().interval.end;
  const auto pieces = due_pieces(now, known);
  // Older days come first, where some have become due again: nothing that follows them is let go of before.
  const bool goes_on = !pieces.empty() && pieces.front().begin == end && pieces.front().end <= available_;
  return goes_on ? std::optional(pieces.front()) : std::nullopt;
}

std::optional<Step> JobPlan::next(Instant now, const KnownRows& known) const {
  if (!profile_->has_jobs || rests(now)) return std::nullopt;
  if (running_) {
    if (const auto ahead = due_ahead(now, known)) return StartJob{*ahead};
    if (running_->is_done)
      return ReadJobPage{running_->job, running_->interval, running_->cursor, running_->reach};
    if (now >= running_->ask_at) return AskJob{running_->job};
    return std::nullopt;
  }
  if (!lag_) return first_ + days(1) <= now ? std::optional<Step>(AskAvailability{}) : std::nullopt;
  const auto interval = due(now, known);
  if (!interval) return std::nullopt;
  if (!trusts_lag_ && interval->end > available_) return AskAvailability{};
  return StartJob{*interval};
}

std::vector<std::pair<Interval, std::int64_t>> JobPlan::expected(Instant now, const KnownRows& known) const {
  std::vector<std::pair<Interval, std::int64_t>> jobs;
  if (!profile_->has_jobs) return jobs;
  JobPlan guess = *this;
  guess.running_.reset();
  guess.ahead_.clear();
  if (!guess.lag_) guess.available(now - std::chrono::hours(6), now);  // what it is, nobody has said yet
  const auto pages_a_day = static_cast<double>(records_a_day(known)) / profile_->job_page_size;
  days longest = guess.longest_piece(known);
  for (const Interval& run : guess.due_runs(now))
    for (Interval piece{run.begin, run.begin}; piece.end < run.end; piece.begin = piece.end) {
      piece.end = std::min<Instant>(run.end, piece.begin + longest);
      const double pages = pages_a_day * static_cast<double>(piece.length() / days(1));
      const double requests = std::max(guess.requests_for(piece, known), 2 + std::ceil(pages));
      jobs.emplace_back(piece, static_cast<std::int64_t>(requests));
      if (known.days().empty()) longest = profile_->job_reach;  // by then it is known what a day has
    }
  return jobs;
}

void JobPlan::available(Instant until, Instant now) {
  available_ = until;
  lag_ = std::max<milliseconds>(now - until, milliseconds(0));
}

void JobPlan::started(const std::string& job, Interval interval, Instant now) {
  RunningJob begun{.job = job, .interval = interval, .started_at = now, .ask_at = now + profile_->job_wait};
  begun.reach.at_start = available_;
  begun.reach.lag = lag_;
  restore_ahead(begun);
  if (running_ && running_->job == job) running_->turn_at = now;
}

void JobPlan::restore_ahead(const RunningJob& job) {
  ahead_.push_back(job);
  take_next_job();
}

void JobPlan::take_next_job() {
  if (running_ || unsettled_ || ahead_.empty()) return;
  running_.emplace();
  static_cast<RunningJob&>(*running_) = std::move(ahead_.front());
  ahead_.pop_front();
}

void JobPlan::begin_again() {
  auto& place = unsettled_ ? unsettled_ : running_;
  if (!place) return;
  const RunningJob from_the_first{.job = place->job,
                                  .interval = place->interval,
                                  .started_at = place->started_at,
                                  .ask_at = place->ask_at,
                                  .turn_at = place->turn_at,
                                  .is_done = true,
                                  .reach = place->reach};
  unsettled_.reset();
  forget_believed();
  restore(from_the_first);
}

void JobPlan::restore(const RunningJob& job, std::unordered_set<std::string> ids) {
  auto& place = job.read_at ? unsettled_ : running_;
  place.emplace();
  static_cast<RunningJob&>(*place) = job;
  place->ids = std::move(ids);
  place->is_done = job.is_done || !job.cursor.empty();
}

std::optional<JobReading> JobPlan::take_up(const KnownRows& known) {
  if (!unsettled_) return std::nullopt;
  JobReading reading = finish(*unsettled_, *unsettled_->read_at, known);
  std::sort(reading.missing.begin(), reading.missing.end());
  // Some of them are gone by now; so many there were.
  reading.lacking =
      std::max<std::int64_t>(reading.lacking, unsettled_->missing - std::ssize(reading.missing));
  return reading;
}

std::optional<RunningJob> JobPlan::running() const {
  return running_ ? std::optional<RunningJob>(*running_) : std::nullopt;
}

std::optional<RunningJob> JobPlan::in_hand() const {
  return unsettled_ ? std::optional<RunningJob>(*unsettled_) : running();
}

void JobPlan::progressed(JobProgress progress, Instant now, std::optional<Instant> completed) {
  if (!running_) return;
  if (progress == JobProgress::done) {
    const Instant latest = std::max(now, running_->started_at);
    // Of one that had to wait for its turn nobody knows how long it has been done.
    const Instant otherwise = running_->turn_at ? now : running_->started_at;
    JobReach& reach = running_->reach;
    const Instant fulfilled = std::clamp(completed.value_or(otherwise), running_->started_at, latest);
    running_->is_done = true;
    reach.at_most = reach.lag ? std::max(reach.at_start, fulfilled - *reach.lag) : fulfilled;
  }
  if (!running_->turn_at) running_->turn_at = now;
  const auto waited = now - *running_->turn_at;
  const bool is_hopeless = progress == JobProgress::going_on && waited > longest_job;
  if (progress == JobProgress::going_on)
    running_->ask_at =
        now + std::max<milliseconds>(profile_->job_wait, std::min<milliseconds>(waited / 2, longest_wait));
  if (progress != JobProgress::lost && !is_hopeless) return;
  const Instant started_at = running_->started_at;
  running_.reset();
  take_next_job();
  is_come_too_late_ = progress == JobProgress::lost && now - started_at > came_late;
  if (!is_come_too_late_) rest(now);
}

void JobPlan::rest(Instant now) {
  rest_until_ = now + profile_->run_interval * (1LL << std::min(failures_++, 5)) / 2;
}

void JobPlan::doubt(UtcDay day, Instant now) {
  JobWindow& window = windows_[day];
  if (window.state > WindowState::provisional) window.state_since = now;
  window.state = WindowState::provisional;
  window.is_doubted = true;
  if (!rests(now)) rest(now);
}

void JobPlan::reopen(UtcDay day, Instant now) {
  const auto found = windows_.find(day);
  if (found == windows_.end() || found->second.state < WindowState::settled)
    return;  // it is read again anyway
  found->second.state = WindowState::provisional;
  found->second.state_since = now;
}

void JobPlan::restore_doubt(UtcDay day, const BulkDoubt& doubt) {
  const auto window = windows_.find(day);
  if (window == windows_.end()) return;
  window->second.is_doubted = doubt.believed_by.empty();
  if (doubt.count > 0) bulk_doubts_[day] = doubt;
}

void JobPlan::settle() {
  unsettled_.reset();
  forget_believed();
  take_next_job();
}

void JobPlan::forget_believed() {
  std::erase_if(bulk_doubts_, [](const auto& doubt) { return !doubt.second.believed_by.empty(); });
}

/// One reading may lack what is there; another with later data that lacks the very same does not.
bool JobPlan::is_believed(UtcDay day, const std::vector<std::string>& missing, const JobReading& reading) {
  BulkDoubt& doubt = bulk_doubts_[day];
  if (!doubt.believed_by.empty() && doubt.believed_by == reading.job) return true;  // some are buried since
  const std::string hash = hash_of_ids(missing);
  if (doubt.ids_hash != hash) {
    doubt = {.count = std::ssize(missing), .ids_hash = hash, .available = reading.available_until};
    return false;
  }
  if (reading.available_until < doubt.available + profile_->bulk_doubt) return false;
  doubt.believed_by = reading.job;
  return true;
}

/// So many seldom go at once: it may be the reading that lacks them, and one alone is not believed.
void JobPlan::weigh_bulk(JobReading& reading, const KnownRows& known, Instant now) {
  constexpr std::size_t few = 50;
  constexpr std::size_t one_in = 20;
  const bool is_bulk =
      reading.missing.size() > std::max(few, static_cast<std::size_t>(reading.distinct_ids) / one_in);
  const auto by_day = is_bulk ? missing_by_day(reading, known) : std::map<UtcDay, std::vector<std::string>>{};
  std::erase_if(bulk_doubts_, [&](const auto& doubt) {
    const bool is_of_it = reading.interval.contains(doubt.first) && doubt.second.believed_by != reading.job;
    return is_of_it && !by_day.contains(doubt.first);
  });
  if (!is_bulk) return;
  std::vector<std::string> believed;
  for (const auto& [day, ids] : by_day) {
    if (!windows_.contains(day)) continue;
    if (is_believed(day, ids, reading))
      believed.insert(believed.end(), ids.begin(), ids.end());
    else
      doubt(day, now);
  }
  reading.lacking = std::ssize(reading.missing) - std::ssize(believed);
  reading.missing = std::move(believed);
}

/// A page that says more than can be says nothing of how far availability is behind.
void JobPlan::learn_lag(const HalfReadJob& done, Instant available) {
  trusts_lag_ = done.available && available >= done.interval.end;
  if (!done.available || *done.available > available) return;
  available_ = available;
  // It took a while, which is no sign that availability is less far behind.
  lag_ = std::max({done.started_at - available, done.reach.lag.value_or(milliseconds(0)), milliseconds(0)});
}

void JobPlan::advance_windows(const HalfReadJob& done, Instant available, Instant now,
                              const KnownRows& known) {
  for (UtcDay day = day_of(done.interval.begin); day < done.interval.end; day += days(1)) {
    JobWindow& window = windows_[day];
    window.last_read_at = now;
    window.conversations = std::ssize(known.of(day));
    window.set_aside = done.set_aside;
    const WindowState state = std::max(window.state, reachable(day, available));
    ++window.readings;
    window.is_doubted = false;
    window.available_until = std::max(window.available_until, available);
    if (state != window.state) window.state_since = now;
    window.state = state;
  }
}

std::optional<JobReading> JobPlan::take(const SeenPage& page, Instant now, const KnownRows& known) {
  if (!running_) return std::nullopt;
  const auto known_before = running_->ids.size();
  for (const auto& id : ids_of(page)) running_->repeated += !running_->ids.insert(id).second;
  if (page.available_until)
    running_->available =
        std::min(running_->available.value_or(*page.available_until), *page.available_until);
  const bool is_stale = running_->ids.size() == known_before;
  running_->stale_pages = is_stale ? running_->stale_pages + 1 : 0;
  const bool is_repeated = is_stale && !ids_of(page).empty();  // in another page's place
  if (is_repeated || (running_->stale_pages > most_stale_pages && !page.next_cursor.empty())) {
    progressed(JobProgress::lost, now);
    return std::nullopt;
  }
  running_->cursor = page.next_cursor;
  running_->page_hashes.push_back(page.hash);
  if (page.place) running_->places.push_back(*page.place);
  running_->set_aside += page.set_aside;
  if (!page.next_cursor.empty()) return std::nullopt;
  unsettled_ = std::exchange(running_, std::nullopt);
  JobReading reading = finish(*unsettled_, now, known);
  unsettled_->read_at = now;
  unsettled_->missing = std::ssize(reading.missing);
  return reading;
}

JobReading JobPlan::finish(const HalfReadJob& done, Instant now, const KnownRows& known) {
  const Instant available = done.reach.of(done.available).value_or(done.interval.begin);
  JobReading reading{.job = done.job,
                     .interval = done.interval,
                     .started_at = done.started_at,
                     .ended_at = now,
                     .available_until = available,
                     .distinct_ids = std::ssize(done.ids),
                     .repeated_ids = done.repeated,
                     .missing = {},
                     .page_hashes = done.page_hashes,
                     .set_aside = done.set_aside,
                     .ids = {done.ids.begin(), done.ids.end()}};
  std::sort(reading.ids.begin(), reading.ids.end());
  learn_lag(done, available);
  if (done.available) failures_ = 0;
  if (!done.available && available < done.interval.end) rest(now);  // another one would prove no more
  advance_windows(done, available, now, known);
  for (const auto& [day, rows] : known.days())
    for (const KnownRow& row : rows)
      if (belongs_to(row, done.interval, available) && !done.ids.contains(row.seen.id))
        reading.missing.push_back(row.seen.id);
  weigh_bulk(reading, known, now);
  return reading;
}

}  // namespace nowthen::extract
