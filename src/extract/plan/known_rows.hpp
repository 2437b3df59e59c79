#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace nowthen::extract {

/// A day of UTC, from midnight to midnight.
using UtcDay = std::chrono::sys_days;

/// The day that has the instant.
inline UtcDay day_of(Instant instant) noexcept { return std::chrono::floor<std::chrono::days>(instant); }
/// All of a day, half-open.
inline Interval whole(UtcDay day) noexcept { return {day, day + std::chrono::days(1)}; }

/// What a reading says of a conversation, as far as a plan goes.
struct Sighting {
  std::string id;
  Instant start;
  std::optional<Instant> end;  ///< Nothing: it goes on.
  bool awaits_wrapup = false;  ///< It has ended, an agent took part, and a wrap-up is not there yet.
  std::string media;           ///< Of its first session; empty: unknown.
};

/// A conversation that may still change.
struct KnownRow {
  Sighting seen;
  Instant first_seen;
  Instant read_at;    ///< The latest instant at which it was read.
  Instant looked_at;  ///< The latest instant at which a change of it would have been noticed.

  /// It goes on, as far as is known.
  bool is_open() const noexcept { return !seen.end; }
};

/// Conversations by the UTC day of their start, in the order of their starts: those of days that are not
/// settled, and those that go on. About 210 bytes each. Not thread-safe.
class KnownRows {
 public:
  using Rows = std::vector<KnownRow>;
  using HashOfId = std::size_t (*)(std::string_view);

  /// @param hash  of an id; two may have the same
  explicit KnownRows(HashOfId hash = [](std::string_view id) { return std::hash<std::string_view>()(id); })
      : hash_of_(hash) {}

  /// Takes a reading. One that is older than what is known changes nothing.
  void see(const Sighting& sighting, Instant as_of);

  /// Takes a row as a store has it, in place of the one with its id.
  void restore(KnownRow row);

  /// A change of that row would have been noticed at `now`.
  void look(std::string_view id, Instant now);

  /// The conversation is gone.
  void drop(std::string_view id);

  /// Lets go of those that started and ended before, and of their memory: one that ended later is also a
  /// matter of the jobs of the day of its end.
  void forget_closed_before(UtcDay day);

  /// Those that started on the day, by start and then by id. Valid until rows change or some are forgotten.
  const Rows& of(UtcDay day) const;
  /// All of them. A day may have none.
  const std::map<UtcDay, Rows>& days() const noexcept { return days_; }

  /// Whether the conversation is known and was not let go of.
  bool has(std::string_view id) const { return start_of(id) != starts_.end(); }

  /// How many started in the interval.
  std::size_t started_in(Interval interval) const;

  /// How many were active in the interval: started before its end, and not over before its begin.
  std::size_t active_in(Interval interval) const;

  /// The media of all of them, sorted, each once; the empty one where a row has none.
  std::vector<std::string> media() const;

 private:
  /// The start of each by the hash of its id; the id itself is with the row.
  using Starts = std::unordered_multimap<std::size_t, Instant>;

  Starts::const_iterator start_of(std::string_view id) const;
  KnownRow* find(std::string_view id);

  HashOfId hash_of_;
  std::map<UtcDay, Rows> days_;
  Starts starts_;
};

}  // namespace nowthen::extract
