#pragma once
#include <utility>
#include <vector>

#include "cli/output/table.hpp"
#include "cli/output/text_sink.hpp"

namespace nowthen::cli {

/// A table that is shown page by page: the first page that has rows settles the widths. Not thread-safe.
class TablePages {
 public:
  /// @param sink  must outlive it
  TablePages(TextSink& sink, std::vector<Column> columns, const Table::Options& options)
      : sink_(&sink), table_(std::move(columns), options) {}

  void add(Row row) {
    table_.add(std::move(row));
    is_fresh_ = true;
  }

  void page_done() {
    if (!is_fresh_) return;
    sink_->append(table_.take());
    is_fresh_ = false;
    is_headed_ = true;
  }

  /// The last page; of a table without rows its head.
  void end() {
    page_done();
    if (!is_headed_) sink_->append(table_.take());
  }

  std::size_t hidden_columns() const { return table_.hidden_columns(); }

 private:
  TextSink* sink_;
  Table table_;
  bool is_fresh_ = false;
  bool is_headed_ = false;
};

}  // namespace nowthen::cli
