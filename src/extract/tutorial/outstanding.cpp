#include "extract/tutorial/outstanding.hpp"

#include <algorithm>

namespace nowthen::extract {
namespace {

std::int64_t count_over(const Outstanding::Rows& rows) {
  return std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.second.ended_at; });
}

}  // namespace

void Outstanding::see(const std::string& id, const TutorialRow& row, Instant as_of) {
  OutstandingRow& known = days_[day_of(*row.start)][id];
  const auto over_since = known.ended_at;
  known = {.start = *row.start, .ended_at = {}, .seen_at = as_of};
  if (row.is_over) known.ended_at = std::min(row.end ? *row.end : over_since.value_or(as_of), as_of);
}

bool Outstanding::take(const std::string& id, UtcDay day) {
  const auto found = days_.find(day);
  if (found == days_.end() || found->second.erase(id) == 0) return false;
  if (found->second.empty()) days_.erase(found);
  return true;
}

bool Outstanding::has(const std::string& id, UtcDay day) const {
  const auto found = days_.find(day);
  return found != days_.end() && found->second.contains(id);
}

/// It was listed last at some time before its end.
void Outstanding::end_of(const LiveLook& look, std::chrono::milliseconds grain) {
  for (auto& [day, rows] : days_)
    for (auto& [id, row] : rows) {
      const bool was_listed =
          look.ids.contains(id) || (look.is_resumed && row.seen_at + grain >= look.begun_at);
      if (!was_listed && !row.ended_at) row.ended_at = row.seen_at;
    }
}

std::int64_t Outstanding::over_in(UtcDay day) const {
  const auto found = days_.find(day);
  return found == days_.end() ? 0 : count_over(found->second);
}

std::int64_t Outstanding::over() const {
  std::int64_t count = 0;
  for (const auto& [day, rows] : days_) count += count_over(rows);
  return count;
}

std::int64_t Outstanding::going_on() const {
  std::int64_t count = 0;
  for (const auto& [day, rows] : days_) count += std::ssize(rows) - count_over(rows);
  return count;
}

std::optional<Interval> Outstanding::starts_of_over(UtcDay day) const {
  const auto found = days_.find(day);
  if (found == days_.end()) return std::nullopt;
  std::optional<Interval> starts;
  for (const auto& [id, row] : found->second) {
    if (!row.ended_at) continue;
    const Interval one{row.start, row.start + std::chrono::milliseconds(1)};
    starts = starts ? Interval{std::min(starts->begin, one.begin), std::max(starts->end, one.end)} : one;
  }
  return starts;
}

}  // namespace nowthen::extract
