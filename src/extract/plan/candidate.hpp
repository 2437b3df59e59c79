#pragma once
#include <optional>

#include "extract/plan/step.hpp"

namespace nowthen::extract {

/// A request that could be made, and what it is worth.
struct Candidate {
  double worth = 0;     ///< Weighted hours of what it would cure.
  double requests = 1;  ///< How many it takes, as far as can be told.
  Step step;
};

/// Keeps the one that is worth most for each of its requests.
class BestCandidate {
 public:
  /// One that is worth nothing is left out; of equals the first stays.
  void offer(Candidate candidate) {
    if (candidate.worth <= 0) return;
    const bool is_better = !best_ || candidate.worth * best_->requests > best_->worth * candidate.requests;
    if (is_better) best_ = std::move(candidate);
  }

  /// The best one, where it has cost as much not to make its requests as they cost; nothing otherwise.
  std::optional<Step> worth_making(double price) const {
    if (!best_ || best_->worth < price * best_->requests) return std::nullopt;
    return best_->step;
  }

  /// How many the best one takes; 0 where there is none.
  double requests() const noexcept { return best_ ? best_->requests : 0; }

 private:
  std::optional<Candidate> best_;
};

}  // namespace nowthen::extract
