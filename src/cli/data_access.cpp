#include "cli/data_access.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <filesystem>
#include <optional>
#include <ostream>
#include <utility>

#include "access/direct_tables.hpp"
#include "access/remote_tables.hpp"
#include "cli/commands/clean_export.hpp"
#include "cli/commands/erase_report.hpp"
#include "cli/privacy_policy.hpp"
#include "cli/report_error.hpp"

namespace nowthen::cli {
namespace {

using extract::DataFolder;
using extract::Holder;

constexpr Clock::Ticks between_looks = std::chrono::milliseconds(50);
constexpr int most_looks = 100;  // five seconds

void tell_recovery(const Context& context, const extract::Recovery& recovery) {
  if (context.settings.quiet) return;
  if (recovery.cut)
    context.err << fmt::format(
        "note: {} bytes at the end of the archive were not whole and are cut off ({})\n",
        recovery.cut->size_bytes, recovery.cut->cause);
  if (!recovery.set_aside.empty())
    context.err << fmt::format(
        "note: the tables could not be used and are made anew from the archive; the old file is {}\n",
        recovery.set_aside);
  if (recovery.migrated_from)
    context.err << fmt::format("note: the tables were of version {} and now are of version {}\n",
                               *recovery.migrated_from, warehouse::schema_version);
  if (recovery.pages > 0)
    context.err << fmt::format("note: {} pages of the archive were not in the tables yet, and now are\n",
                               recovery.pages);
  if (recovery.damage > 0)
    context.err << fmt::format(
        "warning: the archive is damaged in {} place{}, and what was there is missing: nowthen verify tells "
        "where\n",
        recovery.damage, recovery.damage == 1 ? "" : "s");
  if (recovery.unreadable > 0)
    context.err << fmt::format("note: {} records of the archive are erased or damaged\n",
                               recovery.unreadable);
}

/// An erasure that was interrupted: opening the data has done its part, exports are left.
Result<void> finish_erasure(extract::DataSet& data, const Context& context) {
  if (!data.recovery().erasure_finished) return {};
  const auto tools = erasure_tools(context);
  if (!tools) return tools.error();
  const auto report = data.finish_erasure(*tools);
  if (!report) return report.error();
  if (!context.settings.quiet) context.err << "note: an erasure that had been interrupted is finished\n";
  if (*report)
    for (const std::string& doubt : erasure_doubts(**report)) context.err << "warning: " << doubt << '\n';
  return {};
}

Error interrupted() { return {.kind = ErrorKind::cancelled, .message = "interrupted"}; }

/// Whether it may be gone at the next look: nobody listens yet or any more, or too many ask.
bool is_passing(const Error& error) {
  return error.kind == ErrorKind::not_found || error.kind == ErrorKind::transient;
}

Result<access::Caller> reach_owner(const Context& context, const std::string& path, const Holder& holder) {
  auto caller =
      access::Caller::reach(path, {.process = holder.process, .purpose = holder.purpose}, {}, context.stop);
  if (caller && context.log != nullptr)
    context.log->write(
        LogLevel::debug, "the process that owns the data is asked",
        {{"process", std::int64_t{holder.process}}, {"does", std::string_view(holder.purpose)}});
  return caller;
}

Result<ReachedData> opened(DataFolder folder, const KeepSettings& keep) {
  if (!std::filesystem::exists(folder.warehouse()))
    return Error{
        .kind = ErrorKind::not_found,
        .message = "there are no tables in " + folder.path(),
        .hint =
            "load something with nowthen import FILE: they are made, from the archive where there is one"};
  const auto library = warehouse::Library::load();
  if (!library) return library.error();
  auto tables = warehouse::Warehouse::open(*library, {.path = folder.warehouse(),
                                                      .access = warehouse::Access::read_only,
                                                      .threads = keep.threads,
                                                      .memory_limit = keep.memory,
                                                      .spill_folder = folder.spill()});
  if (!tables) return tables.error();
  return ReachedData(OpenedData{std::move(folder), *std::move(tables)});
}

Result<extract::DataSet> opened_to_write(Context& context, DataFolder folder) {
  const auto library = warehouse::Library::load();
  if (!library) return library.error();
  auto policy = policy_for(context.settings.privacy, folder.path());
  if (!policy) return policy.error();
  const KeepSettings& keep = context.settings.keep;
  auto data = extract::DataSet::open_with(std::move(folder), *library,
                                          {.memory_limit = keep.memory,
                                           .threads = keep.threads,
                                           .floor = {.min_free_bytes = keep.min_free_bytes}},
                                          context.stop);
  if (!data) return data.error();
  data->obey(*std::move(policy));
  tell_recovery(context, data->recovery());
  if (auto finished = finish_erasure(*data, context); !finished) return finished.error();
  return data;
}

Result<OwnedData> opened_to_others(Context& context, DataFolder folder) {
  auto data = opened_to_write(context, std::move(folder));
  if (!data) return data.error();
  OwnedData owned(*std::move(data));
  const auto shared = owned.open_to_others(context.stop);
  if (!shared && !context.settings.quiet)
    context.err << "note: others cannot ask the data while this runs: " << neutralised(shared.error().message)
                << '\n';
  return owned;
}

/// The folder, owned, after a while where others just read it; or who owns it.
class Taking {
 public:
  Taking(Context& context, std::string path, std::string purpose)
      : context_(context), path_(std::move(path)), purpose_(std::move(purpose)) {}

