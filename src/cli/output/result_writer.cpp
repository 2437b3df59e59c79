#include "cli/output/result_writer.hpp"

#include <algorithm>
#include <set>

#include "cli/output/result_text.hpp"
#include "cli/output/show_time.hpp"
#include "cli/output/table_pages.hpp"
#include "cli/output/terminal_text.hpp"

namespace nowthen::cli {
namespace {

/// The columns' names as they stand before each value of an object.
std::vector<std::string> member_names(const std::vector<Field>& fields) {
  std::vector<std::string> members;
  for (const std::string& name : unique_names(fields)) {
    std::string& member = members.emplace_back(members.empty() ? "{" : ",");
    append_json_string(member, name);
    member += ':';
  }
  return members;
}

/// JSON and NDJSON: an object a row.
class ObjectWriter final : public ResultWriter {
 public:
  ObjectWriter(TextSink& sink, std::vector<Field> fields, Format format)
      : sink_(sink),
        fields_(std::move(fields)),
        members_(member_names(fields_)),
        array_(format == Format::json) {}

  void begin() override {
    if (array_) sink_.append("[");
  }

  void write(std::span<const FieldValue> row) override {
    line_ = array_ ? (first_ ? "\n" : ",\n") : "";
    first_ = false;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      line_ += members_[i];
      append_json_value(line_, fields_[i].kind, row[i]);
    }
    line_ += array_ ? "}" : "}\n";
    sink_.append(line_);
  }

  void end() override {
    if (array_) sink_.append(first_ ? "]\n" : "\n]\n");
  }

 private:
  TextSink& sink_;
  std::vector<Field> fields_;
  std::vector<std::string> members_;
  bool array_;
  bool first_ = true;
  std::string line_;
};

/// NULL is an empty cell, empty text a quoted one.
class CsvResultWriter final : public ResultWriter {
 public:
  CsvResultWriter(TextSink& sink, std::vector<Field> fields, const ResultWriterOptions& options)
      : sink_(sink),
        fields_(std::move(fields)),
        show_instant_(rfc3339_in(options.zone)),
        formulas_(options.formulas) {}

  void begin() override {
    line_.clear();
    for (std::size_t i = 0; i < fields_.size(); ++i) append(i, fields_[i].name, formulas_);
    finish_line();
  }

  void write(std::span<const FieldValue> row) override {
    line_.clear();
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      const bool is_null = std::holds_alternative<std::monostate>(row[i]);
      if (is_null && i > 0) line_ += ',';
      if (!is_null) append(i, value_text(row[i], show_instant_), formulas_for(fields_[i].kind));
    }
    finish_line();
  }

 private:
  /// A negative number is no formula.
  Formulas formulas_for(FieldKind kind) const {
    return kind == FieldKind::text || kind == FieldKind::json ? formulas_ : Formulas::kept;
  }

  void append(std::size_t column, std::string_view text, Formulas formulas) {
    cell_.clear();
    append_csv_cell(cell_, printable(text), formulas);
    if (column > 0) line_ += ',';
    line_ += cell_.empty() ? "\"\"" : cell_;
  }

  void finish_line() {
    line_ += csv_line_end;
    sink_.append(line_);
  }

  TextSink& sink_;
  std::vector<Field> fields_;
  ShowInstant show_instant_;
  Formulas formulas_;
  std::string cell_;
  std::string line_;
};

/// Numbers are never cut; where there is no room for all columns, the last ones go.
std::vector<Column> table_columns(const std::vector<Field>& fields) {
  constexpr std::size_t least_width = 8;
  constexpr std::size_t most_width = 1000;
  std::vector<Column> columns;
  for (const Field& field : fields) {
    const bool is_number = field.kind == FieldKind::integer || field.kind == FieldKind::real ||
                           field.kind == FieldKind::number_text;
    columns.push_back({.title = printable(field.name),
                       .align = is_number ? Column::Align::right : Column::Align::left,
                       .min_width = least_width,
                       .max_width = most_width,
                       .expendable = static_cast<int>(columns.size()),
                       .whole = is_number || field.kind == FieldKind::instant});
  }
  return columns;
}

class TableResultWriter final : public ResultWriter {
 public:
  TableResultWriter(TextSink& sink, const std::vector<Field>& fields, const ResultWriterOptions& options)
      : show_instant_(precise_wall_clock(options.zone)), table_(sink, table_columns(fields), options.table) {}

  void write(std::span<const FieldValue> row) override {
    Row cells;
    for (const FieldValue& value : row)
      cells.push_back(std::holds_alternative<std::monostate>(value)
                          ? Cell{"NULL", Style::dim}
                          : Cell{value_text(value, show_instant_), Style::plain});
    table_.add(std::move(cells));
  }

  void page_done() override { table_.page_done(); }
  void end() override { table_.end(); }

  std::size_t hidden_columns() const override { return table_.hidden_columns(); }

 private:
  ShowInstant show_instant_;
  TablePages table_;
};

}  // namespace

std::vector<std::string> unique_names(const std::vector<Field>& fields) {
  std::vector<std::string> names;
  std::set<std::string> taken;
  for (const Field& field : fields) taken.insert(field.name);
  std::set<std::string> used;
  for (const Field& field : fields) {
    std::string name = field.name;
    for (int i = 1; used.count(name) > 0 || (name != field.name && taken.count(name) > 0); ++i)
      name = field.name + "_" + std::to_string(i);
    used.insert(name);
    names.push_back(std::move(name));
  }
  return names;
}

std::unique_ptr<ResultWriter> make_result_writer(TextSink& sink, std::vector<Field> fields,
                                                 const ResultWriterOptions& options) {
  switch (options.format) {
    case Format::json:
    case Format::ndjson: return std::make_unique<ObjectWriter>(sink, std::move(fields), options.format);
    case Format::csv: return std::make_unique<CsvResultWriter>(sink, std::move(fields), options);
    case Format::table: break;
  }
  return std::make_unique<TableResultWriter>(sink, fields, options);
}

}  // namespace nowthen::cli
