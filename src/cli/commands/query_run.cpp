#include "cli/commands/query_run.hpp"

#include <fmt/format.h>

#include <ostream>

#include "cli/commands/data_output.hpp"
#include "cli/commands/query_sql.hpp"
#include "cli/commands/writer_options.hpp"
#include "cli/data_access.hpp"
#include "cli/output/terminal_text.hpp"

namespace nowthen::cli {
namespace {

using warehouse::Rows;
using warehouse::StatementClass;

/// From here on the connection's database reads nothing but its own file, in that zone.
warehouse::Outcome<void> confine(warehouse::Connection& connection, const TimeZone& zone) {
  const auto zoned = connection.execute(fmt::format("SET TimeZone = '{}'", zone.name()));
  if (!zoned) return zoned.error();
  const auto confined =
      connection.execute("SET enable_external_access = false; SET lock_configuration = true");
  if (!confined) return confined.error();
  return boost::system::in_place_value;
}

FieldValue value_at(const Rows& rows, FieldKind kind, std::size_t column) {
  if (rows.is_null(column)) return {};
  switch (kind) {
    case FieldKind::boolean: return *rows.get<bool>(column);
    case FieldKind::integer: return *rows.get<std::int64_t>(column);
    case FieldKind::real: return *rows.get<double>(column);
    case FieldKind::instant: return *rows.get<Instant>(column);
    case FieldKind::number_text:
    case FieldKind::text:
    case FieldKind::json: break;
  }
  return *rows.get<std::string_view>(column);
}

/// Plans are drawn over several lines, which a table would put on one.
class PlanWriter final : public ResultWriter {
 public:
  explicit PlanWriter(TextSink& sink) : sink_(sink) {}

  void write(std::span<const FieldValue> row) override {
    const auto* const plan = std::get_if<std::string_view>(&row.back());
    for (std::string_view rest = plan == nullptr ? "" : *plan; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      sink_.append(printable(rest.substr(0, end)) + "\n");
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

 private:
  TextSink& sink_;
};

/// One query on its way to its output.
class Run {
 public:
  Run(const ListOptions& given, Context& context, DataOutput& output, std::unique_ptr<ResultWriter> writer)
      : given_(given), context_(context), output_(output), writer_(std::move(writer)) {}

  /// Writes all rows. Nothing is written before DuckDB gives the first.
  Result<ExitCode> write(warehouse::Outcome<Rows> rows, const ReadableQuery& query) {
    auto written =
        rows ? write_rows(*rows, query) : Result<void>(query_error(rows.error(), query.is_wrapped));
    if (is_lost_) return output_.failed(written.error());
    const bool interrupted = !written && written.error().kind == ErrorKind::cancelled;
    if (!written && !interrupted && (!begun_ || output_.is_file())) return written.error();
    if (!begun_) writer_->begin();
    writer_->end();
    if (auto finished = output_.finish(); !finished) return output_.failed(finished.error());
    if (!written) return written.error();
    tell();
    return ExitCode::ok;
  }

 private:
  Result<void> write_rows(Rows& rows, const ReadableQuery& query) {
    std::vector<FieldValue> row(query.fields.size());
    while (true) {
      const auto more = rows.next();
      if (!more) return query_error(more.error(), query.is_wrapped);
      if (!begun_) writer_->begin();
      begun_ = true;
      if (!*more) return {};
      for (std::size_t i = 0; i < row.size(); ++i) row[i] = value_at(rows, query.fields[i].kind, i);
      writer_->write(row);
      ++count_;
      if (!rows.is_next_at_hand())
        if (auto shown = show(); !shown) return shown;
    }
  }

  Result<void> show() {
    writer_->page_done();
    auto shown = output_.page_done();
    is_lost_ = !shown;
    return shown;
  }

  void tell() {
    if (context_.settings.quiet || format_of(given_, context_) != Format::table) return;
    context_.err << fmt::format("{} row{}\n", count_, count_ == 1 ? "" : "s");
    if (const std::size_t hidden = writer_->hidden_columns(); hidden > 0)
      context_.err << fmt::format(
          "note: {} column{} did not fit; name fewer, or see all with --format json or in a file\n", hidden,
          hidden == 1 ? "" : "s");
    context_.err.flush();
  }

  const ListOptions& given_;
  Context& context_;
  DataOutput& output_;
  std::unique_ptr<ResultWriter> writer_;
  bool begun_ = false;
  bool is_lost_ = false;  ///< The output does not take any more.
  std::int64_t count_ = 0;
};

std::unique_ptr<ResultWriter> writer_for(StatementClass statement, const ReadableQuery& query,
                                         const ListOptions& given, const Context& context, TextSink& sink) {
  const Format format = format_of(given, context);
  if (statement == StatementClass::explain && format == Format::table)
    return std::make_unique<PlanWriter>(sink);
  return make_result_writer(sink, query.fields,
                            {.format = format,
                             .zone = context.settings.zone,
                             .table = table_options(context, context.out_is_terminal && !given.writes_file()),
                             .formulas = given.csv_guard ? Formulas::guarded : Formulas::kept});
}

/// EXPLAIN ANALYZE runs what it explains: that must be a query, too.
std::optional<Error> refusal_of_explained(warehouse::Connection& connection, const std::string& sql) {
  const std::string inner = explained(sql);
  if (inner.empty()) return write_refused("EXPLAIN of a statement like this one");
  const auto shape = connection.shape_of(inner);
  if (!shape) return query_error(shape.error(), false);
  if (shape->statement != StatementClass::select) return write_refused(inner);
  return std::nullopt;
}

}  // namespace

Result<ExitCode> run_query(const std::string& sql, const ListOptions& given, Context& context) {
  auto access = open_for_reading(context, "query");
  if (!access) return access.error();
  auto connection = access->tables.connect();
  if (!connection) return connection.error();
  if (auto confined = confine(*connection, context.settings.zone); !confined) return confined.error();

  const auto shape = connection->shape_of(sql);
  if (!shape) return query_error(shape.error(), false);
  if (shape->statement == StatementClass::other) return write_refused(sql);
  if (shape->statement == StatementClass::explain)
    if (auto refused = refusal_of_explained(*connection, sql)) return *std::move(refused);
  const ReadableQuery query = readable_query(sql, *shape, format_of(given, context));
  auto output = DataOutput::open(context, given.output);
  if (!output) return output.error();
  Run run(given, context, *output, writer_for(shape->statement, query, given, context, output->sink()));
  return run.write(connection->query(query.sql, {}, context.stop), query);
}

}  // namespace nowthen::cli
