#include "extract/tutorial/tutorial_plan.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace nowthen::extract {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;

constexpr milliseconds live_rest = days(1);
constexpr milliseconds listed_for = days(2);  // what ended before is not in the live listing any more
constexpr milliseconds longest_pause = days(7);

Instant end_of(UtcDay day) { return day + days(1); }

bool is_whole_day(Interval interval) { return interval == whole(day_of(interval.begin)); }

}  // namespace

WindowState TutorialPlan::state_of(UtcDay day) const {
  const auto found = days_.find(day);
  return found == days_.end() ? WindowState::open : found->second.state;
}

/// Read whole, in agreement with its total, when corrections were over.
bool TutorialPlan::is_settled(UtcDay day) const {
  const auto found = days_.find(day);
  return found != days_.end() && found->second.agreed && found->second.last_read_at &&
         *found->second.last_read_at >= end_of(day) + profile_.horizon;
}

UtcDay TutorialPlan::first_unsettled() const {
  UtcDay day = first_;
  while (is_settled(day)) day += days(1);
  return day;
}

Instant TutorialPlan::wanted_until(Instant now) const { return std::min(now, profile_.until); }

/// A clock that was wrong lets nobody rest for years.
bool TutorialPlan::live_rests(Instant now) const {
  return now < live_rest_until_ && now >= live_rest_until_ - live_rest;
}

bool TutorialPlan::wants_live(Instant now) const {
  if (live_rests(now)) return false;
  const Instant latest = std::max(live_read_at_, live_ended_at_);
  return now - latest >= profile_.pause() || latest > now + profile_.clock_grain;
}

/// Over for so long that it is read whatever is outstanding.
bool TutorialPlan::is_overdue(UtcDay day, Instant now) const {
  if (now < end_of(day) + profile_.lateness) return false;
  const auto found = days_.find(day);
  if (found == days_.end()) return true;
  const TutorialDay& row = found->second;
  return now >= row.ask_again_at && (!row.last_read_at || *row.last_read_at < end_of(day));
}

/// The longer ago it was, the longer it may wait: what has not come for so long comes, as likely as not,
/// within as long again.
bool TutorialPlan::is_due_without_live(UtcDay day, const TutorialDay& row, Instant now) const {
  if (!row.last_read_at) return true;
  const Instant latest = *row.last_read_at;
  if (latest >= end_of(day) + profile_.horizon) return false;
  return now - std::max(latest, row.ended_at) >=
         std::max<milliseconds>(profile_.pause(), latest - end_of(day));
}

bool TutorialPlan::is_due(UtcDay day, Instant now) const {
  const auto found = days_.find(day);
  const TutorialDay row = found == days_.end() ? TutorialDay{} : found->second;
  if (now < row.ask_again_at) return false;
  const bool was_read_after = row.last_read_at && *row.last_read_at >= end_of(day);
  if (live_rests(now) && is_due_without_live(day, row, now)) return true;
  if (now < end_of(day)) return false;
  if (!was_read_after) return outstanding_.over_in(day) == 0 && live_proven_at_ >= end_of(day);
  if (!row.agreed) return true;
  return now >= end_of(day) + profile_.horizon && *row.last_read_at < end_of(day) + profile_.horizon;
}

/// What is over and has not come, where it was not asked for since, or not for as long as it took to come by
/// then.
std::optional<Interval> TutorialPlan::part_due(UtcDay day, Instant now) const {
  const auto rows = outstanding_.days().find(day);
  if (rows == outstanding_.days().end() || day >= profile_.until) return std::nullopt;
  const auto asked = asked_at_.find(day);
  const bool is_due = std::any_of(rows->second.begin(), rows->second.end(), [&](const auto& each) {
    const auto& ended = each.second.ended_at;
    if (!ended) return false;
    if (asked == asked_at_.end() || asked->second < *ended) return true;
    const milliseconds age = std::min<milliseconds>(asked->second - *ended, longest_pause);
    return now - asked->second >= std::max(profile_.pause(), age);
  });
  return is_due ? outstanding_.starts_of_over(day) : std::nullopt;
}

std::optional<TutorialStep> TutorialPlan::next(Instant now) const {
  if (history_) return ReadHistoryPage{history_->started_in, history_->next};
  if (live_) return ReadLivePage{live_->cursor};
  for (UtcDay day = first_unsettled(); day < wanted_until(now); day += days(1))
    if (is_overdue(day, now)) return ReadHistoryPage{whole(day), ""};
  if (wants_live(now)) return ReadLivePage{};
  for (const auto& [day, rows] : outstanding_.days())
    if (const auto part = part_due(day, now)) return ReadHistoryPage{*part, ""};
  for (UtcDay day = first_unsettled(); day < wanted_until(now); day += days(1))
    if (is_due(day, now)) return ReadHistoryPage{whole(day), ""};
  return std::nullopt;
}

