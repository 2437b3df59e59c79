#pragma once
#include <vector>

#include "core/seeded_random.hpp"
#include "simulator/faults/script.hpp"

namespace nowthen::sim {

/// Decides which rules fire: the same script and the same requests give the same faults. Not thread-safe.
class FaultEngine {
 public:
  explicit FaultEngine(Script script);

  /// Counts the request and gathers what the rules that fire do to it.
  Effects decide(const RequestFacts& facts);

  /// The same for a frame of the live feed.
  FrameEffects decide(const FrameFacts& facts);

  /// Whether a rule is about frames.
  bool knows_frames() const noexcept;

  bool empty() const noexcept { return rules_.empty(); }
  std::size_t rule_count() const noexcept { return rules_.size(); }

 private:
  struct State {
    Rule rule;
    SeededRandom random;
    std::int64_t matched = 0;
    std::int64_t fired = 0;
  };
  static bool fires(State& state);
  template <class Facts, class Act>
  void for_each_that_fires(const Facts& facts, Act act);

  std::vector<State> rules_;
};

}  // namespace nowthen::sim
