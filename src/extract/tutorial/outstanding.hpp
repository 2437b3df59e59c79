#pragma once
#include <cstdint>
#include <map>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>

#include "extract/plan/known_rows.hpp"
#include "extract/tutorial/looks.hpp"

namespace nowthen::extract {

/// A conversation that was seen live and that history has not shown yet.
struct OutstandingRow {
  Instant start;
  std::optional<Instant> ended_at{};  ///< Nothing: it goes on, as far as is known.
  Instant seen_at;                    ///< The latest instant at which it was listed.
};

/// Conversations that history is still to show, by the UTC day of their start. Not thread-safe.
class Outstanding {
 public:
  using Rows = std::map<std::string, OutstandingRow>;

  /// Takes what the live listing says of one.
  void see(const std::string& id, const TutorialRow& row, Instant as_of);
  /// Takes a row as a store has it.
  void restore(const std::string& id, const OutstandingRow& row) { days_[day_of(row.start)][id] = row; }
  /// History has it. @return whether it was one of them
  bool take(const std::string& id, UtcDay day);
  bool has(const std::string& id, UtcDay day) const;
  /// A look came to its end: those that it did not list any more are over.
  void end_of(const LiveLook& look, std::chrono::milliseconds grain);

  const std::map<UtcDay, Rows>& days() const noexcept { return days_; }
  /// How many of the day's are over.
  std::int64_t over_in(UtcDay day) const;
  std::int64_t over() const;
  std::int64_t going_on() const;
  /// The starts of those of the day that are over; nothing where none is.
  std::optional<Interval> starts_of_over(UtcDay day) const;

 private:
  std::map<UtcDay, Rows> days_;
};

}  // namespace nowthen::extract