  Result<std::variant<DataFolder, Holder>> next() {
    auto taken = DataFolder::try_to_take(path_, extract::Use::owned, purpose_);
    if (!taken) return taken;
    if (const auto* const holder = std::get_if<Holder>(&*taken);
        holder != nullptr && !holder->is_owner() && !(next_ && next_->is_in_front()))
      next_.emplace(path_);
    return taken;
  }

  /// Fails with what `holder` is refused for, once it has been waited for long enough.
  Result<void> wait(const Holder& holder) {
    if (look_++ == most_looks) return DataFolder::in_use(path_, holder);
    if (!context_.clock.wait_for(between_looks, context_.stop)) return interrupted();
    return {};
  }

 private:
  Context& context_;
  std::string path_;
  std::string purpose_;
  std::optional<extract::NextOwner> next_;
  int look_ = 0;
};

/// Tables wherever they are; where their owner has just ended, they are reached anew.
class KeptTables final : public access::Tables {
 public:
  KeptTables(const Context& context, std::string purpose) : context_(context), purpose_(std::move(purpose)) {}

  Result<void> reach() {
    tables_.reset();
    opened_.reset();
    auto reached = reach_data(context_, purpose_);
    if (!reached) return reached.error();
    const std::string& zone = context_.settings.zone.name();
    if (auto* const caller = std::get_if<access::Caller>(&*reached)) {
      tables_ = std::make_unique<access::RemoteTables>(std::move(*caller), zone);
      return {};
    }
    opened_ = std::make_unique<OpenedData>(std::get<OpenedData>(*std::move(reached)));
    auto connection = opened_->tables.connect();
    if (!connection) return connection.error();
    auto direct = access::DirectTables::over(*std::move(connection), zone);
    if (!direct) return direct.error();
    tables_ = *std::move(direct);
    return {};
  }

  Result<std::unique_ptr<access::Answer>> ask(access::Question question, std::stop_token stop) override {
    for (int look = 0;; ++look) {
      auto answer = tables_->ask(question, stop);
      if (answer || answer.error().kind != ErrorKind::transient || look == most_looks) return answer;
      if (!context_.clock.wait_for(between_looks, stop)) return interrupted();
      if (auto reached = reach(); !reached) return reached.error();
    }
  }

