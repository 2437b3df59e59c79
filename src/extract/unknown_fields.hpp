#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "warehouse/duckdb/connection.hpp"
#include "warehouse/store/reading.hpp"

namespace nowthen::extract {

/// In how many records a field was found, by `TABLE.FIELD`.
using FieldCounts = std::map<std::string, std::int64_t>;

void add_counts(FieldCounts& all, const FieldCounts& more);

/// A field of records that this program does not know.
struct UnknownField {
  std::string name;          ///< `TABLE.FIELD`.
  Instant first_seen{};      ///< When the first reading was true that had it.
  std::int64_t records = 0;  ///< That had it.
};

/// Those with a value, in the order in which they first come. They are in column `extra` of their rows, which
/// also has known fields that came empty: those do not count.
std::vector<UnknownField> unknown_fields(std::span<const warehouse::Reading> readings);

/// How many fields are listed as unknown. Data that names its fields by numbers or by persons has no end of
/// them: what is beyond is said once, under a name that no field has.
inline constexpr std::size_t most_unknown_fields = 1'000;
inline constexpr const char* further_unknown_fields = "*";

/// Which of them a data set has seen: each is an incident of kind `unknown_field`, once, up to
/// `most_unknown_fields`.
class FieldsSeen {
 public:
  /// Forgets what was new so far: from here on it is told.
  void begin() noexcept {
    found_.clear();
    new_.clear();
  }

  void look_at(std::span<const warehouse::Reading> readings) { found_ = unknown_fields(readings); }

  /// Writes incidents for those of the last look that have none, in the transaction that is open.
  warehouse::Outcome<void> remember(warehouse::Connection& connection);

  /// Those of the last look that are new since `begin`.
  FieldCounts take_new() const;

 private:
  warehouse::Outcome<void> load(warehouse::Connection& connection);
  static warehouse::Outcome<void> list(warehouse::Connection& connection, const std::string& name,
                                       Instant first_seen);
  std::int64_t further_records() const;

  std::vector<UnknownField> found_;
  std::set<std::string, std::less<>> new_;
  std::optional<std::set<std::string, std::less<>>> known_;  ///< Those that are incidents; nothing: not read.
};

}  // namespace nowthen::extract
