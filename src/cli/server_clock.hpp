#pragma once
#include <mutex>
#include <nowthen/core/clock.hpp>
#include <optional>
#include <string>

namespace nowthen::cli {

/// This machine's clock, put right by what the server's replies say the time is: ranges such as `-24h` and
/// ages are the server's business.
///
/// The first time heard counts; one that differs by at most `tolerance` is left aside, for replies travel and
/// carry whole seconds only. Thread-safe.
class ServerClock final : public Clock {
 public:
  static constexpr std::chrono::milliseconds tolerance = std::chrono::minutes{1};

  /// `own` must outlive it.
  explicit ServerClock(Clock& own) : own_(&own) {}

  Instant now() const override;
  Ticks ticks() const override { return own_->ticks(); }
  bool wait_until(Ticks deadline, std::stop_token stop) override {
    return own_->wait_until(deadline, std::move(stop));
  }

  /// A reply that came just now says that it is `server_time`.
  void hear(Instant server_time);

  /// How far the server's clock is ahead of this machine's; nothing when not far, or not known.
  std::optional<std::chrono::milliseconds> ahead() const;

 private:
  Clock* own_;
  mutable std::mutex mutex_;
  std::optional<std::chrono::milliseconds> heard_ahead_;
};

/// What a clock that is off by `ahead` (see `ServerClock::ahead`) means, in one line.
std::string clock_note(std::chrono::milliseconds ahead);

}  // namespace nowthen::cli
