#pragma once
#include <chrono>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <vector>

namespace nowthen::live {

/// How often the API is asked what goes on.
struct LookProfile {
  std::chrono::milliseconds with_events{std::chrono::minutes(5)};      ///< A look to be certain.
  std::chrono::milliseconds without_events{std::chrono::seconds(15)};  ///< Instead of events.
  /// Without events, records that appear late are looked for: so often, and so far back.
  std::chrono::milliseconds deep_every{std::chrono::hours(1)};
  std::chrono::milliseconds deep_reach{std::chrono::minutes(195)};
  /// After something was not seen: how long after it was over it is asked for. Records appear late; what is
  /// asked for once more after the last of these counts as healed.
  std::vector<std::chrono::milliseconds> after_gap{std::chrono::seconds(0), std::chrono::seconds(45),
                                                   std::chrono::minutes(5), std::chrono::minutes(135)};
};

/// A look that is due.
struct Look {
  Instant since{};          ///< What has ended from here on is of interest, besides what goes on.
  bool is_for_gap = false;  ///< Something that was not seen is asked for.
  Instant planned{};        ///< Obligations up to here are met by it.
};

/// When the API is to be asked what goes on, and since when. Pure; not thread-safe.
class LookPlan {
 public:
  explicit LookPlan(LookProfile profile) : profile_(std::move(profile)) {}

  /// Events come, or do not. From now on their rhythm counts.
  void events_come(bool come, Instant now);

  /// What happened from `since` until `until` was not seen.
  void add_gap(Instant since, Instant until);

  /// The instant of the next look; the past where one is due.
  Instant next_at() const noexcept;

  /// What has to be looked at now; nothing where none is due.
  std::optional<Look> due(Instant now);

  /// The look was made, beginning at `at`: what it covers is done with.
  void done(const Look& look, Instant at);

  /// The look failed: again after `wait`.
  void failed(Instant now, std::chrono::milliseconds wait) noexcept { not_before_ = now + wait; }

  /// Until when everything that was not seen has been asked for often enough: gaps that ended before it are
  /// healed.
  Instant healed_until(Instant now) const noexcept;

 private:
  /// A stretch that is asked for once more at `at`.
  struct Again {
    Instant at;
    Instant since;
    Instant until;
  };

  std::chrono::milliseconds rhythm() const noexcept {
    return events_come_ ? profile_.with_events : profile_.without_events;
  }

  LookProfile profile_;
  bool events_come_ = false;
  std::optional<Instant> looked_at_;
  Instant not_before_{};
  Instant deep_at_{};  ///< When to look back far, while no events come.
  std::vector<Again> again_;
};

}  // namespace nowthen::live
