#pragma once
#include <algorithm>
#include <cstdint>
#include <map>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "warehouse/duckdb/connection.hpp"

namespace nowthen::extract {

/// What the tables forget, by age.
struct Retention {
  /// Conversations that ended before, with their readings and revisions; where one has no end, its latest
  /// reading counts. Records set aside before, what was seen live
  /// before, and gaps of that that are healed, too.
  std::optional<Instant> conversations;
  std::optional<Instant> runs;  ///< Runs that began before, with their requests.

  /// The later instant of both.
  void extend(const Retention& other) noexcept {
    conversations = std::max(conversations, other.conversations);
    runs = std::max(runs, other.runs);
  }

  bool is_nothing() const noexcept { return !conversations && !runs; }
  bool operator==(const Retention&) const = default;
};

/// As the record of a page in the archive has it.
std::string encode_retention(const Retention& retention);
std::optional<Retention> decode_retention(std::string_view bytes);

/// How many rows of which tables it concerns; tables without any are left out.
warehouse::Outcome<std::map<std::string, std::int64_t>> rows_concerned(warehouse::Connection& connection,
                                                                       const Retention& retention);

/// Deletes these rows, in the transaction that is open.
warehouse::Outcome<void> forget(warehouse::Connection& connection, const Retention& retention);

}  // namespace nowthen::extract