 private:
  const Context& context_;
  std::string purpose_;
  std::unique_ptr<OpenedData> opened_;  // outlives the tables
  std::unique_ptr<access::Tables> tables_;
};

}  // namespace

Result<std::string> data_path(const Settings& settings) {
  if (settings.home.empty())
    return Error{.kind = ErrorKind::local,
                 .message = "it is not known where data is kept",
                 .hint = "export NOWTHEN_HOME=FOLDER"};
  return settings.home + "/" + (settings.profile.empty() ? "default" : settings.profile);
}

Result<ReachedData> reach_data(const Context& context, const std::string& purpose) {
  const auto path = data_path(context.settings);
  if (!path) return path.error();
  for (int look = 0;; ++look) {
    auto taken = DataFolder::try_to_take(*path, extract::Use::shared, purpose);
    if (!taken) return taken.error();
    if (auto* const folder = std::get_if<DataFolder>(&*taken))
      return opened(std::move(*folder), context.settings.keep);
    const auto& holder = std::get<Holder>(*taken);
    auto caller = reach_owner(context, *path, holder);
    if (caller) return ReachedData(*std::move(caller));
    if (!is_passing(caller.error())) return caller.error();
    if (look == most_looks) return DataFolder::in_use(*path, holder);
    if (!context.clock.wait_for(between_looks, context.stop)) return interrupted();
  }
}

Result<ReadAccess> open_for_reading(const Context& context, const std::string& purpose) {
  const auto path = data_path(context.settings);
  if (!path) return path.error();
  auto tables = std::make_unique<KeptTables>(context, purpose);
  if (auto reached = tables->reach(); !reached) return reached.error();
  return ReadAccess{.archive = *path + "/archive", .tables = std::move(tables)};
}

Result<std::variant<OwnedData, access::Caller>> own_or_reach(Context& context, const std::string& purpose) {
  const auto path = data_path(context.settings);
  if (!path) return path.error();
  ::umask(S_IRWXG | S_IRWXO);  // DuckDB's log and what it spills are nobody else's either
  using Reached = std::variant<OwnedData, access::Caller>;
  Taking taking(context, *path, purpose);
  for (;;) {
    auto taken = taking.next();
    if (!taken) return taken.error();
    if (auto* const folder = std::get_if<DataFolder>(&*taken)) {
      auto data = opened_to_others(context, std::move(*folder));
      if (!data) return data.error();
      return Reached(*std::move(data));
    }
    const auto& holder = std::get<Holder>(*taken);
    if (holder.is_owner()) {
      auto caller = reach_owner(context, *path, holder);
      if (caller) return Reached(*std::move(caller));
      if (!is_passing(caller.error())) return caller.error();
    }
    if (auto waited = taking.wait(holder); !waited) {
      Error error = waited.error();  // another look may find it, for who has the patience
      if (error.kind == ErrorKind::local) error.kind = ErrorKind::transient;
      return error;
    }
  }
}

Result<extract::DataSet> open_for_writing(Context& context, const std::string& purpose) {
  const auto path = data_path(context.settings);
  if (!path) return path.error();
  ::umask(S_IRWXG | S_IRWXO);  // as above
  Taking taking(context, *path, purpose);
  for (;;) {
    auto taken = taking.next();
    if (!taken) return taken.error();
    if (auto* const folder = std::get_if<DataFolder>(&*taken))
      return opened_to_write(context, std::move(*folder));
    const auto& holder = std::get<Holder>(*taken);
    if (holder.is_owner()) return DataFolder::in_use(*path, holder);
    if (auto waited = taking.wait(holder); !waited) return waited.error();
  }
}

Result<OpenedData> open_alone(const Context& context, const std::string& purpose) {
  auto reached = reach_data(context, purpose);
  if (!reached) return reached.error();
  if (auto* const data = std::get_if<OpenedData>(&*reached)) return std::move(*data);
  const access::Owner& owner = std::get<access::Caller>(*reached).owner();
  return DataFolder::in_use(data_path(context.settings).value(), {owner.process, owner.purpose});
}

Result<extract::ErasureTools> erasure_tools(const Context& context) {
  const auto library = warehouse::Library::load();
  if (!library) return library.error();
  return extract::ErasureTools{
      .now = context.clock.now(),
      .clean_export = [&context, library = *library](const std::string& path,
                                                     const extract::IsErased& is_erased) {
        return clean_export(path, is_erased, library, context.clock.now());
      }};
}

}  // namespace nowthen::cli
