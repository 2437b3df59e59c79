#pragma once
#include <map>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "warehouse/schema/row_writer.hpp"

namespace nowthen::testing {

/// One value of a row; the first kind is NULL.
using Cell = std::variant<std::monostate, std::string, std::int64_t, double, bool, Instant,
                          std::vector<std::string>, std::vector<std::int64_t>>;

/// A table's row, its cells found by the names of their columns.
class CollectedRow {
 public:
  CollectedRow(const warehouse::TableSchema& schema, std::vector<Cell> cells)
      : schema_(&schema), cells_(std::move(cells)) {}

  const Cell& operator[](std::string_view column) const {
    for (std::size_t at = 0; at < schema_->columns.size(); ++at)
      if (schema_->columns[at].name == column) return cells_.at(at);
    throw std::out_of_range("no column " + std::string(column));
  }

  const std::vector<Cell>& cells() const noexcept { return cells_; }

  /// The positions that its key consists of beside the conversation's id.
  std::vector<std::int64_t> positions() const {
    std::vector<std::int64_t> all;
    for (std::size_t at = 1; at < schema_->key_count; ++at)
      all.push_back(std::get<std::int64_t>(cells_.at(at)));
    return all;
  }

 private:
  const warehouse::TableSchema* schema_;
  std::vector<Cell> cells_;
};

/// Keeps the rows that a record was written as.
class CollectedRows {
 public:
  static CollectedRows of(const ConversationDetail& record, const warehouse::RecordMeta& meta = {}) {
    CollectedRows rows;
    warehouse::write_rows(record, meta, rows);
    return rows;
  }

  void begin_row(warehouse::TableId table) {
    table_ = table;
    cells_.clear();
  }
  void null() { cells_.emplace_back(); }
  void text(std::string_view text) { cells_.emplace_back(std::string(text)); }
  void bigint(std::int64_t number) { cells_.emplace_back(number); }
  void real(double number) { cells_.emplace_back(number); }
  void boolean(bool flag) { cells_.emplace_back(flag); }
  void timestamp(Instant instant) { cells_.emplace_back(instant); }
  void text_list(const warehouse::TextList& list) {
    std::vector<std::string> texts;
    for (std::size_t at = 0; at < list.size(); ++at) texts.emplace_back(list[at]);
    cells_.emplace_back(std::move(texts));
  }
  void bigint_list(std::span<const std::int64_t> list) {
    cells_.emplace_back(std::vector<std::int64_t>(list.begin(), list.end()));
  }
  void end_row() {
    const auto& schema = warehouse::table(table_);
    if (cells_.size() != schema.columns.size())
      throw std::logic_error("a row of " + std::string(schema.name) + " has " +
                             std::to_string(cells_.size()) + " cells");
    rows_[table_].emplace_back(schema, cells_);
  }

  const std::vector<CollectedRow>& operator[](warehouse::TableId table) const {
    static const std::vector<CollectedRow> none;
    const auto found = rows_.find(table);
    return found == rows_.end() ? none : found->second;
  }

 private:
  warehouse::TableId table_{};
  std::vector<Cell> cells_;
  std::map<warehouse::TableId, std::vector<CollectedRow>> rows_;
};

}  // namespace nowthen::testing
