#pragma once
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "cli/output/style.hpp"

namespace nowthen::cli {

/// One column of a table.
struct Column {
  enum class Align { left, right };
  std::string title;
  Align align = Align::left;
  std::size_t min_width = 4;   ///< Not shrunk below this many cells.
  std::size_t max_width = 40;  ///< Longer texts are cut where the table has to fit a terminal.
  int expendable =
      0;  ///< Where nothing can be shrunk further, the column with the highest goes first; 0: stays.
  bool whole = false;             ///< Numbers and durations: never cut, whatever sticks out.
  bool only_when_filled = false;  ///< Left out where the rows that settle the widths have nothing for it.
};

/// One cell. The text may be anything: it is made `printable` when it is shown.
struct Cell {
  std::string text;
  Style style = Style::plain;
};

using Row = std::vector<Cell>;

/// A table without a border that has to fit nothing: for files and pipes.
inline constexpr std::size_t unlimited_width = std::numeric_limits<std::size_t>::max();

/// The width that each column gets so that all of them, two cells apart, fit `available`; 0: the column is
/// left out.
///
/// `natural` are the widths wanted. The widest column gives first, down to its least width; then whole
/// columns go.
std::vector<std::size_t> fit_widths(const std::vector<Column>& columns, std::vector<std::size_t> natural,
                                    std::size_t available);

/// A text table: titles, a rule, one line a row. Widths are settled once, by the rows added first.
///
/// Rows added before the first `take` decide the widths; later ones are cut to them on a terminal, and stick
/// out where `available` is `unlimited_width`. Not thread-safe.
class Table {
 public:
  struct Options {
    std::size_t available = unlimited_width;  ///< Cells of the terminal.
    Palette palette;
  };

  Table(std::vector<Column> columns, Options options);

  /// One cell a column; missing ones are empty.
  void add(Row row);

  /// The lines for all that was added since the last call, the head before the first of them.
  std::string take();

  /// How many columns had no room. Settled by the first `take`.
  std::size_t hidden_columns() const;

 private:
  void settle_widths();
  void append_head(std::string& text) const;
  void append_line(std::string& text, const Row& row) const;

  std::vector<Column> columns_;
  Options options_;
  std::vector<std::size_t> widths_;
  std::vector<Row> waiting_;
};

}  // namespace nowthen::cli
