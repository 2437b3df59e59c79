#include "cli/output/table.hpp"

#include <algorithm>

#include "cli/output/terminal_text.hpp"

namespace nowthen::cli {
namespace {

constexpr std::size_t gap = 2;

/// Cells that a line of these columns takes; columns of width 0 are not there.
std::size_t line_width(const std::vector<std::size_t>& widths) {
  std::size_t total = 0;
  for (const std::size_t width : widths)
    if (width > 0) total += width + (total > 0 ? gap : 0);
  return total;
}

/// How far a column of this width may shrink.
std::size_t least_width(const Column& column, std::size_t width) {
  return column.whole ? width : std::min(width, column.min_width);
}

/// Takes one cell from the widest column that may give one.
bool shrink_one(const std::vector<Column>& columns, std::vector<std::size_t>& widths) {
  std::size_t widest = columns.size();
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (widths[i] > least_width(columns[i], widths[i]) &&
        (widest == columns.size() || widths[i] > widths[widest]))
      widest = i;
  if (widest == columns.size()) return false;
  --widths[widest];
  return true;
}

bool drop_one(const std::vector<Column>& columns, std::vector<std::size_t>& widths) {
  std::size_t dropped = columns.size();
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (widths[i] > 0 && columns[i].expendable > 0 &&
        (dropped == columns.size() || columns[i].expendable > columns[dropped].expendable))
      dropped = i;
  if (dropped == columns.size()) return false;
  widths[dropped] = 0;
  return true;
}

std::size_t width_with_all_at_least(const std::vector<Column>& columns,
                                    const std::vector<std::size_t>& widths) {
  std::vector<std::size_t> least = widths;
  for (std::size_t i = 0; i < columns.size(); ++i) least[i] = least_width(columns[i], widths[i]);
  return line_width(least);
}

/// `text` in `width` cells. The padding on the right of a line's last column is left out.
std::string place(const Column& column, const std::string& text, std::size_t width) {
  const std::size_t taken = display_width(text);
  const std::string padding(width > taken ? width - taken : 0, ' ');
  return column.align == Column::Align::right ? padding + text : text + padding;
}

}  // namespace

std::vector<std::size_t> fit_widths(const std::vector<Column>& columns, std::vector<std::size_t> natural,
                                    std::size_t available) {
  if (available == unlimited_width) return natural;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (!columns[i].whole) natural[i] = std::min(natural[i], columns[i].max_width);
  while (width_with_all_at_least(columns, natural) > available && drop_one(columns, natural)) {
  }
  while (line_width(natural) > available && shrink_one(columns, natural)) {
  }
  return natural;
}

Table::Table(std::vector<Column> columns, Options options)
    : columns_(std::move(columns)), options_(std::move(options)) {}

void Table::add(Row row) {
  row.resize(columns_.size());
  for (Cell& cell : row) cell.text = printable(cell.text);
  waiting_.push_back(std::move(row));
}

void Table::settle_widths() {
  std::vector<std::size_t> natural;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    std::size_t width = std::max<std::size_t>(display_width(columns_[i].title), 1);
    bool filled = waiting_.empty();
    for (const Row& row : waiting_) {
      width = std::max(width, display_width(row[i].text));
      filled = filled || !row[i].text.empty();
    }
    natural.push_back(filled || !columns_[i].only_when_filled ? width : 0);
  }
  widths_ = fit_widths(columns_, std::move(natural), options_.available);
}

void Table::append_head(std::string& text) const {
  Row titles;
  for (const Column& column : columns_) titles.push_back({column.title, Style::bold});
  append_line(text, titles);
  Row rules;
  for (const std::size_t width : widths_) {
    std::string rule;
    for (std::size_t i = 0; i < width; ++i) rule += "\xE2\x94\x80";
    rules.push_back({std::move(rule), Style::dim});
  }
  append_line(text, rules);
}

void Table::append_line(std::string& text, const Row& row) const {
  std::string padding;
  bool first = true;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (widths_[i] == 0) continue;
    if (!first) padding.append(gap, ' ');
    first = false;
    const bool cut = options_.available != unlimited_width && !columns_[i].whole;
    const std::string placed =
        place(columns_[i], cut ? truncate(row[i].text, widths_[i]) : row[i].text, widths_[i]);
    const std::size_t content = placed.find_last_not_of(' ');
    if (content == std::string::npos) {
      padding += placed;
      continue;
    }
    text += padding + options_.palette.paint(row[i].style, std::string_view(placed).substr(0, content + 1));
    padding = placed.substr(content + 1);
  }
  text += '\n';
}

std::size_t Table::hidden_columns() const {
  return static_cast<std::size_t>(std::count(widths_.begin(), widths_.end(), std::size_t{0}));
}

std::string Table::take() {
  std::string text;
  if (widths_.empty()) {
    settle_widths();
    append_head(text);
  }
  for (const Row& row : waiting_) append_line(text, row);
  waiting_.clear();
  return text;
}

}  // namespace nowthen::cli
