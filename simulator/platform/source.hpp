#pragma once
#include <cstddef>
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "simulator/platform/entry.hpp"
#include "simulator/platform/entry_order.hpp"
#include "simulator/platform/facts.hpp"

namespace nowthen::sim {

class World;

/// Whether the reply is from the synchronous store or from jobs: only those have attributes.
enum class Attributes : std::uint8_t { hidden, shown };

/// Whose knowledge the facts are: what history shows, or what has really happened up to that instant (no lag,
/// nothing deleted, every correction made), as a live board and a notification know it.
enum class Knowledge : std::uint8_t { of_history, of_truth };

/// The media of a record's segments: bits by `MediaType`; it says the same before `until`.
struct MediaSeen {
  std::uint8_t bits = 0;
  Instant until = absent;
};

/// The conversations behind the platform's endpoints: a made world, or recorded ones. Not thread-safe.
class PlatformSource {
 public:
  virtual ~PlatformSource() = default;

  /// All of them by (start, id). Grows at the end when the world does.
  virtual std::span<const PlatformEntry> entries() = 0;

  /// Their positions by one of their times.
  std::span<const std::uint32_t> by_end() { return by_end_.of(entries()); }
  std::span<const std::uint32_t> by_settled() { return by_settled_.of(entries()); }
  std::span<const std::uint32_t> by_first_activity() { return by_first_activity_.of(entries()); }

  virtual std::string id(std::size_t index) const = 0;

  /// What history shows at `at` of the one at `index`, for an entry that has no `medium`; nothing where only
  /// the facts say it.
  virtual std::optional<MediaSeen> media_at(std::size_t, Instant) const { return std::nullopt; }

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

 private:
  EntryOrder by_end_{&PlatformEntry::end};
  EntryOrder by_settled_{&PlatformEntry::settled};
  EntryOrder by_first_activity_{&PlatformEntry::first_activity};
};

}  // namespace nowthen::sim
