#pragma once
#include <cstddef>
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "simulator/platform/facts.hpp"

namespace nowthen::sim {

class World;

/// As much of a conversation as finding candidates needs; kept small, since a query walks many.
struct PlatformEntry {
  Instant start;               ///< `conversationStart`.
  Instant first_activity;      ///< The earliest of its start and its segments' starts.
  Instant end = absent;        ///< When it ends, whether the record says so yet or not. `absent`: never.
  Instant settled = absent;    ///< When the last of its segments ends.
  Instant shown_at = absent;   ///< History has the record, open or closed.
  Instant closed_at = absent;  ///< The record has a `conversationEnd`.
  Instant deleted_at = absent;

  /// Whether history has the record at `at`.
  bool is_shown(Instant at) const { return shown_at <= at && at < deleted_at; }
  /// Whether the record says at `at` that it has ended.
  bool is_closed(Instant at) const { return closed_at <= at; }
  /// The last instant at which the record knows of activity at `at`.
  Instant last_activity(Instant at) const { return is_closed(at) ? settled : at; }
};

/// Whether the reply is from the synchronous store or from jobs: only those have attributes.
enum class Attributes : std::uint8_t { hidden, shown };

/// Whose knowledge the facts are: what history shows, or what has really happened up to that instant (no lag,
/// nothing deleted, every correction made), as a live board and a notification know it.
enum class Knowledge : std::uint8_t { of_history, of_truth };

/// The conversations behind the platform's endpoints: a made world, or recorded ones. Not thread-safe.
class PlatformSource {
 public:
  virtual ~PlatformSource() = default;

  /// All of them by (start, id). Grows at the end when the world does.
  virtual std::span<const PlatformEntry> entries() = 0;

  virtual std::string id(std::size_t index) const = 0;

  /// What the record of the one at `index` says at `at`; without participants where it says nothing. Valid
  /// until the next call of `facts` or `append_record`.
  virtual const ConversationFacts& facts(std::size_t index, Instant at, Knowledge knowledge) = 0;

  /// Appends the record as JSON. A recorded one comes out as it was recorded.
  virtual void append_record(std::string& out, std::size_t index, Instant at, Attributes attributes) = 0;

  /// Which form of the record history has at `at`, for the oracle: `open`, `closed` (wrap-up is missing),
  /// `finished`, `corrected`, `recorded`; empty: none.
  virtual std::string_view revision(std::size_t index, Instant at) = 0;

  /// Its position in `entries()`.
  virtual std::optional<std::size_t> find(std::string_view id) = 0;

  /// The made world behind it; nullptr when the records are recorded ones.
  virtual const World* world() const { return nullptr; }

  /// Jobs of this source lag so much behind when the options do not say.
  virtual std::chrono::seconds usual_job_lag() const = 0;
};

}  // namespace nowthen::sim
