#pragma once
#include <compare>
#include <optional>
#include <vector>

#include "floor/live_rank.hpp"

namespace nowthen::floor {

/// A stretch for which somebody was on hold.
struct Hold {
  Instant begin;
  std::optional<Instant> end;  ///< Empty: as far as is known, still.
  bool doubtful = false;       ///< In which order the events were made decides about its end.
};

/// What events said about the holds of one communication.
///
/// An event names the begin of a hold while it lasts. That it is over is told by an event that says `held` no
/// longer, and by nothing else: the end is when that was seen first. Where nothing but the hold tells such an
/// event from one made before the hold, and that one was not seen, the end is doubtful. One from before it
/// that comes a second time, later, is not noticed.
class HoldSightings {
 public:
  struct Sighting {
    Rank rank;  ///< None: a record says so.
    Instant seen_at;
    bool held = false;
    std::optional<Instant> start;  ///< Begin of the hold; where it is not held, of the last one.
    // NOLINTNEXTLINE(modernize-use-nullptr): it takes the 0 of `<=>` for a pointer
    auto operator<=>(const Sighting&) const = default;
  };

  /// Twice is once; the order of calls does not matter.
  void add(const Sighting& sighting);
  /// Drops what was seen until `as_of`: a record tells it better.
  void forget_until(Instant as_of);
  /// By begin, not overlapping. Takes n log n of what was added: a thread may have tens of thousands.
  std::vector<Hold> holds() const;

 private:
  std::vector<Instant> starts() const;

  std::vector<Sighting> sightings_;  // Sorted.
};

}  // namespace nowthen::floor
