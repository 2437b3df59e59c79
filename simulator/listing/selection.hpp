#pragma once
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <span>
#include <vector>

#include "simulator/listing/source.hpp"

namespace nowthen::sim {

/// Which closed conversations a history query is about.
struct HistoryFilter {
  Interval started;
  std::uint64_t types = ~std::uint64_t{0};           ///< Bit n: media type number n.
  std::optional<std::vector<std::uint32_t>> queues;  ///< Sorted numbers; nothing: any, also none.
  std::optional<bool> outbound;

  bool operator==(const HistoryFilter&) const = default;
};

/// Positions in a source's entries, and for how long they are right.
struct Selection {
  std::vector<std::uint32_t> indices;
  Instant valid_from;
  Instant valid_until;  ///< Exclusive: the next instant at which one comes or goes.
  std::size_t entry_count = 0;

  bool valid_for(std::span<const Entry> entries, Instant at) const {
    return entry_count == entries.size() && valid_from <= at && at < valid_until;
  }
};

/// Those that `filter` lets through and history shows at `at`.
Selection select_history(std::span<const Entry> entries, const HistoryFilter& filter, Instant at);

/// Who leaves the live listing when: what lets `select_live` skip the old ones.
struct Departures {
  std::vector<Instant> latest;         ///< For each entry: of those up to it that ever leave, the last one.
  std::vector<std::uint32_t> lasting;  ///< Those that never leave.
};
Departures departures_of(std::span<const Entry> entries);

/// Those that are active at `at` or were closed within the last 24 hours.
Selection select_live(std::span<const Entry> entries, const Departures& departures, Instant at);

/// Remembers the last selections, so that the pages of one query cost one walk. Not thread-safe.
class SelectionCache {
 public:
  const Selection& history(std::span<const Entry> entries, const HistoryFilter& filter, Instant at);
  const Selection& live(std::span<const Entry> entries, Instant at);

 private:
  struct Slot {
    HistoryFilter filter;
    Selection selection;
    std::uint64_t used = 0;
  };
  std::vector<Slot> slots_;
  std::uint64_t uses_ = 0;
  Selection live_;
  Departures departures_;
};

}  // namespace nowthen::sim
