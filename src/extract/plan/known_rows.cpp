#include "extract/plan/known_rows.hpp"

#include <algorithm>
#include <set>

namespace nowthen::extract {
namespace {

bool starts_in(const KnownRow& row, Interval interval) { return interval.contains(row.seen.start); }

bool is_active_in(const KnownRow& row, Interval interval) {
  return row.seen.start < interval.end && (row.is_open() || *row.seen.end >= interval.begin);
}

/// Where the row is, or would be.
template <class Rows>
auto place_of(Rows& rows, Instant start, std::string_view id) {
  return std::lower_bound(rows.begin(), rows.end(), std::pair(start, id),
                          [](const KnownRow& row, const auto& place) {
                            return std::pair(row.seen.start, std::string_view(row.seen.id)) < place;
                          });
}

/// Less than a quarter too much is not worth moving the rows for.
void give_back_room(KnownRows::Rows& rows) {
  if (rows.capacity() > rows.size() + rows.size() / 4) rows.shrink_to_fit();
}

}  // namespace

KnownRows::Starts::const_iterator KnownRows::start_of(std::string_view id) const {
  const auto [first, last] = starts_.equal_range(hash_of_(id));
  const auto found = std::find_if(first, last, [&](const auto& each) {
    const Rows& rows = of(day_of(each.second));
    const auto place = place_of(rows, each.second, id);
    return place != rows.end() && place->seen.id == id && place->seen.start == each.second;
  });
  return found == last ? starts_.end() : found;
}

KnownRow* KnownRows::find(std::string_view id) {
  const auto start = start_of(id);
  if (start == starts_.end()) return nullptr;
  return &*place_of(days_[day_of(start->second)], start->second, id);
}

void KnownRows::see(const Sighting& sighting, Instant as_of) {
  KnownRow* row = find(sighting.id);
  if (row == nullptr) return restore({sighting, as_of, as_of, as_of});
  if (as_of < row->read_at) return;
  if (row->seen.start == sighting.start) {
    row->seen = sighting;
    row->read_at = as_of;
    row->looked_at = std::max(row->looked_at, as_of);
    return;
  }
  const Instant first_seen = row->first_seen;
  drop(sighting.id);  // its start was corrected
  restore({sighting, first_seen, as_of, as_of});
}

void KnownRows::restore(KnownRow row) {
  drop(row.seen.id);
  Rows& rows = days_[day_of(row.seen.start)];
  const auto place = place_of(rows, row.seen.start, row.seen.id);
  starts_.emplace(hash_of_(row.seen.id), row.seen.start);
  rows.insert(place, std::move(row));
}

void KnownRows::look(std::string_view id, Instant now) {
  if (KnownRow* row = find(id)) row->looked_at = std::max(row->looked_at, now);
}

void KnownRows::drop(std::string_view id) {
  const auto start = start_of(id);
  if (start == starts_.end()) return;
  Rows& rows = days_[day_of(start->second)];
  rows.erase(place_of(rows, start->second, id));
  starts_.erase(start);
}

void KnownRows::forget_closed_before(UtcDay day) {
  const auto is_over = [day](const KnownRow& row) { return !row.is_open() && *row.seen.end < day; };
  for (auto it = days_.begin(); it != days_.end() && it->first < day;) {
    Rows& rows = it->second;
    for (const KnownRow& row : rows)
      if (is_over(row)) starts_.erase(start_of(row.seen.id));
    std::erase_if(rows, is_over);
    it = rows.empty() ? days_.erase(it) : std::next(it);
  }
  for (auto& [started, rows] : days_) give_back_room(rows);
  starts_.rehash(0);
}

const KnownRows::Rows& KnownRows::of(UtcDay day) const {
  static const Rows none;
  const auto found = days_.find(day);
  return found == days_.end() ? none : found->second;
}

std::size_t KnownRows::started_in(Interval interval) const {
  std::size_t count = 0;
  for (auto day = days_.lower_bound(day_of(interval.begin)); day != days_.end() && day->first < interval.end;
       ++day)
    count += static_cast<std::size_t>(
        std::count_if(day->second.begin(), day->second.end(),
                      [&](const KnownRow& row) { return starts_in(row, interval); }));
  return count;
}

std::size_t KnownRows::active_in(Interval interval) const {
  std::size_t count = 0;
  for (const auto& [day, rows] : days_) {
    if (day >= interval.end) break;
    count += static_cast<std::size_t>(std::count_if(
        rows.begin(), rows.end(), [&](const KnownRow& row) { return is_active_in(row, interval); }));
  }
  return count;
}

std::vector<std::string> KnownRows::media() const {
  std::set<std::string> media;
  for (const auto& [day, rows] : days_)
    for (const KnownRow& row : rows) media.insert(row.seen.media);
  return {media.begin(), media.end()};
}

}  // namespace nowthen::extract
