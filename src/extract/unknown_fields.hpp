#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>

#include "warehouse/duckdb/connection.hpp"
#include "warehouse/store/reading.hpp"

namespace nowthen::extract {

/// In how many records a field was found, by `TABLE.FIELD`.
using FieldCounts = std::map<std::string, std::int64_t>;

void add_counts(FieldCounts& all, const FieldCounts& more);

/// The fields of records that this program does not know, with a value. They are in column `extra` of their
/// rows, which also has known fields that came empty: those do not count.
FieldCounts unknown_fields(std::span<const warehouse::Reading> readings);

/// Which of them a data set has seen: each is an incident of kind `unknown_field`, once.
class FieldsSeen {
 public:
  /// Forgets what was new so far: from here on it is told.
  void begin() noexcept {
    counts_.clear();
    new_.clear();
  }

  void look_at(std::span<const warehouse::Reading> readings) { counts_ = unknown_fields(readings); }

  /// Writes incidents for those of the last look that have none, in the transaction that is open.
  warehouse::Outcome<void> remember(warehouse::Connection& connection);

  /// Those of the last look that are new since `begin`.
  FieldCounts take_new() const;

 private:
  FieldCounts counts_;
  std::set<std::string, std::less<>> new_;
};

}  // namespace nowthen::extract
