#pragma once
#include <deque>

#include "client/pace_lane.hpp"
#include "client/retry_budget.hpp"

namespace nowthen::client {

/// A limit that all endpoints of a peer share, such as the platform's requests per minute and token.
struct SharedLimit {
  double per_minute = 0;      ///< 0: none; each endpoint has its own limit only.
  double reserved_share = 0;  ///< What `Priority::background` leaves of it, and of each endpoint's own limit.
};

/// When a request may go, and what it waits for.
struct Turn {
  enum class Cause { ready, pace, held, failing };
  Clock::Ticks at{0};
  Cause cause = Cause::ready;
};

/// The pace of every endpoint of one peer, the limit they share, and the care taken of an endpoint that
/// fails.
///
/// Pure: time is an argument. Not thread-safe: the one owner serialises. Nearly free for an endpoint without
/// a limit.
class Pacer {
 public:
  using Ticks = Clock::Ticks;
  explicit Pacer(SharedLimit shared = {})
      : shared_(shared), shared_lane_(shared.per_minute, shared.reserved_share) {}

  /// Takes the next turn when that is now (`Turn::Cause::ready`); otherwise says when to ask again.
  Turn take(const Endpoint& endpoint, Ticks now);

  /// The server refused (429) what was sent at `sent_at`.
  void refused(const Endpoint& endpoint, Ticks sent_at, Ticks now, std::chrono::seconds wait);

  /// What a reply's headers said. They speak of the shared limit where there is one.
  void announced(const Endpoint& endpoint, const LimitNotice& notice, Ticks now);

  /// The endpoint answered, whatever it said; or it failed in a way that may pass.
  void succeeded(const Endpoint& endpoint, Ticks now) { lane(endpoint).budget.succeeded(now); }
  void failed(const Endpoint& endpoint, Ticks now) { lane(endpoint).budget.failed(now); }

  /// Failures of the endpoint since it last answered.
  int failures_in_a_row(const Endpoint& endpoint) { return lane(endpoint).budget.failures_in_a_row(); }

 private:
  struct Lane {
    Lane(const Endpoint& endpoint, double reserved)
        : name(endpoint.name), pace(endpoint.per_minute, reserved) {}
    std::string_view name;
    PaceLane pace;
    RetryBudget budget;
  };

  Lane& lane(const Endpoint& endpoint);

  SharedLimit shared_;
  PaceLane shared_lane_;
  std::deque<Lane> lanes_;  ///< Few; found by name.
};

}  // namespace nowthen::client
