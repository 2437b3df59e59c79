#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "live/gap.hpp"

namespace nowthen::live {

/// Which gaps there are that are not healed. Pure; not thread-safe.
class GapLog {
 public:
  /// @param last_number  of the gaps that there have been
  /// @param unhealed     those left by an earlier run
  explicit GapLog(std::int64_t last_number = 0, std::vector<Gap> unhealed = {})
      : last_number_(last_number), gaps_(std::move(unhealed)) {}

  /// From `at` on nothing is certain; by `no_room`: nothing is kept. One of each goes on at most: one that
  /// does already stays, with the earlier begin.
  void open(Instant at, GapCause cause, std::string note = {});
  /// Everything from `at` on is seen again. Nothing where no such gap goes on.
  void close(Instant at);
  /// Everything from `at` on is kept again. Nothing where no such gap goes on.
  void close_unkept(Instant at);
  /// A stretch that is over already.
  void add(Instant began_at, Instant ended_at, GapCause cause, std::string note);

  bool is_open() const noexcept { return open_since().has_value(); }
  /// The begin of the one that goes on; of two, of the earlier.
  std::optional<Instant> open_since() const noexcept;
  /// Since when something is not seen, or nothing kept.
  std::optional<Instant> unseen_since() const noexcept;
  std::optional<Instant> unkept_since() const noexcept;
  /// The one that goes on, else the latest that is not healed. Of two that go on that of which nothing is
  /// seen.
  std::optional<Gap> foremost() const;
  /// Whether there is one that is over and not healed.
  bool has_unhealed() const noexcept;
  /// The begin of the earliest of all.
  std::optional<Instant> unhealed_since() const noexcept;

  /// Whether one that is not healed has all of it.
  bool covers(const Interval& stretch) const noexcept;

  /// So many requests were made because of them.
  void spend(std::int64_t requests);
  /// All that was over at `until` has been asked for, last at `now`. They are healed.
  void heal(Instant until, Instant now);

  /// Those that are over cannot be asked for: they stay unhealed, and history tells what was in them.
  void leave_to_history();

  /// Those that changed since the last call, as they are now.
  std::vector<Gap> take_changed();

 private:
  void touch(const Gap& gap);
  void end(Gap& gap, Instant at);

  std::int64_t last_number_;
  std::vector<Gap> gaps_;  // not healed, by number
  std::vector<Gap> changed_;
};

}  // namespace nowthen::live
