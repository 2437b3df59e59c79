#include "cli/open_data_set.hpp"

#include <fmt/format.h>

#include <ostream>
#include <utility>

#include "cli/commands/clean_export.hpp"
#include "cli/commands/erase_report.hpp"
#include "cli/outbox_slot.hpp"
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
Result<void> finish_erasure(extract::DataSet& data, const Context& context, const Opening& opening) {
  if (!data.recovery().erasure_finished) return {};
  const auto tools = erasure_tools(context, opening.lender);
  if (!tools) return tools.error();
  const auto report = data.finish_erasure(*tools);
  if (!report) return report.error();
  if (opening.telling == Telling::nothing) return {};
  if (!context.settings.quiet) context.err << "note: an erasure that had been interrupted is finished\n";
  if (*report)
    for (const std::string& doubt : erasure_doubts(**report)) context.err << "warning: " << doubt << '\n';
  return {};
}

}  // namespace

Result<extract::DataSet> open_data_set(const Context& context, extract::DataFolder folder,
                                       const Opening& opening) {
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
  if (opening.telling == Telling::all) tell_recovery(context, data->recovery());
  if (auto finished = finish_erasure(*data, context, opening); !finished) return finished.error();
  return data;
}

Result<extract::ErasureTools> erasure_tools(const Context& context, const extract::Holder& lender) {
  const auto library = warehouse::Library::load();
  if (!library) return library.error();
  return extract::ErasureTools{
      .now = context.clock.now(),
      .clean_outbox =
          [&context, lender](const std::string& folder, const extract::IsErased& is_erased) {
            return erase_in_outbox(context, lender, folder, is_erased);
          },
      .clean_export =
          [&context, library = *library](const std::string& path, const extract::IsErased& is_erased) {
            return clean_export(path, is_erased, library, context.clock.now());
          }};
}

}  // namespace nowthen::cli
