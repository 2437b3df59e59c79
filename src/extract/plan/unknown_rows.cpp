#include "extract/plan/unknown_rows.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <tuple>

#include "extract/plan/staleness.hpp"

namespace nowthen::extract {

void UnknownRows::count(const KnownRows::Rows& rows, std::int64_t total, Instant now) {
  const std::int64_t count = std::max<std::int64_t>(0, total - std::ssize(rows) - phantom_);
  if (count > count_) {
    const auto age = count_ == 0 ? std::chrono::milliseconds(0) : now - since_;
    since_ = now - age * count_ / count;
    marks_.clear();
    read_.clear();
  }
  count_ = count;
  const bool looked_everywhere =
      std::all_of(rows.begin(), rows.end(), [this](const KnownRow& row) { return row.looked_at > since_; });
  if (count_ == 0 || !looked_everywhere) return;
  phantom_ += count_;
  count_ = 0;
}

void UnknownRows::measure(const SeenPage& page, int number, std::int64_t first_rank) {
  read_.insert(number);
  if (page.rows.empty() || first_rank < 0) return;
  const auto mark = [this](const Sighting& row, std::int64_t rank, bool is_behind) {
    marks_[{row.start, row.id}] = {.rank = rank, .is_behind = is_behind};
  };
  mark(page.rows.back(), first_rank + std::ssize(page.rows) - 1, true);
  mark(page.rows.front(), first_rank, false);
}

/// How many of them come before our n-th row. Our rows may be more by now, which moves none of the server's.
std::map<std::size_t, std::int64_t> UnknownRows::before(const KnownRows::Rows& rows) const {
  std::map<std::size_t, std::int64_t> before{{0, 0}};
  for (const auto& [place, mark] : marks_) {
    const auto found =
        std::lower_bound(rows.begin(), rows.end(), place, [](const KnownRow& row, const auto& sought) {
          return std::tie(row.seen.start, row.seen.id) < std::tie(sought.first, sought.second);
        });
    if (found == rows.end() || found->seen.id != place.second) continue;
    const auto ours = static_cast<std::size_t>(found - rows.begin());
    before[ours + (mark.is_behind ? 1 : 0)] = mark.rank - static_cast<std::int64_t>(ours);
  }
  before[rows.size() + 1] = count_ + phantom_;
  return before;
}

void UnknownRows::offer(UtcDay day, const KnownRows::Rows& rows, std::int64_t carried, Instant now,
                        const PlanProfile& profile, BestCandidate& best) const {
  if (count_ == 0 || rows.empty()) return;
  const auto marks = before(rows);
  for (auto mark = marks.begin(); std::next(mark) != marks.end(); ++mark) {
    const Stretch stretch{.first = mark->first,
                          .last = std::min(rows.size(), std::next(mark)->first),
                          .before = std::max<std::int64_t>(0, mark->second),
                          .unknown = std::next(mark)->second - mark->second};
    if (stretch.unknown <= 0) continue;
    if (auto candidate = halving(day, rows, stretch, carried, now, profile))
      best.offer(*std::move(candidate));
  }
}

std::optional<Candidate> UnknownRows::halving(UtcDay day, const KnownRows::Rows& rows, const Stretch& stretch,
                                              std::int64_t carried, Instant now,
                                              const PlanProfile& profile) const {
  const auto size = static_cast<std::size_t>(profile.page_size);
  const auto pages = static_cast<std::size_t>(profile.max_page_results) / size;
  const auto page_of = [&](std::size_t place) {
    return (place + static_cast<std::size_t>(stretch.before + carried)) / size;
  };
  // Where was looked since they are counted, they are not; where no page reaches, only a job does.
  const auto chance = [&](std::size_t place) {
    const KnownRow& row = rows[std::min(place, rows.size() - 1)];
    return row.looked_at > since_ || page_of(place) >= pages ? 0 : chance_of_unknown(row, now, profile);
  };
  const auto sum = [&](std::size_t first, std::size_t last) {
    double all = 0;
    for (std::size_t place = first; place <= last; ++place) all += chance(place);
    return all;
  };
  const double all = sum(stretch.first, stretch.last);
  if (all <= 0) return std::nullopt;
  std::size_t middle = stretch.first;
  for (double half = chance(middle); half < all / 2 && middle < stretch.last;) half += chance(++middle);
  if (read_.contains(static_cast<int>(page_of(middle)) + 1)) return std::nullopt;  // it was not there
  const std::size_t first = std::max(stretch.first, std::min(middle, middle / size * size));
  const double share = sum(first, std::min(stretch.last, first + size - 1)) / all;
  constexpr double sure = 0.7;
  constexpr double least = 0.01;
  return Candidate{.worth = profile.weights.conversation * static_cast<double>(stretch.unknown) *
                            std::max(0.0, hours_in(now - since_)),
                   .requests = 1 + std::max(0.0, std::log2(sure / std::max(least, share))),
                   .step = ReadDayPage{day, static_cast<int>(page_of(middle)) + 1}};
}

}  // namespace nowthen::extract
