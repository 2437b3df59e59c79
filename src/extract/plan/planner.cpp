#include "extract/plan/planner.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "extract/plan/staleness.hpp"

namespace nowthen::extract {

using std::chrono::days;

Planner::Planner(const PlanProfile& profile, UtcDay first)
    : profile_(profile), jobs_(profile_), tail_read_at_(first) {
  jobs_.begin(first);
}

std::optional<Step> Planner::next(Instant now) const {
  if (following_) return following_;
  if (!suspects_.empty()) return suspects_.next(profile_.ids_per_request);
  auto step = jobs_.next(now, known_);
  if (step && !(jobs_.is_next_turn() && std::holds_alternative<AskJob>(*step))) return step;
  if (auto other = best_other(now)) return other;
  return step;
}

/// What is worth asking without jobs.
std::optional<Step> Planner::best_other(Instant now) const {
  BestCandidate best;
  offer_newest(now, best);
  offer_pages(now, best);
  offer_ids(now, best);
  sweep_.offer(known_, now, profile_, best);
  for (const auto& [day, unknown] : unknown_)
    if (day < profile_.until) unknown.offer(day, known_.of(day), carried_into(day), now, profile_, best);
  return best.worth_making(profile_.price);
}

Forecast Planner::forecast(Instant now) const {
  Forecast forecast{.is_rough = known_.days().empty()};
  forecast.jobs = jobs_.expected(now, known_);
  for (const auto& [interval, requests] : forecast.jobs) {
    forecast.requests += requests;
    forecast.days += std::chrono::duration_cast<days>(interval.length()).count();
  }
  BestCandidate best;
  offer_newest(now, best);
  offer_pages(now, best);
  offer_ids(now, best);
  sweep_.offer(known_, now, profile_, best);
  if (best.worth_making(profile_.price))
    forecast.requests += forecast.is_rough ? 1 : static_cast<std::int64_t>(std::ceil(best.requests()));
  return forecast;
}

/// Conversations an hour, now: as lately, or as yesterday at this time, whichever is more.
double Planner::rate(Instant now) const {
  const auto per_hour = [&](Interval interval) {
    constexpr double shortest = 0.5;
    return static_cast<double>(known_.started_in(interval)) / std::max(shortest, hours_in(interval.length()));
  };
  const Instant seen = tail_read_at_ - profile_.appearing;
  return std::max({per_hour({seen - std::chrono::hours(2), seen}), per_hour({seen - days(1), now - days(1)}),
                   profile_.least_rate});
}

/// What started before was read, if it was there by then.
Instant Planner::tail_read(Instant now) const {
  // Noted by a clock that was ahead, it says nothing; the server tells its time to the second.
  const bool was_ahead = tail_read_at_ > now + profile_.clock_grain;
  return was_ahead ? jobs_.first() : std::min(tail_read_at_, now);
}

/// What started before needs no reading by start: it was read, or is to be read by job.
Instant Planner::tail_from(Instant now) const {
  return std::max<Instant>(tail_read(now) - profile_.appearing, jobs_.covered_until(now));
}

void Planner::offer_newest(Instant now, BestCandidate& best) const {
  const Instant seen = tail_from(now);
  // What came late in the last minutes before that is for those who go on.
  if (std::max(seen, tail_read(now)) >= profile_.until) return;
  const double expected = rate(now) * hours_in(now - seen);
  const auto end =
      std::min<Instant>({day_of(now) + days(1), day_of(seen) + profile_.query_reach, profile_.until});
  best.offer({.worth = staleness_of_new(rate(now), seen + profile_.appearing / 2, now, profile_),
              .requests = 1 + std::floor(expected / profile_.page_size),
              .step = ReadNewest{{day_of(seen), end}, 1}});
}

/// Pages that were read before: for ends, wrap-ups and late records.
void Planner::offer_pages(Instant now, BestCandidate& best) const {
  for (const auto& [day, rows] : known_.days()) {
    if (day >= profile_.until) break;
    if (jobs_.state_of(day) >= WindowState::settled) continue;
    const auto size = static_cast<std::size_t>(profile_.page_size);
    const auto carried = static_cast<std::size_t>(places_before(day));
    for (std::size_t first = 0; first < rows.size();) {
      const std::size_t page = (first + carried) / size;
      const std::size_t end = std::min(rows.size(), (page + 1) * size - carried);
      if (static_cast<std::int64_t>((page + 1) * size) > profile_.max_page_results) break;
      double worth = 0;
      for (; first < end; ++first)
        worth += staleness_of(rows[first], now, profile_) + staleness_of_late(rows[first], now, profile_);
      best.offer({.worth = worth, .requests = 1, .step = ReadDayPage{day, static_cast<int>(page) + 1}});
    }
  }
}

void Planner::offer_ids(Instant now, BestCandidate& best) const {
  std::vector<std::pair<double, const std::string*>> rows;
  for (const auto& [day, of_day] : known_.days()) {
    if (day >= profile_.until) break;
    for (const KnownRow& row : of_day)
      if (const double worth = staleness_of(row, now, profile_); worth > 0)
        rows.emplace_back(worth, &row.seen.id);
  }
  const auto count = std::min(rows.size(), static_cast<std::size_t>(profile_.ids_per_request));
  std::partial_sort(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(count), rows.end(),
                    [](const auto& a, const auto& b) { return a.first > b.first; });
  ReadByIds step;
  double worth = 0;
  for (std::size_t i = 0; i < count; ++i) {
    worth += rows[i].first;
    step.ids.push_back(*rows[i].second);
  }
  best.offer({.worth = worth, .requests = 1, .step = std::move(step)});
}

void Planner::see(const SeenPage& page, Instant now) {
  for (const Sighting& row : page.rows) {
    known_.see(row, page.as_of);
    known_.look(row.id, now);
  }
}

/// How many records the server lists under a day before the day's own.
std::int64_t Planner::carried_into(UtcDay day) const {
  if (!shows_overlap_) return 0;
  std::int64_t carried = 0;
  for (const auto& [earlier, rows] : known_.days()) {
    if (earlier >= day) break;
    carried += std::count_if(rows.begin(), rows.end(),
                             [&](const KnownRow& row) { return row.is_open() || *row.seen.end >= day; });
  }
  return carried;
}

void Planner::count(UtcDay day, const SeenPage& page, Instant now) {
  if (page.total) unknown_[day].count(known_.of(day), *page.total - carried_into(day), now);
}

/// The page that has to follow: the next one, or the first of older days where no page reaches further back.
std::optional<Step> Planner::rest_of(const ReadNewest& step, const SeenPage& page, Instant now) const {
  if (!is_full(page, profile_.page_size)) return std::nullopt;
  if (!page.rows.empty() && page.rows.back().start < tail_from(now)) return std::nullopt;
  if (has_page(step.page + 1, profile_)) return ReadNewest{step.started_in, step.page + 1};
  if (page.rows.empty()) return std::nullopt;
  const UtcDay reached = day_of(page.rows.back().start);
  const Instant end = reached + days(1) < step.started_in.end ? reached + days(1) : reached;
  if (end <= step.started_in.begin) return std::nullopt;  // a day with more than a query gives
  return ReadNewest{{step.started_in.begin, end}, 1};
}

void Planner::take(const ReadNewest& step, const SeenPage& page, Instant now) {
  if (!following_) tail_reached_ = std::min(now, step.started_in.end);
  see(page, now);
  following_ = rest_of(step, page, now);
  if (following_) return;
  tail_read_at_ = tail_reached_;
  const UtcDay day = day_of(step.started_in.begin);
  if (step.started_in == whole(day)) count(day, page, now);
}

void Planner::take(const ReadDayPage& step, const SeenPage& page, Instant now) {
  following_.reset();
  see(page, now);
  if (!page.rows.empty() && page.rows.front().start < step.day) shows_overlap_ = true;
  look_at_page(step, page, now);
  if (step.day < day_of(tail_read_at_ - profile_.appearing)) count(step.day, page, now);
  const auto rank = std::int64_t{step.page - 1} * profile_.page_size - carried_into(step.day);
  unknown_[step.day].measure(page, step.page, rank);
}

/// How many places a listing of the day has before the day's own rows: those that are known, or more where a
/// page has shown more since anything new was learned.
std::int64_t Planner::places_before(UtcDay day) const {
  const auto carried = carried_into(day);
  const auto found = displaced_.find(day);
  const bool is_right =
      found != displaced_.end() && found->second.known == carried + std::ssize(known_.of(day));
  return is_right ? std::max(carried, found->second.places) : carried;
}

/// Where records have moved, a page had others than ours: it has been looked at all the same.
void Planner::look_at_page(const ReadDayPage& step, const SeenPage& page, Instant now) {
  const auto& rows = known_.of(step.day);
  const auto own = std::find_if(page.rows.begin(), page.rows.end(),
                                [&](const Sighting& row) { return row.start >= step.day; });
  const auto ours =
      own == page.rows.end() ? rows.end() : std::find_if(rows.begin(), rows.end(), [&](const KnownRow& row) {
        return row.seen.id == own->id;
      });
  if (shows_overlap_ && ours != rows.end()) {
    const auto rank = std::int64_t{step.page - 1} * profile_.page_size + (own - page.rows.begin());
    const auto places = rank - (ours - rows.begin());
    // Fewer are those that are gone, which are looked at where they would be.
    if (places > places_before(step.day))
      displaced_[step.day] = {.places = places, .known = carried_into(step.day) + std::ssize(rows)};
  }
  const auto last = std::int64_t{step.page} * profile_.page_size - places_before(step.day);
  std::vector<std::string> ids;
  for (auto i = std::max<std::int64_t>(0, last - profile_.page_size); i < std::min(std::ssize(rows), last);
       ++i)
    ids.push_back(rows[static_cast<std::size_t>(i)].seen.id);
  for (const auto& id : ids) known_.look(id, now);
}

void Planner::take(const ReadEnded& step, const SeenPage& page, Instant now) {
  see(page, now);
  following_ = sweep_.take(step, page, known_, now, profile_);
}

std::vector<std::string> Planner::take(const ReadByIds& step, const SeenPage& page, Instant now) {
  see(page, now);
  for (const auto& id : step.ids) known_.look(id, now);
  if (!step.are_suspects) return {};
  for (const Sighting& row : page.rows)
    if (suspected_in_.contains(row.start)) alive_.insert(day_of(row.start));
  auto gone = suspects_.take(step, page);
  for (const auto& id : gone) known_.drop(id);
  return gone;
}

void Planner::settle_suspects(Instant now) {
  for (const UtcDay day : std::exchange(alive_, {})) jobs_.doubt(day, now);
  suspects_.clear();
  jobs_.settle();
  forget_proven();
}

/// Not before it is settled which days are in doubt: of those that are, nothing would be known any more.
void Planner::forget_proven() {
  const UtcDay unsettled = jobs_.first_unsettled();
  known_.forget_closed_before(unsettled);
  unknown_.erase(unknown_.begin(), unknown_.lower_bound(unsettled));
  displaced_.erase(displaced_.begin(), displaced_.lower_bound(unsettled));
}

/// What a question by id has found since is there; the others are asked for as if nothing had been.
std::optional<JobReading> Planner::take_up_reading() {
  auto reading = jobs_.take_up(known_);
  if (!reading) return reading;
  suspected_in_ = reading->interval;
  // A reply's date has whole seconds.
  const auto asked_since = std::chrono::floor<std::chrono::seconds>(reading->ended_at);
  std::vector<std::string> suspects;
  for (const auto& [day, rows] : known_.days())
    for (const KnownRow& row : rows) {
      if (!std::binary_search(reading->missing.begin(), reading->missing.end(), row.seen.id)) continue;
      if (row.read_at < asked_since) {
        suspects.push_back(row.seen.id);
      } else if (suspected_in_.contains(row.seen.start)) {
        alive_.insert(day);
      }
    }
  suspects_.restore(suspects, jobs_.unsettled()->suspects_asked);
  return reading;
}

std::optional<ListingPlace> Planner::listing() const {
  if (!following_) return std::nullopt;
  if (std::holds_alternative<ReadNewest>(*following_))
    return ListingPlace{.next = *following_, .begun_at = tail_reached_};
  if (std::holds_alternative<ReadEnded>(*following_))
    return ListingPlace{.next = *following_, .begun_at = sweep_.begun_at(), .back_to = sweep_.back_to()};
  return std::nullopt;
}

void Planner::restore_listing(const ListingPlace& place) {
  following_ = place.next;
  if (std::holds_alternative<ReadNewest>(place.next)) tail_reached_ = place.begun_at;
  if (std::holds_alternative<ReadEnded>(place.next)) sweep_.restore_place(place.begun_at, place.back_to);
}

void Planner::drop_suspects(Instant now) {
  for (UtcDay day = day_of(suspected_in_.begin); day < suspected_in_.end; day += days(1)) alive_.insert(day);
  settle_suspects(now);
}

void Planner::look_at_swept() {
  std::vector<std::pair<std::string, Instant>> looked;
  for (const auto& [day, rows] : known_.days())
    for (const KnownRow& row : rows)
      if (const auto swept = sweep_.read_at().find(row.seen.media);
          row.is_open() && swept != sweep_.read_at().end())
        if (row.seen.start >= swept->second - profile_.query_reach)
          looked.emplace_back(row.seen.id, swept->second);
  for (const auto& [id, at] : looked) known_.look(id, at);
}

void Planner::take_started(const StartJob& step, const std::string& job, Instant now) {
  jobs_.started(job, step.interval, now);
}

std::optional<JobReading> Planner::take(const ReadJobPage&, const SeenPage& page, Instant now) {
  for (const Sighting& row : page.rows) known_.see(row, page.as_of);
  auto reading = jobs_.take(page, now, known_);
  if (!reading) return reading;
  suspects_.add(reading->missing);
  suspected_in_ = reading->interval;
  alive_.clear();
  if (suspects_.empty()) settle_suspects(now);
  return reading;
}

}  // namespace nowthen::extract
