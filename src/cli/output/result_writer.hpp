#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/answer.hpp"
#include "cli/output/csv.hpp"
#include "cli/output/format.hpp"
#include "cli/output/table.hpp"
#include "cli/output/text_sink.hpp"
#include "cli/time_zone.hpp"

namespace nowthen::cli {

/// How the values of a column are written. JSON takes a number as text as it is where it can.
using FieldKind = access::ValueKind;

struct Field {
  std::string name;
  FieldKind kind = FieldKind::text;
  bool operator==(const Field&) const = default;
};

/// One value: nothing for NULL, otherwise what its field's kind says.
using FieldValue = access::Cell;

/// Writes rows of any columns, one after the other, in one of the formats.
///
/// `begin`, then any number of `write` with `page_done` now and then, then `end`: also when the rows end
/// early, so that what was written is well-formed. Failures of the destination show at the sink. Not
/// thread-safe.
class ResultWriter {
 public:
  virtual ~ResultWriter() = default;
  virtual void begin() {}
  /// `row` has a value for each field, in their order.
  virtual void write(std::span<const FieldValue> row) = 0;
  /// What was written may be shown now; more may follow.
  virtual void page_done() {}
  virtual void end() {}
  /// How many columns had no room in a table.
  virtual std::size_t hidden_columns() const { return 0; }
};

struct ResultWriterOptions {
  Format format = Format::table;
  TimeZone zone;  ///< Of instants in tables and CSV; JSON is in UTC.
  Table::Options table;
  Formulas formulas = Formulas::kept;
};

/// A writer to `sink`, which must outlive it.
std::unique_ptr<ResultWriter> make_result_writer(TextSink& sink, std::vector<Field> fields,
                                                 const ResultWriterOptions& options);

/// Appends `text` as a JSON string. Control characters and what changes the direction of text are escaped, so
/// that it cannot move a terminal either.
void append_json_string(std::string& out, std::string_view text);

/// `names` such that each is there once: a later `a` becomes `a_1`.
std::vector<std::string> unique_names(const std::vector<Field>& fields);

}  // namespace nowthen::cli
