#pragma once
#include <duckdb.h>

#include <cstddef>
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <string_view>

namespace nowthen::warehouse {

/// The part of one column that is in memory.
struct ColumnPart {
  const void* data = nullptr;
  const std::uint64_t* validity = nullptr;  ///< One bit a row; null: no row is NULL.
};

/// Whether the row has a value.
bool is_valid(const ColumnPart& part, std::size_t row) noexcept;

/// Whether every value of the first `row_count` rows can be read as a 64-bit number with a sign; true for
/// other types.
bool fits_64_bits(duckdb_type type, const ColumnPart& part, std::size_t row_count) noexcept;

/// Values out of DuckDB's vectors. The type must be of the kind that is asked for, and the row valid.
std::int64_t integer_at(duckdb_type type, const void* data, std::size_t row) noexcept;
double real_at(duckdb_type type, const void* data, std::size_t row) noexcept;
std::int64_t microseconds_at(const void* data, std::size_t row) noexcept;
Instant instant_at(const void* data, std::size_t row) noexcept;
std::string_view text_at(const void* data, std::size_t row) noexcept;

}  // namespace nowthen::warehouse
