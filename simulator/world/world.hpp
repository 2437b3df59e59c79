#pragma once
#include <cstdint>
#include <memory>
#include <nowthen/core/instant.hpp>
#include <span>
#include <string_view>
#include <vector>

#include "simulator/world/centre.hpp"
#include "simulator/world/shape.hpp"
#include "simulator/world/truth.hpp"

namespace nowthen::sim {

struct WorldOptions {
  std::uint64_t seed = 1;
  Instant begin;      ///< Cut down to midnight UTC; the centre is empty before it.
  Instant end;        ///< Conversations that start before it are there from the start.
  int per_day = 400;  ///< Conversations that start on an average day, 1 to 1,000,000.
  WorldShape shape = {};
};

/// The simulated contact centre: what happens in it from `begin` on, as far as asked for.
///
/// The same options give the same conversations, in whatever steps it is extended. Not thread-safe.
class World {
 public:
  explicit World(WorldOptions options);
  ~World();
  World(World&&) noexcept;
  World& operator=(World&&) noexcept;

  const Centre& centre() const;
  std::uint64_t seed() const;
  Instant begin() const;

  /// Makes sure that every conversation starting before `instant` is there, to its very end. Invalidates
  /// pointers and spans when it adds any. Costs what the days it adds cost.
  void extend_to(Instant instant);

  /// Conversations that start before it are there.
  Instant extended_to() const;

  /// All of them, by (start, id). Some may start later than `extended_to`.
  std::span<const ConversationTruth> conversations() const;

  /// Those whose start lies in `interval`.
  std::span<const ConversationTruth> starting_in(Interval interval) const;

  /// The conversation with this id (text of a UUID), or nullptr.
  const ConversationTruth* find(std::string_view id) const;

  /// Those that have started at `instant` and end after `since`, if ever, by (start, id): with `since` =
  /// `instant` the open ones, with a day before it those of the live listing. Positions in `conversations()`.
  /// `since` <= `instant`.
  std::vector<std::uint32_t> going_on(Instant since, Instant instant) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace nowthen::sim
