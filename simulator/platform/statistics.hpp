#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nowthen::sim {

/// The values of one metric in one piece of one group.
struct Statistics {
  std::int64_t count = 0;
  std::int64_t sum = 0;
  std::int64_t least = 0;
  std::int64_t most = 0;

  void add(std::int64_t value);

  /// Appends `"stats":{...}`: of a count (`nOffered`) how many there were, of anything else extremes and sum
  /// too.
  void append_to(std::string& out, std::string_view metric) const;
};

/// How many were answered in time, of those that had to be.
struct ServiceLevel {
  std::int64_t in_time = 0;
  std::int64_t all = 0;
  std::optional<int> percent;  ///< What the queues aim at; empty unless all aim at the same.
  bool mixed = false;

  /// A queue that something was asked of.
  void aim(int target);
  bool has_target() const { return percent && !mixed; }

  void append_level(std::string& out) const;
  void append_target(std::string& out) const;
};

}  // namespace nowthen::sim