/// Conversations of the day, as far as can be told.
std::int64_t TutorialPlan::size_of(UtcDay day) const {
  std::int64_t most = 0;
  if (const auto found = days_.find(day); found != days_.end()) most = found->second.conversations;
  if (const auto found = known_.find(day); found != known_.end())
    most = std::max<std::int64_t>(most, std::ssize(found->second));
  if (most > 0) return most;
  for (const auto& [other, row] : days_) most = std::max(most, row.conversations);
  return most;
}

TutorialForecast TutorialPlan::forecast(Instant now) const {
  TutorialForecast forecast{.is_rough = days_.empty()};
  const auto pages = [&](std::int64_t records) {
    return std::max<std::int64_t>(1, (records + profile_.page_size - 1) / profile_.page_size);
  };
  if (history_) forecast.requests += pages(history_->whole_total().value_or(0) - std::ssize(history_->ids));
  const auto is_under_way = [&](UtcDay day) { return history_ && history_->started_in == whole(day); };
  for (UtcDay day = first_unsettled(); day < wanted_until(now); day += days(1)) {
    if (is_under_way(day) || (!is_overdue(day, now) && !is_due(day, now))) continue;
    forecast.requests += pages(size_of(day));
    if (!forecast.days.empty() && forecast.days.back().end == day)
      forecast.days.back().end = end_of(day);
    else
      forecast.days.push_back(whole(day));
  }
  forecast.reads_live = live_ || wants_live(now);
  const auto latest = days_.empty() ? 0 : size_of(days_.rbegin()->first);
  if (forecast.reads_live) forecast.requests += pages(latest + outstanding_.going_on());
  for (const auto& [day, rows] : outstanding_.days()) forecast.parts += part_due(day, now).has_value();
  forecast.requests += forecast.parts;
  return forecast;
}

bool TutorialPlan::knows(const TutorialRow& row) const {
  if (!row.start) return false;
  const auto found = known_.find(day_of(*row.start));
  return found != known_.end() && found->second.contains(row.id);
}

/// Of days that are settled nothing can be said: what they had has been let go of.
void TutorialPlan::note_late(UtcDay day, Instant now) {
  if (state_of(day) < WindowState::complete || is_settled(day)) return;
  TutorialDay& row = days_[day];
  ++late_[day];
  ++row.reopened;
  row.state = WindowState::provisional;
  row.state_since = now;
  row.agreed = false;
  changed_.insert(day);
}

void TutorialPlan::see(const TutorialRow& row, Instant now) {
  if (!row.start) return;
  const UtcDay day = day_of(*row.start);
  const bool was_awaited = outstanding_.take(row.id, day);
  const bool is_new = known_[day].insert_or_assign(row.id, row.end.value_or(*row.start)).second;
  if (is_new && !was_awaited && !row.is_erased) note_late(day, now);
}

void TutorialPlan::take_live(const TutorialRow& row, Instant as_of, Instant now) {
  if (!is_news(row)) return;
  const UtcDay day = day_of(*row.start);
  if (!outstanding_.has(row.id, day)) note_late(day, now);
  outstanding_.see(row.id, row, as_of);
}

void TutorialPlan::take(const ReadLivePage& /*step*/, const TutorialPage& page, Instant now) {
  if (!live_) live_ = LiveLook{.begun_at = page.as_of, .number = live_looks_ + 1};
  const bool is_at_end = add(*live_, page, profile_);
  for (const TutorialRow& row : page.rows) take_live(row, page.as_of, now);
  if (is_at_end) finish_live(now);
}

void TutorialPlan::finish_live(Instant now) {
  const LiveLook look = *std::exchange(live_, std::nullopt);
  outstanding_.end_of(look, profile_.clock_grain);
  live_rest_until_ = {};
  if (!look.agrees() && !look.is_resumed && look.number < profile_.most_looks) {
    live_looks_ = look.number;  // at once again
    return;
  }
  live_looks_ = 0;
  live_ended_at_ = now;
  live_read_at_ = look.begun_at;
  if (look.agrees()) live_proven_at_ = look.begun_at;
  for (const auto& [day, row] : days_)
    if (row.state == WindowState::provisional) judge(day, now);
}

std::optional<TutorialReading> TutorialPlan::take(const ReadHistoryPage& step, const TutorialPage& page,
                                                  Instant now) {
  if (!history_ || history_->started_in != step.started_in)
    history_ = HistoryLook{.started_in = step.started_in, .begun_at = page.as_of};
  const bool is_at_end = add(*history_, page, profile_);
  for (const TutorialRow& row : page.rows) see(row, now);
  if (!is_at_end) return std::nullopt;
  if (!is_whole_day(step.started_in)) {
    finish_part(now);
    return std::nullopt;
  }
  const bool is_hopeless = !history_->total || history_->number >= profile_.most_looks;
  if (history_->agrees() || is_hopeless) return finish_day(now);
  history_ = look_again(*history_);
  return std::nullopt;
}

void TutorialPlan::finish_part(Instant now) {
  const UtcDay day = day_of(history_->started_in.begin);
  asked_at_[day] = now;
  history_.reset();
  judge(day, now);
}

/// Longer each time, where nobody knows why it does not agree.
void TutorialPlan::put_off(TutorialDay& day, Instant now) const {
  day.agreed = false;
  const milliseconds pause = hours(1) * (1LL << std::min(day.failures++, 10));
  day.ask_again_at = now + std::min(pause, longest_pause);
}

