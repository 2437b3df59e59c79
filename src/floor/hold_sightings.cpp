#include "floor/hold_sightings.hpp"

#include <algorithm>
#include <tuple>

namespace nowthen::floor {
namespace {

using Sighting = HoldSightings::Sighting;

/// A hold without a begin counts from when it was seen.
Instant start_of(const Sighting& held) { return held.start.value_or(held.seen_at); }

bool is_same_moment(const Sighting& a, const Sighting& b) { return a.rank == b.rank; }

bool is_made_after(const Sighting& a, const Sighting& b) {
  return std::tie(a.rank, a.seen_at) > std::tie(b.rank, b.seen_at);
}

}  // namespace

void HoldSightings::add(const Sighting& sighting) {
  const auto place = std::lower_bound(sightings_.begin(), sightings_.end(), sighting);
  if (place == sightings_.end() || *place != sighting) sightings_.insert(place, sighting);
}

void HoldSightings::forget_until(Instant as_of) {
  std::erase_if(sightings_, [as_of](const Sighting& each) { return each.seen_at <= as_of; });
}

std::vector<Instant> HoldSightings::starts() const {
  std::vector<Instant> starts;
  bool goes_on_unnamed = false;  // One hold whose events do not name its begin, seen several times.
  for (const Sighting& each : sightings_) {
    const bool unnamed = each.held && !each.start;
    if ((each.held || each.start) && !(unnamed && goes_on_unnamed)) starts.push_back(start_of(each));
    goes_on_unnamed = unnamed;
  }
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  return starts;
}

Hold HoldSightings::hold_from(Instant start) const {
  Hold hold{.begin = start, .end = {}};
  const auto first = std::find_if(sightings_.begin(), sightings_.end(), [start](const Sighting& each) {
    return each.held && start_of(each) == start;
  });
  const Sighting* over = nullptr;  // The first that says so without naming the hold.
  for (const Sighting& each : sightings_) {
    if (each.held) {
      const bool again = over != nullptr && is_same_moment(each, *over) && start_of(each) == start;
      hold.doubtful = hold.doubtful || again;
      continue;
    }
    const bool names_it = each.start && *each.start >= start;
    const bool comes_later = first != sightings_.end() && !each.start && is_made_after(each, *first);
    if (names_it || comes_later) {
      const Instant seen = std::max(each.seen_at, start);
      hold.end = std::min(hold.end.value_or(seen), seen);
      if (!names_it && over == nullptr) over = &each;
    } else if (first != sightings_.end() && !each.start && is_same_moment(each, *first)) {
      hold.doubtful = hold.doubtful || each.seen_at > start;
    }
  }
  return hold;
}

std::vector<Hold> HoldSightings::holds() const {
  std::vector<Hold> holds;
  for (const Instant start : starts()) {
    if (!holds.empty() && (!holds.back().end || *holds.back().end > start)) {
      holds.back().doubtful = true;  // The event that ended it was never seen.
      holds.back().end = start;
    }
    holds.push_back(hold_from(start));
  }
  return holds;
}

}  // namespace nowthen::floor
