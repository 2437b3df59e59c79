#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "simulator/platform/entry.hpp"

namespace nowthen::sim {

/// Entries in the order of one of their times: made once, so that a query need not sort. Not thread-safe.
class EntryOrder {
 public:
  using Time = Instant PlatformEntry::*;
  explicit EntryOrder(Time time) : time_(time) {}

  /// Positions in `entries` by (time, position). Of entries that grew at the end only the new ones are
  /// sorted.
  std::span<const std::uint32_t> of(std::span<const PlatformEntry> entries);

 private:
  Time time_;
  std::vector<std::uint32_t> places_;
};

}  // namespace nowthen::sim
