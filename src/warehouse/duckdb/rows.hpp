#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "warehouse/duckdb/failure.hpp"

namespace nowthen::warehouse {

/// What a column is read as.
enum class ColumnKind {
  boolean,
  integer,  ///< Every whole number, HUGEINT included while its values fit into 64 bits.
  real,     ///< FLOAT and DOUBLE.
  instant,  ///< TIMESTAMPTZ, to the millisecond; what is finer is cut off.
  text,     ///< VARCHAR, and everything else as DuckDB writes it: DECIMAL, DATE, UUID, lists, structs.
};

struct ResultColumn {
  std::string name;
  ColumnKind kind = ColumnKind::text;
};

/// When DuckDB gives the rows of a statement.
enum class Delivery {
  whole,     ///< All are made first, by all of its threads, and stay in memory until they are read: for few.
  streamed,  ///< As they are made: for any number, at the price of more waiting among its threads.
};

/// The rows of a query, read once from first to last, a few thousand in memory at a time unless they were
/// delivered whole.
///
///     while (true) {
///       auto more = rows.next();
///       if (!more) return more.error();
///       if (!*more) break;
///       use(rows.get<std::string_view>(0), rows.get<std::int64_t>(1));
///     }
///
/// They belong to their connection's latest statement: another one on the same connection ends them, and
/// `next` says so. Until they are read to the end or that happens, their transaction stays open. Used by one
/// thread at a time.
class Rows {
 public:
  Rows(Rows&&) noexcept;
  Rows& operator=(Rows&&) noexcept;
  ~Rows();

  const std::vector<ResultColumn>& columns() const noexcept;

  /// Goes to the next row; false after the last. Blocks while DuckDB works. Fails with `interrupted` soon
  /// after the stop token of the query is triggered, with `invalid_value` for a number beyond 64 bits, and
  /// with whatever DuckDB runs into on the way; rows already read are then no answer.
  Outcome<bool> next();

  /// The value in the current row, nothing for NULL. `T` is `bool`, `std::int64_t`, `double` (also of an
  /// integer), `Instant`, `std::string_view` (valid until `next`) or `std::string`.
  ///
  /// Throws `std::logic_error` when the column is of another kind or there is no current row: that is a bug.
  template <class T>
  std::optional<T> get(std::size_t column) const {
    if (is_null(column)) return std::nullopt;
    if constexpr (std::is_same_v<T, bool>)
      return boolean(column);
    else if constexpr (std::is_same_v<T, std::int64_t>)
      return integer(column);
    else if constexpr (std::is_same_v<T, double>)
      return real(column);
    else if constexpr (std::is_same_v<T, Instant>)
      return instant(column);
    else
      return T(text(column));
  }

  bool is_null(std::size_t column) const;

  /// The instant in the current row as DuckDB keeps it: microseconds since 1970 in UTC, or the least and
  /// greatest numbers for its infinities. The value must not be NULL.
  std::int64_t microseconds(std::size_t column) const;

  /// How many rows after the current one `next` has at hand.
  std::size_t rows_at_hand() const noexcept;

  /// Whether `next` has its answer at hand, so that DuckDB need not work for it.
  bool is_next_at_hand() const noexcept;

 private:
  friend class Statement;
  struct State;
  explicit Rows(std::unique_ptr<State> state);

  bool boolean(std::size_t column) const;
  std::int64_t integer(std::size_t column) const;
  double real(std::size_t column) const;
  Instant instant(std::size_t column) const;
  std::string_view text(std::size_t column) const;

  std::unique_ptr<State> state_;
};

}  // namespace nowthen::warehouse
