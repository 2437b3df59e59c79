#include "floor/hold_sightings.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace nowthen::floor {
namespace {

using Sighting = HoldSightings::Sighting;

/// A hold without a begin counts from when it was seen.
Instant start_of(const Sighting& held) { return held.start.value_or(held.seen_at); }

bool is_same_moment(const Sighting& a, const Sighting& b) { return a.rank == b.rank; }

bool is_of_record(const Sighting& sighting) { return sighting.rank == Rank{}; }

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

/// Of the snapshots of one moment, all of which came once, one more is not held than there were holds until
/// `start`, if that is over: they take turns, and the first and the last are not held. With fewer, what looks
/// like the end of the hold may be one from before it that came late.
bool HoldSightings::may_be_early(const Sighting& first, Instant start) const {
  std::size_t turns = 0;
  bool was_held = true;
  std::set<Instant> begun;
  for (const Sighting& each : sightings_) {
    if (!is_same_moment(each, first) && !is_of_record(each)) continue;
    if (!each.held && was_held) ++turns;
    was_held = each.held;
    if (each.held && start_of(each) <= start) begun.insert(start_of(each));
  }
  return turns <= begun.size();
}

Hold HoldSightings::hold_from(Instant start) const {
  Hold hold{.begin = start, .end = {}};
  const auto first = std::find_if(sightings_.begin(), sightings_.end(), [start](const Sighting& each) {
    return each.held && start_of(each) == start;
  });
  bool ended_at_same_moment = false;
  for (const Sighting& each : sightings_) {
    const bool same_moment = first != sightings_.end() && is_same_moment(each, *first);
    if (each.held) {
      const bool comes_back = ended_at_same_moment && same_moment && start_of(each) == start;
      hold.doubtful = hold.doubtful || comes_back;
      continue;
    }
    const bool names_it = each.start && *each.start >= start;
    const bool comes_later = first != sightings_.end() && !each.start && is_made_after(each, *first);
    if (names_it || comes_later) {
      const Instant seen = std::max(each.seen_at, start);
      hold.end = std::min(hold.end.value_or(seen), seen);
      ended_at_same_moment = ended_at_same_moment || (!names_it && same_moment);
    } else if (same_moment && !each.start) {
      hold.doubtful = hold.doubtful || each.seen_at > start;
    }
  }
  if (ended_at_same_moment && may_be_early(*first, start)) hold.doubtful = true;
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
