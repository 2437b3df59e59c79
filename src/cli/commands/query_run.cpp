#include "cli/commands/query_run.hpp"

#include <fmt/format.h>

#include <ostream>
#include <utility>
#include <vector>

#include "cli/commands/data_output.hpp"
#include "cli/commands/writer_options.hpp"
#include "cli/data_access.hpp"
#include "cli/output/result_writer.hpp"
#include "cli/output/terminal_text.hpp"

namespace nowthen::cli {
namespace {

using access::Answer;

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

  /// Writes all rows. Nothing is written before there is a first.
  Result<ExitCode> write(Answer& answer) {
    auto written = write_rows(answer);
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
  Result<void> write_rows(Answer& answer) {
    while (true) {
      const auto more = answer.next();
      if (!more) return more.error();
      if (!begun_) writer_->begin();
      begun_ = true;
      if (!*more) return {};
      writer_->write(answer.row());
      ++count_;
      if (answer.rows_at_hand() == 0)
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

std::unique_ptr<ResultWriter> writer_for(const Answer& answer, const ListOptions& given,
                                         const Context& context, TextSink& sink) {
  const Format format = format_of(given, context);
  if (answer.is_plan() && format == Format::table) return std::make_unique<PlanWriter>(sink);
  std::vector<Field> fields;
  for (const auto& column : answer.columns()) fields.push_back({.name = column.name, .kind = column.kind});
  return make_result_writer(sink, std::move(fields),
                            {.format = format,
                             .zone = context.settings.zone,
                             .table = table_options(context, context.out_is_terminal && !given.writes_file()),
                             .formulas = given.csv_guard ? Formulas::guarded : Formulas::kept});
}

}  // namespace

Result<ExitCode> run_query(const std::string& sql, const ListOptions& given, Context& context) {
  auto access = open_for_reading(context, "query");
  if (!access) return access.error();
  const auto nested =
      format_of(given, context) == Format::table ? access::Nested::text : access::Nested::json;
  const auto answer = access->tables->ask({.sql = sql, .nested = nested}, context.stop);
  if (!answer) return answer.error();
  auto output = DataOutput::open(context, given.output);
  if (!output) return output.error();
  return Run(given, context, *output, writer_for(**answer, given, context, output->sink())).write(**answer);
}

}  // namespace nowthen::cli
