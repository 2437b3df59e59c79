#include "floor/hold_sightings.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <span>
#include <tuple>
#include <utility>

namespace nowthen::floor {
namespace {

using Sighting = HoldSightings::Sighting;

/// A hold without a begin counts from when it was seen.
Instant start_of(const Sighting& held) { return held.start.value_or(held.seen_at); }

bool is_of_record(const Sighting& sighting) { return sighting.rank == Rank{}; }

auto made(const Sighting& each) { return std::tie(each.rank, each.seen_at); }

/// Those that are in both, both sorted.
std::vector<Instant> common(const std::vector<Instant>& few, const std::vector<Instant>& many) {
  std::vector<Instant> both;
  std::copy_if(few.begin(), few.end(), std::back_inserter(both),
               [&many](Instant each) { return std::binary_search(many.begin(), many.end(), each); });
  return both;
}

std::size_t count_until(const std::vector<Instant>& sorted, Instant until) {
  return static_cast<std::size_t>(std::upper_bound(sorted.begin(), sorted.end(), until) - sorted.begin());
}

/// The snapshots of one moment, all of one rank, with what records say: whether they take turns.
class Moment {
 public:
  /// @param sightings  those of one rank, sorted
  /// @param before     those of the record; null for the record's own
  Moment(std::span<const Sighting> sightings, const Moment* before) : before_(before) {
    if (before != nullptr) {
      turns_ = before->turns_;
      was_held_ = before->was_held_;
    }
    for (const Sighting& each : sightings) {
      if (!each.held && was_held_) ++turns_;
      was_held_ = each.held;
      if (each.held) begun_.push_back(start_of(each));
    }
    std::sort(begun_.begin(), begun_.end());
    begun_.erase(std::unique(begun_.begin(), begun_.end()), begun_.end());
    if (before != nullptr) begun_twice_ = common(begun_, before->begun_);
  }

  /// Of the snapshots of one moment, all of which came once, one more is not held than there were holds until
  /// `start`, if that is over: they take turns, and the first and the last are not held. With fewer, what
  /// looks like the end of the hold may be one from before it that came late.
  bool may_be_early(Instant start) const {
    std::size_t begun = count_until(begun_, start) - count_until(begun_twice_, start);
    if (before_ != nullptr) begun += count_until(before_->begun_, start);
    return turns_ <= begun;
  }

 private:
  const Moment* before_;
  std::size_t turns_ = 0;
  bool was_held_ = true;
  std::vector<Instant> begun_, begun_twice_;
};

/// All moments, by rank.
class Moments {
 public:
  explicit Moments(std::span<const Sighting> sightings) {
    for (auto begin = sightings.begin(); begin != sightings.end();) {
      const auto end = std::find_if(begin, sightings.end(),
                                    [begin](const Sighting& each) { return each.rank != begin->rank; });
      const bool is_record = is_of_record(*begin);
      const auto record = moments_.find(Rank{});
      const Moment* before = is_record || record == moments_.end() ? nullptr : &record->second;
      moments_.emplace_hint(moments_.end(), begin->rank, Moment({begin, end}, before));
      begin = end;
    }
  }
  const Moment& at(const Rank& rank) const { return moments_.at(rank); }

 private:
  std::map<Rank, Moment> moments_;  // the record's comes first: its rank is the least
};

/// Where the holds that began at one instant are among the sightings.
struct HeldAt {
  std::size_t first = 0;
  std::size_t last_of_moment = 0;  ///< Of the same rank as the first.
};

/// What the sightings, sorted, tell of the end of each hold.
class HoldEnds {
 public:
  explicit HoldEnds(std::span<const Sighting> sightings) : sightings_(sightings), moments_(sightings) {
    for (std::size_t i = 0; i < sightings.size(); ++i) {
      const Sighting& each = sightings[i];
      if (each.held)
        note_held(i);
      else if (each.start)
        named_.emplace_back(*each.start, each.seen_at);
      else
        unnamed_.push_back(i);
    }
    std::sort(named_.begin(), named_.end());
    for (std::size_t i = named_.size(); i-- > 1;)
      named_[i - 1].second = std::min(named_[i - 1].second, named_[i].second);
    earliest_unnamed_.resize(unnamed_.size());
    for (std::size_t i = unnamed_.size(); i-- > 0;) {
      const Instant seen = sightings[unnamed_[i]].seen_at;
      earliest_unnamed_[i] = i + 1 < unnamed_.size() ? std::min(seen, earliest_unnamed_[i + 1]) : seen;
    }
  }

  Hold hold_from(Instant start) const {
    Hold hold{.begin = start, .end = {}};
    const auto named = std::lower_bound(named_.begin(), named_.end(), std::pair(start, Instant::min()));
    if (named != named_.end()) end_at(hold, named->second);
    if (const auto held = held_.find(start); held != held_.end()) end_by_order(hold, held->second);
    return hold;
  }

 private:
  void note_held(std::size_t index) {
    const auto [place, is_new] = held_.try_emplace(start_of(sightings_[index]), HeldAt{index, index});
    if (!is_new && sightings_[place->second.first].rank == sightings_[index].rank)
      place->second.last_of_moment = index;
  }

  static void end_at(Hold& hold, Instant seen_at) {
    const Instant seen = std::max(seen_at, hold.begin);
    hold.end = std::min(hold.end.value_or(seen), seen);
  }

  /// By those that name no hold: what was made after the first that was held, ends it.
  void end_by_order(Hold& hold, const HeldAt& held) const {
    const Sighting& first = sightings_[held.first];
    const auto later = std::upper_bound(
        unnamed_.begin(), unnamed_.end(), held.first,
        [this](std::size_t a, std::size_t b) { return made(sightings_[a]) < made(sightings_[b]); });
    if (later != unnamed_.begin()) {
      const Sighting& before = sightings_[*std::prev(later)];
      hold.doubtful = before.rank == first.rank && before.seen_at > hold.begin;
    }
    if (later == unnamed_.end()) return;
    end_at(hold, earliest_unnamed_[static_cast<std::size_t>(later - unnamed_.begin())]);
    if (sightings_[*later].rank != first.rank) return;
    const bool comes_back = held.last_of_moment > *later;
    hold.doubtful = hold.doubtful || comes_back || moments_.at(first.rank).may_be_early(hold.begin);
  }

  std::span<const Sighting> sightings_;
  Moments moments_;
  std::map<Instant, HeldAt> held_;
  std::vector<std::pair<Instant, Instant>>
      named_;                              ///< Begin that is named, and the earliest sight from it on.
  std::vector<std::size_t> unnamed_;       ///< Not held, and naming no hold, in order.
  std::vector<Instant> earliest_unnamed_;  ///< Of each of them and those after it.
};

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

std::vector<Hold> HoldSightings::holds() const {
  std::vector<Hold> holds;
  const HoldEnds ends(sightings_);
  for (const Instant start : starts()) {
    if (!holds.empty() && (!holds.back().end || *holds.back().end > start)) {
      holds.back().doubtful = true;  // The event that ended it was never seen.
      holds.back().end = start;
    }
    holds.push_back(ends.hold_from(start));
  }
  return holds;
}

}  // namespace nowthen::floor
