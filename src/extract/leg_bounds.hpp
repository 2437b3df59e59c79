#pragma once
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string_view>

#include "warehouse/duckdb/connection.hpp"
#include "warehouse/store/hashed_ids.hpp"

namespace nowthen::extract {

/// From when on the rows of each conversation lie in table `live_leg`. The feed replaces rows every second:
/// without it, the whole table is searched each time for ids. Sixteen bytes a conversation, and as much again
/// for room. One for the tables' whole life, for what it says stays true when a transaction is rolled back
/// and when rows are deleted. Not thread-safe.
class LegBounds {
 public:
  /// Reads what the tables have, the first time. Fails as queries do.
  warehouse::Outcome<void> read(warehouse::Connection& connection);

  /// No row of it begins before; none: it has no row.
  std::optional<Instant> of(std::string_view conversation_id) const;

  /// A row of it that begins then is about to be written.
  void note(std::string_view conversation_id, Instant begin);

 private:
  warehouse::HashedIds<Instant> earliest_;
  bool is_read_ = false;
};

}  // namespace nowthen::extract
