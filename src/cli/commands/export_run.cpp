#include "cli/commands/export_run.hpp"

#include <fmt/format.h>

#include <ostream>

#include "cli/commands/export_folder.hpp"
#include "cli/commands/export_plan.hpp"
#include "cli/data_access.hpp"
#include "cli/output/conversation_fields.hpp"
#include "extract/erasure/export_registry.hpp"

namespace nowthen::cli {
namespace {

struct ExportTally {
  std::int64_t written = 0;
  std::int64_t rows = 0;
  std::int64_t kept = 0;
  std::int64_t removed = 0;
};

/// One export on its way.
class Run {
 public:
  Run(const ExportRequest& request, Context& context, warehouse::Connection connection, ExportFolder folder)
      : request_(request),
        context_(context),
        connection_(std::move(connection)),
        folder_(std::move(folder)) {}

  Result<ExitCode> all() {
    for (const ExportTable& table : request_.tables) {
      auto done = one(table);
      auto listed = folder_.write_manifest(context_.clock.now());
      if (!done) return done.error();
      if (!listed) return listed.error();
    }
    tell();
    return ExitCode::ok;
  }

 private:
  Result<void> one(const ExportTable& table) {
    if (auto named = execute(name_rows_sql(table)); !named) return named;
    const auto states = states_of(table);
    if (!states) return states.error();
    const auto plan = plan_export(
        *states, folder_.files_of(table.name),
        [&](const auto& day) { return table.dating == Dating::undated || request_.range.holds(day); },
        [&](const ExportedFile& file) { return folder_.is_intact(file); });
    for (const ExportedFile& file : plan.remove) {
      if (auto removed = folder_.remove(file); !removed) return removed;
      ++tally_.removed;
    }
    tally_.kept += static_cast<std::int64_t>(plan.keep.size());
    if (auto written = write(table, plan.write); !written) return written;
    return execute(forget_sql(table));
  }

  Result<std::vector<DayState>> states_of(const ExportTable& table) {
    auto rows = connection_.query(states_sql(table, request_.range), {}, context_.stop);
    if (!rows) return rows.error();
    std::vector<DayState> states;
    while (true) {
      const auto more = rows->next();
      if (!more) return more.error();
      if (!*more) return states;
      states.push_back(
          {.day = rows->get<std::string>(0),
           .rows = rows->get<std::int64_t>(1).value_or(0),
           .state = rows->get<std::string>(2).value_or("") + "-" + rows->get<std::string>(3).value_or("")});
    }
  }

  Result<void> write(const ExportTable& table, const std::vector<DayState>& days) {
    if (days.empty()) return {};
    std::vector<std::optional<std::string>> chosen;
    chosen.reserve(days.size());
    for (const DayState& state : days) chosen.push_back(state.day);
    if (auto staged = execute(stage_sql(table, chosen)); !staged) return staged;
    for (const DayState& state : days) {
      if (auto copied = execute(copy_sql(table, state.day, request_.form, folder_.unfinished())); !copied)
        return copied;
      if (auto accepted = folder_.accept(
              {.table = std::string(table.name), .day = state.day, .rows = state.rows, .state = state.state});
          !accepted)
        return accepted;
      ++tally_.written;
      tally_.rows += state.rows;
    }
    return {};
  }

  Result<void> execute(const std::string& sql) {
    if (context_.stop.stop_requested()) return Error{.kind = ErrorKind::cancelled, .message = "interrupted"};
    const auto done = connection_.execute(sql, {}, context_.stop);
    if (!done) return done.error();
    return {};
  }

  void tell() const {
    if (context_.settings.quiet) return;
    context_.err << fmt::format("{} file{} written with {} rows, {} as before, {} removed: {}\n",
                                grouped(tally_.written), tally_.written == 1 ? "" : "s", grouped(tally_.rows),
                                grouped(tally_.kept), grouped(tally_.removed), folder_.path())
                 << std::flush;
  }

  const ExportRequest& request_;
  Context& context_;
  warehouse::Connection connection_;
  ExportFolder folder_;
  ExportTally tally_;
};

}  // namespace

Result<ExitCode> run_export(const ExportRequest& request, Context& context) {
  auto access = open_for_reading(context, "export");
  if (!access) return access.error();
  auto connection = access->tables.connect();
  if (!connection) return connection.error();
  const std::string& zone = context.settings.zone.name();
  if (auto zoned = connection->execute(fmt::format("SET TimeZone = '{}'", zone)); !zoned)
    return zoned.error();
  auto folder = ExportFolder::open(request.to, request.form, zone, context.clock.now());
  if (!folder) return folder.error();
  // Before the first file: nowthen erase has to know every folder that may hold a copy.
  if (auto known = extract::register_export(access->folder.path(), folder->path()); !known)
    return known.error();
  return Run(request, context, *std::move(connection), *std::move(folder)).all();
}

}  // namespace nowthen::cli
