#pragma once
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "warehouse/duckdb/functions.hpp"
#include "warehouse/duckdb/text_arena.hpp"
#include "warehouse/duckdb/value.hpp"

namespace nowthen::warehouse {

/// What the cells of a column are. Columns of other types take NULL alone.
enum class CellKind : std::uint8_t {
  none,
  boolean,
  smallint,
  integer,
  bigint,
  real,
  text,
  timestamp,
  text_list,
  bigint_list,
};

/// Rows on their way into a table, some two thousand at a time, written where DuckDB reads them: column by
/// column, a number into its place, a text as the 16 bytes that DuckDB has for one. A cell costs no call.
///
/// Cells come in the order of the table's columns. What does not fit its column is noted and told by
/// `end_row`. Whole numbers fit every column for numbers that can hold them, and text; nothing else is
/// converted. Whether text is UTF-8 is left to DuckDB, which looks when a table takes the rows.
/// Used by one thread at a time.
class RowChunk {
 public:
  /// @param appender  takes the rows; must outlive it
  RowChunk(const Functions& call, duckdb_appender appender);
  ~RowChunk();
  RowChunk(const RowChunk&) = delete;
  RowChunk& operator=(const RowChunk&) = delete;

  void null() {
    const Cell cell = next();
    if (cell.column->validity == nullptr && !begin_nulls(*cell.column)) return;
    cell.column->validity[row_ / bits_a_word] &= ~(std::uint64_t{1} << (row_ % bits_a_word));
  }
  void boolean(bool value) {
    const Cell cell = next(CellKind::boolean);
    cell.fits ? put(*cell.column, value) : note_misfit("true or false");
  }
  void bigint(std::int64_t value) {
    const Cell cell = next(CellKind::bigint);
    cell.fits ? put(*cell.column, value) : converted(*cell.column, value);
  }
  void real(double value) {
    const Cell cell = next(CellKind::real);
    cell.fits ? put(*cell.column, value) : note_misfit("a number with a fraction");
  }
  void text(std::string_view value) {
    const Cell cell = next(CellKind::text);
    cell.fits ? put(*cell.column, kept(value)) : note_misfit("text");
  }
  void timestamp(Instant value) {
    const Cell cell = next(CellKind::timestamp);
    cell.fits ? put(*cell.column, microseconds_of(value)) : note_misfit("an instant");
  }
  void text_list(std::span<const std::string_view> values);
  void bigint_list(std::span<const std::int64_t> values);

  /// For a number that no column of ours can hold.
  void misfit(const char* what) {
    next();
    note_misfit(what);
  }

  /// Whether the row is whole and every value fitted; see `reason`.
  bool end_row();

  /// What was wrong with the row, such as `no text fits into column 2`.
  const std::string& reason() const noexcept { return reason_; }

  /// No more rows can be taken before `hand_over`, or should not be: their texts have become many.
  bool is_full() const noexcept { return row_ == capacity_ || arena_.size_bytes() > most_text_bytes; }

  /// Gives the rows to the appender, and begins anew.
  duckdb_state hand_over();

 private:
  static constexpr std::size_t bits_a_word = 64;
  static constexpr std::size_t most_text_bytes = std::size_t{8} << 20U;

  struct Column {
    duckdb_vector vector = nullptr;
    void* data = nullptr;
    std::uint64_t* validity = nullptr;  ///< A bit for each row; null until there is a NULL.
    CellKind kind = CellKind::none;
  };
  struct Cell {
    Column* column;
    bool fits;
  };

  /// The next column of the row; behind the last one, one that takes nothing.
  Cell next(CellKind kind = CellKind::none) noexcept {
    Column& column = columns_[at_];
    if (at_ < count_) ++at_;
    return {&column, column.kind == kind};
  }

  template <class T>
  void put(Column& column, T value) noexcept {
    static_cast<T*>(column.data)[row_] = value;
  }

  duckdb_string_t kept(std::string_view value);
  void converted(Column& column, std::int64_t value);
  template <class T>
  void narrowed(Column& column, std::int64_t value);
  bool begin_nulls(Column& column);
  void* grow_list(Column& column, std::size_t count);
  void note_misfit(const char* what);
  void begin();

  const Functions& call_;
  duckdb_appender appender_;
  duckdb_data_chunk chunk_ = nullptr;
  std::size_t capacity_;
  std::size_t count_ = 0;        ///< Of the table's columns.
  std::vector<Column> columns_;  ///< These, and behind them one of kind `none` without a vector.
  std::size_t at_ = 0;           ///< The column that comes next.
  std::size_t row_ = 0;
  TextArena arena_;
  std::string reason_;
};

}  // namespace nowthen::warehouse
