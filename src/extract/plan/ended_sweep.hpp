#pragma once
#include <map>
#include <nowthen/core/instant.hpp>
#include <string>
#include <vector>

#include "extract/plan/candidate.hpp"
#include "extract/plan/known_rows.hpp"
#include "extract/plan/profile.hpp"

namespace nowthen::extract {

/// Finds what has ended by listing what ended last: one page for a hundred, where asking by id takes one for
/// each hundred that might have. Pure.
class EndedSweep {
 public:
  /// Offers a sweep of the media for which it is worth most, of all of them where one page holds them all.
  void offer(const KnownRows& known, Instant now, const PlanProfile& profile, BestCandidate& best) const;

  /// Takes a page. What went on and is not among those that ended still goes on.
  /// @return the page that has to follow, if one has to
  std::optional<Step> take(const ReadEnded& step, const SeenPage& page, KnownRows& known, Instant now,
                           const PlanProfile& profile);

  /// When each medium was swept last.
  const std::map<std::string, Instant>& read_at() const noexcept { return read_at_; }
  /// Takes it as a store has it.
  void restore(std::map<std::string, Instant> read_at) { read_at_ = std::move(read_at); }

  /// Of the sweep under way: when it began, and how far back it goes.
  Instant begun_at() const noexcept { return begun_at_; }
  Instant back_to() const noexcept { return target_; }
  /// Takes them as a store has them.
  void restore_place(Instant begun_at, Instant back_to) {
    begun_at_ = begun_at;
    target_ = back_to;
  }

 private:
  struct Medium {
    std::string name;
    double worth = 0;
    double ended = 0;  ///< So many have ended since the last sweep.
  };
  Instant last_sweep(const std::string& medium, Instant now) const;
  std::vector<Medium> media_of(const KnownRows& known, Instant now, const PlanProfile& profile) const;

  std::map<std::string, Instant> read_at_;
  Instant target_{};    ///< The sweep under way goes back to here.
  Instant begun_at_{};  ///< Its first page was read then.
};

}  // namespace nowthen::extract
