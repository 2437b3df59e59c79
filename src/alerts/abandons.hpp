#pragma once
#include <chrono>
#include <map>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "floor/leg.hpp"

namespace nowthen::alerts {

/// How waits in a queue came to their end.
struct WaitOutcomes {
  int ended = 0;      ///< Answered, given up, or gone on elsewhere.
  int abandoned = 0;  ///< Of these, given up: nobody answered, and the conversation went nowhere else.

  /// From 0 to 100; 0 where no wait ended.
  double abandon_rate() const { return ended == 0 ? 0 : 100.0 * abandoned / ended; }
};

/// Remembers how waits ended, for rates over a span: legs themselves are let go of soon after a conversation
/// is over. Pure but for that; not thread-safe.
class Abandons {
 public:
  /// Takes in what is known at `at`, all legs of each conversation. A wait counts some seconds after its end,
  /// when what came of it is known; looking at it again does not count it again.
  void look(std::span<const floor::Leg> legs, Instant at);

  /// Takes in what was kept of `time`, before there was a look: all legs of the conversations whose waits
  /// ended then. May come after looks; what is known twice counts once.
  void recall(std::span<const floor::Leg> legs, const Interval& time);

  /// What ended before `at` is not all known: the feed has a gap there. A later `recall` may know better.
  void leave_unknown_before(Instant at);

  /// Whether all waits are known that ended in the `span` before the latest look.
  bool covers(std::chrono::milliseconds span) const;

  /// Of waits in that queue that ended in the `span` before the latest look.
  WaitOutcomes outcomes(const std::string& queue, std::chrono::milliseconds span) const;

  /// Queues that outcomes are known of.
  std::set<std::string> queues() const;

 private:
  struct Wait {
    std::string conversation;
    Instant begin;
    // NOLINTNEXTLINE(modernize-use-nullptr): it takes the 0 of `<=>` for a pointer
    auto operator<=>(const Wait&) const = default;
  };
  struct Outcome {
    Instant ended_at;
    bool is_abandoned = false;
  };

  void forget(Instant before);

  std::map<std::string, std::map<Wait, Outcome>> by_queue_;
  Instant at_{};
  std::optional<Instant> since_;  ///< Since when all waits are known; nothing: it has not looked yet.
};

}  // namespace nowthen::alerts
