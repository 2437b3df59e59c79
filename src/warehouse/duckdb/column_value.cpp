#include "warehouse/duckdb/column_value.hpp"

#include <limits>

#include "warehouse/duckdb/value.hpp"

namespace nowthen::warehouse {
namespace {

constexpr std::size_t bits_a_word = 64;
constexpr std::uint32_t longest_inlined_bytes = 12;

template <class T>
const T& at(const void* data, std::size_t row) noexcept {
  return static_cast<const T*>(data)[row];
}

bool fits(const duckdb_hugeint& number) noexcept {
  constexpr auto top = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  return (number.upper == 0 && number.lower <= top) || (number.upper == -1 && number.lower > top);
}

}  // namespace

bool is_valid(const ColumnPart& part, std::size_t row) noexcept {
  return part.validity == nullptr || ((part.validity[row / bits_a_word] >> (row % bits_a_word)) & 1U) != 0;
}

bool fits_64_bits(duckdb_type type, const ColumnPart& part, std::size_t row_count) noexcept {
  if (type != DUCKDB_TYPE_HUGEINT && type != DUCKDB_TYPE_UBIGINT) return true;
  for (std::size_t row = 0; row < row_count; ++row) {
    if (!is_valid(part, row)) continue;
    const bool is_fitting = type == DUCKDB_TYPE_HUGEINT
                                ? fits(at<duckdb_hugeint>(part.data, row))
                                : std::in_range<std::int64_t>(at<std::uint64_t>(part.data, row));
    if (!is_fitting) return false;
  }
  return true;
}

std::int64_t integer_at(duckdb_type type, const void* data, std::size_t row) noexcept {
  switch (type) {
    case DUCKDB_TYPE_TINYINT: return at<std::int8_t>(data, row);
    case DUCKDB_TYPE_SMALLINT: return at<std::int16_t>(data, row);
    case DUCKDB_TYPE_INTEGER: return at<std::int32_t>(data, row);
    case DUCKDB_TYPE_UTINYINT: return at<std::uint8_t>(data, row);
    case DUCKDB_TYPE_USMALLINT: return at<std::uint16_t>(data, row);
    case DUCKDB_TYPE_UINTEGER: return at<std::uint32_t>(data, row);
    case DUCKDB_TYPE_UBIGINT: return static_cast<std::int64_t>(at<std::uint64_t>(data, row));
    case DUCKDB_TYPE_HUGEINT: return static_cast<std::int64_t>(at<duckdb_hugeint>(data, row).lower);
    default: return at<std::int64_t>(data, row);
  }
}

double real_at(duckdb_type type, const void* data, std::size_t row) noexcept {
  if (type == DUCKDB_TYPE_DOUBLE) return at<double>(data, row);
  if (type == DUCKDB_TYPE_FLOAT) return static_cast<double>(at<float>(data, row));
  return static_cast<double>(integer_at(type, data, row));
}

std::int64_t microseconds_at(const void* data, std::size_t row) noexcept {
  return at<std::int64_t>(data, row);
}

Instant instant_at(const void* data, std::size_t row) noexcept {
  return instant_of_microseconds(microseconds_at(data, row));
}

std::string_view text_at(const void* data, std::size_t row) noexcept {
  const auto& text = at<duckdb_string_t>(data, row);
  const std::uint32_t length = text.value.inlined.length;
  return {length <= longest_inlined_bytes ? text.value.inlined.inlined : text.value.pointer.ptr, length};
}

}  // namespace nowthen::warehouse
