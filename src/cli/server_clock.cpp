#include "cli/server_clock.hpp"

#include <fmt/format.h>

#include <cstdint>

namespace nowthen::cli {
namespace {

using std::chrono::milliseconds;

std::string rough_span(milliseconds span) {
  const auto minutes = std::chrono::round<std::chrono::minutes>(span).count();
  constexpr std::int64_t day = 1'440;
  if (minutes < 60) return fmt::format("{} min", minutes);
  if (minutes < 2 * day) return fmt::format("{} h {} min", minutes / 60, minutes % 60);
  return fmt::format("{} days", minutes / day);
}

}  // namespace

Instant ServerClock::now() const { return own_->now() + ahead().value_or(milliseconds{0}); }

void ServerClock::hear(Instant server_time) {
  const std::scoped_lock lock(mutex_);
  if (!heard_ahead_) heard_ahead_ = server_time - own_->now();
}

std::optional<milliseconds> ServerClock::ahead() const {
  const std::scoped_lock lock(mutex_);
  if (!heard_ahead_ || std::chrono::abs(*heard_ahead_) <= tolerance) return std::nullopt;
  return heard_ahead_;
}

std::string clock_note(milliseconds ahead) {
  return fmt::format(
      "this machine's clock is {} {} the server's: spans such as -24h, now and ages go by the server's",
      rough_span(std::chrono::abs(ahead)), ahead.count() > 0 ? "behind" : "ahead of");
}

}  // namespace nowthen::cli
