#include "cli/data_access.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <filesystem>
#include <ostream>

#include "cli/commands/clean_export.hpp"
#include "cli/commands/erase_report.hpp"
#include "cli/privacy_policy.hpp"

namespace nowthen::cli {
namespace {

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

}  // namespace

Result<std::string> data_path(const Settings& settings) {
  if (settings.home.empty())
    return Error{.kind = ErrorKind::local,
                 .message = "it is not known where data is kept",
                 .hint = "export NOWTHEN_HOME=FOLDER"};
  return settings.home + "/" + (settings.profile.empty() ? "default" : settings.profile);
}

Result<ReadAccess> open_for_reading(const Context& context, const std::string& purpose) {
  const auto path = data_path(context.settings);
  if (!path) return path.error();
  auto folder = extract::DataFolder::take(*path, extract::Use::shared, purpose);
  if (!folder) return folder.error();
  if (!std::filesystem::exists(folder->warehouse()))
    return Error{
        .kind = ErrorKind::not_found,
        .message = "there are no tables in " + *path,
        .hint =
            "load something with nowthen import FILE: they are made, from the archive where there is one"};
  const auto library = warehouse::Library::load();
  if (!library) return library.error();
  auto tables = warehouse::Warehouse::open(*library, {.path = folder->warehouse(),
                                                      .access = warehouse::Access::read_only,
                                                      .threads = context.settings.keep.threads,
                                                      .memory_limit = context.settings.keep.memory,
                                                      .spill_folder = folder->spill()});
  if (!tables) return tables.error();
  return ReadAccess{*std::move(folder), *std::move(tables)};
}

Result<extract::DataSet> open_for_writing(Context& context, const std::string& purpose) {
  const auto path = data_path(context.settings);
  if (!path) return path.error();
  ::umask(S_IRWXG | S_IRWXO);  // DuckDB's log and what it spills are nobody else's either
  auto folder = extract::DataFolder::take(*path, extract::Use::owned, purpose);
  if (!folder) return folder.error();
  const auto library = warehouse::Library::load();
  if (!library) return library.error();
  auto policy = policy_for(context.settings.privacy, *path);
  if (!policy) return policy.error();
  const KeepSettings& keep = context.settings.keep;
  auto data = extract::DataSet::open_with(*std::move(folder), *library,
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
