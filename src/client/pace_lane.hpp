#pragma once
#include <chrono>
#include <nowthen/core/clock.hpp>

#include "client/endpoint.hpp"
#include "client/limit_notice.hpp"
#include "client/send_log.hpp"

namespace nowthen::client {

/// One limit of so many requests a minute and when the next request may go: evenly spaced, a little below the
/// limit, never more than the limit in any minute, corrected by what replies say.
///
/// A state machine: time is an argument, nothing waits. `ready_at` asks, `sent` takes. Not thread-safe.
/// Why it is so: docs/adr/0007-pace-evenly-and-let-headers-correct.md.
class PaceLane {
 public:
  using Ticks = Clock::Ticks;

  /// The part of the limit that is used; the rest is the guard against late and early arrivals.
  static constexpr double used_share = 0.99;
  /// How long a pace that was learned from a refusal is believed before a faster one is tried.
  static constexpr Ticks belief = std::chrono::hours{1};

  /// @param per_minute      requests allowed in any sixty seconds; 0: none known
  /// @param reserved_share  part of them, 0 to 0.9, that `Priority::background` leaves alone
  explicit PaceLane(double per_minute = 0, double reserved_share = 0)
      : limit_(per_minute), reserved_(reserved_share) {}

  /// When the next request may be sent: `now` or earlier means at once.
  Ticks ready_at(Ticks now, Priority priority) const;

  /// A request goes at `now`. Its place in the pace is taken.
  void sent(Ticks now, Priority priority);

  /// The server refused (429) the request that was sent at `sent_at` and asks for silence of `wait` from
  /// `now` on. Only a refusal of a request at full pace tells anything about the limit; others may be
  /// somebody else's doing.
  void refused(Ticks sent_at, Ticks now, std::chrono::seconds wait);

  /// What a reply said about the limit: wins over the one given, and shows what others have used.
  void announced(const LimitNotice& notice, Ticks now);

  /// Until when a refusal holds everything back; in the past when none does.
  Ticks held_until() const noexcept { return held_until_; }

  /// The limit that is kept at `now`, per minute, after all corrections; 0: none.
  double limit(Ticks now) const;

 private:
  void learn(Ticks sent_at, Ticks now, std::chrono::seconds wait);
  bool at_full_pace(Ticks sent_at, double current) const;
  Ticks interval(double per_minute) const;

  double limit_;
  double reserved_;
  SendLog log_;
  bool any_sent_ = false;
  Ticks last_sent_{0};
  Ticks undisturbed_since_{0};  ///< Since then nothing but the pace held requests back.
  Ticks next_{0};               ///< When the even pace allows the next request.
  Ticks next_background_{0};    ///< The same for requests that leave the reserved share alone.
  Ticks held_until_{0};
  Ticks squeezed_until_{
      0};  ///< Others use the token: until then at most one request in `squeezed_interval_`.
  Ticks squeezed_interval_{0};
  double learned_ = 0;  ///< The limit deduced from a refusal; 0: none.
  Ticks learned_at_{0};
  Ticks announced_at_ = -belief;  ///< When a reply last named another limit.
};

}  // namespace nowthen::client
