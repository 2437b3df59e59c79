#include "cli/commands/export_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <ostream>
#include <utility>
#include <variant>
#include <vector>

#include "access/direct_tables.hpp"
#include "cli/commands/export_folder.hpp"
#include "cli/commands/export_local.hpp"
#include "cli/commands/export_plan.hpp"
#include "cli/commands/export_remote.hpp"
#include "cli/commands/export_source.hpp"
#include "cli/data_access.hpp"
#include "cli/output/conversation_fields.hpp"
#include "cli/taking.hpp"
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
  Run(const ExportRequest& request, Context& context, ExportSource& source, ExportFolder folder)
      : request_(request), context_(context), source_(source), folder_(std::move(folder)) {}

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
    const auto files = folder_.files_of(table.name);
    std::vector<ExportedDay> have;
    for (const ExportedFile& file : files)
      if (folder_.is_intact(file)) have.push_back({.day = file.day, .state = file.state});
    const auto states = source_.begin(table, have);
    if (!states) return states.error();
    const auto plan = plan_export(
        *states, files,
        [&](const auto& day) { return table.dating == Dating::undated || request_.range.holds(day); },
        [&](const ExportedFile& file) {
          return std::find(have.begin(), have.end(), ExportedDay{file.day, file.state}) != have.end();
        });
    for (const ExportedFile& file : plan.remove) {
      if (auto removed = folder_.remove(file); !removed) return removed;
      ++tally_.removed;
    }
    tally_.kept += static_cast<std::int64_t>(plan.keep.size());
    for (const DayState& state : plan.write)
      if (auto written = write(table, state); !written) return written;
    return source_.end();
  }

  Result<void> write(const ExportTable& table, const DayState& day) {
    if (auto written = source_.write(day, folder_.unfinished()); !written) return written;
    if (auto accepted = folder_.accept(
            {.table = std::string(table.name), .day = day.day, .rows = day.rows, .state = day.state});
        !accepted)
      return accepted;
    ++tally_.written;
    tally_.rows += day.rows;
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
  ExportSource& source_;
  ExportFolder folder_;
  ExportTally tally_;
};

/// Tables wherever they are; until something of them has been told they are reached anew where their owner
/// has just ended, or is asked by too many.
class ReachedExport final : public ExportSource {
 public:
  ReachedExport(const Context& context, ExportManner manner)
      : context_(context), manner_(std::move(manner)) {}

  Result<void> reach() {
    source_.reset();
    data_.reset();
    auto reached = reach_data(context_, "export");
    if (!reached) return reached.error();
    if (auto* const caller = std::get_if<access::Caller>(&*reached)) {
      source_ = remote_export(std::move(*caller), manner_, context_.stop);
      return {};
    }
    data_ = std::make_unique<OpenedData>(std::get<OpenedData>(*std::move(reached)));
    auto connection = data_->tables.connect();
    if (!connection) return connection.error();
    if (auto zoned = access::set_time_zone(*connection, manner_.zone); !zoned) return zoned;
    source_ = local_export(*std::move(connection), manner_, context_.stop);
    return {};
  }

  Result<std::vector<DayState>> begin(const ExportTable& table,
                                      const std::vector<ExportedDay>& have) override {
    for (int look = 0;; ++look) {
      auto begun = source_->begin(table, have);
      is_begun_ = is_begun_ || begun;
      if (begun || is_begun_ || begun.error().kind != ErrorKind::transient || look == most_looks)
        return begun;
      if (!context_.clock.wait_for(between_looks, context_.stop)) return interrupted();
      if (auto reached = reach(); !reached) return reached.error();
    }
  }
  Result<void> write(const DayState& day, const std::string& path) override {
    return source_->write(day, path);
  }
  Result<void> end() override { return source_->end(); }

 private:
  const Context& context_;
  ExportManner manner_;
  std::unique_ptr<OpenedData> data_;  // outlives the source
  std::unique_ptr<ExportSource> source_;
  bool is_begun_ = false;
};

}  // namespace

Result<ExitCode> run_export(const ExportRequest& request, Context& context) {
  const ExportManner manner{
      .form = request.form, .range = request.range, .zone = context.settings.zone.name()};
  ReachedExport source(context, manner);
  if (auto reached = source.reach(); !reached) return reached.error();
  auto folder = ExportFolder::open(request.to, request.form, manner.zone, context.clock.now());
  if (!folder) return folder.error();
  // Before the first file: nowthen erase has to know every folder that may hold a copy.
  const auto path = data_path(context.settings);
  if (!path) return path.error();
  if (auto known = extract::register_export(*path, folder->path()); !known) return known.error();
  return Run(request, context, source, *std::move(folder)).all();
}

}  // namespace nowthen::cli