TutorialReading TutorialPlan::finish_day(Instant now) {
  TutorialReading reading{.day = day_of(history_->started_in.begin),
                          .look = *std::exchange(history_, std::nullopt),
                          .ended_at = now};
  const HistoryLook& look = reading.look;
  TutorialDay& row = days_[reading.day];
  for (const auto& [id, end] : known_[reading.day])
    reading.missing += look.agrees() && !look.ids.contains(id);
  ++row.readings;
  row.last_read_at = look.begun_at;
  row.conversations = std::ssize(look.ids);
  row.total = look.whole_total();
  row.set_aside = look.set_aside;
  row.missing = reading.missing;
  row.ended_at = now;
  asked_at_[reading.day] = now;
  if (look.agrees()) {
    row.agreed = true;
    row.failures = 0;
    row.ask_again_at = {};
  } else {
    put_off(row, now);
    if (row.state == WindowState::complete) row.state_since = now;
    row.state = std::min(row.state, WindowState::provisional);
  }
  changed_.insert(reading.day);
  judge(reading.day, now);
  forget(now);
  return reading;
}

/// What its latest whole reading proves, with what the live listing said since.
void TutorialPlan::judge(UtcDay day, Instant now) {
  const auto found = days_.find(day);
  if (found == days_.end() || !found->second.last_read_at) return;
  TutorialDay& row = found->second;
  WindowState state = row.state;
  const bool is_over = *row.last_read_at >= end_of(day);
  if (state == WindowState::open && now >= end_of(day)) state = WindowState::provisional;
  if (is_over && row.agreed && live_proven_at_ >= end_of(day) && outstanding_.over_in(day) == 0)
    state = WindowState::complete;
  changed_.insert(day);
  if (state == row.state) return;
  row.state = state;
  row.state_since = now;
}

/// What is settled and not in the live listing any more needs no remembering.
void TutorialPlan::forget(Instant now) {
  for (auto day = known_.begin(); day != known_.end();) {
    if (is_settled(day->first))
      std::erase_if(day->second, [&](const auto& row) { return row.second < now - listed_for; });
    day = day->second.empty() ? known_.erase(day) : std::next(day);
  }
  std::erase_if(asked_at_, [&](const auto& asked) { return !outstanding_.days().contains(asked.first); });
}

void TutorialPlan::fail(const ReadHistoryPage& step, Instant now) {
  HistoryLook look = history_ ? *std::exchange(history_, std::nullopt)
                              : HistoryLook{.started_in = step.started_in, .begun_at = now};
  if (!step.next.empty() && look.number < profile_.most_looks) {
    history_ = look_again(look);
    return;
  }
  const UtcDay day = day_of(step.started_in.begin);
  asked_at_[day] = now;
  if (!is_whole_day(step.started_in)) return;
  put_off(days_[day], now);
  changed_.insert(day);
  judge(day, now);
}

void TutorialPlan::fail(const ReadLivePage& /*step*/, Instant now) {
  live_.reset();
  live_looks_ = 0;
  live_read_at_ = now;
}

void TutorialPlan::refuse_live(Instant now) {
  live_.reset();
  live_looks_ = 0;
  live_rest_until_ = now + live_rest;
}

std::string TutorialPlan::doubt_of(UtcDay day) const {
  const auto found = days_.find(day);
  if (found == days_.end() || !found->second.last_read_at) return "it could not be read to its end";
  const TutorialDay& row = found->second;
  if (row.failures > 0 && !row.total) return "the server does not say how many there are";
  if (row.failures > 0)
    return fmt::format("{} came of {} that the server counts", row.conversations + row.set_aside, *row.total);
  if (!row.agreed) return "something came that its reading did not have";
  if (*row.last_read_at >= end_of(day) && row.state < WindowState::complete) {
    if (const auto over = outstanding_.over_in(day); over > 0)
      return fmt::format("{} that were seen live and are over have not come yet", over);
    if (live_rest_until_ > Instant{}) return "the live listing may not be read: it would say what goes on";
    return "no live listing since its end had as many as it says";
  }
  if (row.set_aside > 0)
    return fmt::format("{} records of its reading could not be understood", row.set_aside);
  if (row.missing > 0)
    return fmt::format(
        "{} that came before are not listed any more: nobody here says whether they were deleted",
        row.missing);
  return "";
}

void TutorialPlan::restore_known(const std::string& id, Instant start, std::optional<Instant> end) {
  known_[day_of(start)][id] = end.value_or(start);
}

void TutorialPlan::restore_live_times(Instant read, Instant proven, Instant rest_until) {
  live_read_at_ = read;
  live_proven_at_ = proven;
  live_rest_until_ = rest_until;
}

void TutorialPlan::restore_failures(UtcDay day, int failures, Instant ask_again_at) {
  TutorialDay& row = days_[day];
  row.agreed = false;
  row.failures = failures;
  row.ask_again_at = ask_again_at;
}

}  // namespace nowthen::extract
