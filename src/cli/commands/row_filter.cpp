#include "cli/commands/row_filter.hpp"

#include <algorithm>
#include <istream>
#include <ostream>

#include "extract/privacy/named_ids.hpp"

namespace nowthen::cli {
namespace {

/// The next row with its line end; a line end within quotes is part of it. False at the end.
bool next_row(std::istream& in, std::string& row) {
  row.clear();
  std::string line;
  bool is_open = false;
  while (std::getline(in, line)) {
    row += line;
    if (!in.eof()) row += '\n';
    if (std::count(line.begin(), line.end(), '"') % 2 != 0) is_open = !is_open;
    if (!is_open) return true;
  }
  return !row.empty();
}

/// An id as it is, or behind the apostrophe that keeps it from being a formula.
bool is_erased_cell(std::string_view cell, const extract::IsErased& is_erased) {
  return is_erased(cell) || (cell.starts_with('\'') && is_erased(cell.substr(1)));
}

}  // namespace

std::vector<std::string> csv_cells(std::string_view row) {
  while (row.ends_with('\n') || row.ends_with('\r')) row.remove_suffix(1);
  std::vector<std::string> cells(1);
  bool is_quoted = false;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i] == '"') {
      if (is_quoted && i + 1 < row.size() && row[i + 1] == '"')
        cells.back() += row[i++];
      else
        is_quoted = !is_quoted;
    } else if (row[i] == ',' && !is_quoted) {
      cells.emplace_back();
    } else {
      cells.back() += row[i];
    }
  }
  return cells;
}

FilteredRows filter_ndjson(std::istream& in, std::ostream& out, const extract::IsErased& is_erased) {
  FilteredRows rows;
  std::string line;
  while (std::getline(in, line)) {
    const auto ids = extract::texts_of_field(line, "conversation_id");
    if (ids && std::any_of(ids->begin(), ids->end(), is_erased)) {
      ++rows.removed;
      continue;
    }
    ++rows.kept;
    out << line;
    if (!in.eof()) out << '\n';
  }
  return rows;
}

FilteredRows filter_csv(std::istream& in, std::ostream& out, std::size_t column,
                        const extract::IsErased& is_erased) {
  FilteredRows rows;
  std::string row;
  if (next_row(in, row)) out << row;
  while (next_row(in, row)) {
    const auto cells = csv_cells(row);
    if (column < cells.size() && is_erased_cell(cells[column], is_erased)) {
      ++rows.removed;
    } else {
      ++rows.kept;
      out << row;
    }
  }
  return rows;
}

}  // namespace nowthen::cli
