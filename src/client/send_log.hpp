#pragma once
#include <array>
#include <cstdint>
#include <nowthen/core/clock.hpp>

namespace nowthen::client {

/// How many requests were sent in the last minute and a little, in slots of a tenth of a second.
///
/// Constant size and nearly free to add to, so that an endpoint without a limit can keep one too. Counts err
/// upward by at most one slot at each end. Not thread-safe.
class SendLog {
 public:
  using Ticks = Clock::Ticks;
  static constexpr Ticks slot = std::chrono::milliseconds{100};
  /// A minute and too little more for a full pace of 99 % to reach the limit: then `below` need not look
  /// closer.
  static constexpr Ticks span = std::chrono::milliseconds{60'500};

  void add(Ticks at);

  /// Takes back one request that was added at `at`: the server refused it.
  void remove(Ticks at);

  /// Requests sent in [begin, end], both rounded outward to whole slots; what is older than `span` is
  /// forgotten.
  std::uint32_t count(Ticks begin, Ticks end) const;

  /// The earliest instant from `now` on at which fewer than `limit` requests lie in the `window` before it.
  Ticks below(double limit, Ticks window, Ticks now) const;

 private:
  static constexpr std::int64_t slots = span / slot;

  static std::int64_t index(Ticks at) noexcept { return at / slot; }
  std::uint32_t& at(std::int64_t index) { return counts_[static_cast<std::size_t>(index % slots)]; }
  std::uint32_t at(std::int64_t index) const { return counts_[static_cast<std::size_t>(index % slots)]; }
  std::int64_t oldest() const noexcept { return newest_ < slots ? 0 : newest_ - slots + 1; }

  std::array<std::uint32_t, static_cast<std::size_t>(slots)> counts_{};
  std::int64_t newest_ = 0;
  std::uint32_t total_ = 0;
};

}  // namespace nowthen::client
