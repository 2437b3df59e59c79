#include "extract/plan/unknown_rows.hpp"

#include <algorithm>
#include <cmath>

#include "extract/plan/staleness.hpp"

namespace nowthen::extract {

void UnknownRows::count(const KnownRows::Rows& rows, std::int64_t total, Instant now) {
  const std::int64_t count = std::max<std::int64_t>(0, total - std::ssize(rows) - phantom_);
  if (count > count_) {
    const auto age = count_ == 0 ? std::chrono::milliseconds(0) : now - since_;
    since_ = now - age * count_ / count;
    before_.clear();
  }
  count_ = count;
  const bool looked_everywhere =
      std::all_of(rows.begin(), rows.end(), [this](const KnownRow& row) { return row.looked_at > since_; });
  if (count_ == 0 || !looked_everywhere) return;
  phantom_ += count_;
  count_ = 0;
}

void UnknownRows::measure(const KnownRows::Rows& rows, const SeenPage& page, std::int64_t first_rank) {
  if (page.rows.empty()) return;
  const auto first = std::find_if(rows.begin(), rows.end(),
                                  [&](const KnownRow& row) { return row.seen.id == page.rows.front().id; });
  if (first == rows.end()) return;
  const auto ours = static_cast<std::size_t>(first - rows.begin());
  const std::int64_t before = first_rank - static_cast<std::int64_t>(ours);
  before_[ours] = before;
  before_[ours + page.rows.size()] = before;  // none lies between the rows of a page
}

void UnknownRows::offer(UtcDay day, const KnownRows::Rows& rows, std::int64_t carried, Instant now,
                        const PlanProfile& profile, BestCandidate& best) const {
  if (count_ == 0 || rows.empty()) return;
  auto marks = before_;
  marks.try_emplace(0, 0);
  marks[rows.size() + 1] = count_ + phantom_;
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
