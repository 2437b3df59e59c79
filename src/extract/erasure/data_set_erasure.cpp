// The erasing half of DataSet: docs/adr/0023.
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "archive/erase.hpp"
#include "archive/segment_files.hpp"
#include "archive/set_aside.hpp"
#include "extract/data_set.hpp"
#include "extract/erasure/export_registry.hpp"
#include "extract/erasure/table_rewrite.hpp"
#include "extract/privacy/kept_file.hpp"

namespace nowthen::extract {
namespace {

archive::Disk& disk_of(const ErasureTools& tools) {
  return tools.disk == nullptr ? archive::system_disk() : *tools.disk;
}

/// Erases the records; one whose segment was dropped meanwhile is gone already.
Result<std::vector<archive::Erasure>> erase_records(const std::string& folder,
                                                    const std::vector<archive::Position>& records,
                                                    archive::Disk& disk) {
  auto all = archive::erase(folder, records, disk);
  if (all || all.error().kind != ErrorKind::not_found) return all;
  std::vector<archive::Erasure> erased;
  for (const archive::Position& position : records) {
    auto one = archive::erase(folder, std::span(&position, 1), disk);
    if (!one && one.error().kind != ErrorKind::not_found) return one.error();
    if (one) erased.push_back(one->front());
  }
  return erased;
}

Result<std::string> keep_certificate(const std::string& folder, const std::string& text, Instant now,
                                     archive::Disk& disk) {
  const std::string certificates = folder + "/erased";
  if (const int code = disk.make_folder(certificates); code != 0 && code != EEXIST)
    return archive::disk_error("make", certificates, code);
  std::string stamp = format_instant(now);
  std::replace(stamp.begin(), stamp.end(), ':', '-');
  std::string name = stamp + ".json";
  for (int i = 2; std::filesystem::exists(archive::path_in(certificates, name)); ++i)
    name = fmt::format("{}-{}.json", stamp, i);
  if (auto kept = replace_file(certificates, name, text, disk); !kept) return kept.error();
  if (const int code = disk.sync_folder(folder); code != 0) return archive::disk_error("sync", folder, code);
  return certificates + "/" + name;
}

}  // namespace

Result<ErasurePlan> DataSet::find_erasure(const ErasureRequest& request, const std::stop_token& stop) {
  const std::set<std::string, std::less<>> wanted(request.ids.begin(), request.ids.end());
  const IsErased is_erased = [&](std::string_view id) {
    return wanted.find(id) != wanted.end() || (request.again && suppression_.contains(id));
  };
  auto traces = find_in_archive(folder_.archive(), is_erased, stop);
  if (!traces) return traces.error();
  auto in_tables = find_in_tables(tables(), is_erased, stop);
  if (!in_tables) return in_tables.error();
  auto exports = registered_exports(folder_.path());
  if (!exports) return exports.error();
  std::set<std::string> found = std::move(traces->found);
  found.insert(in_tables->begin(), in_tables->end());
  ErasurePlan plan{.work = {.conversations = {},
                            .records = std::move(traces->records),
                            .in_tables = static_cast<std::int64_t>(in_tables->size()),
                            .unreadable = traces->unreadable},
                   .unknown = {},
                   .exports = *std::move(exports)};
  for (const std::string& id : wanted)
    if (!found.contains(id) && !suppression_.contains(id)) plan.unknown.push_back(id);
  found.insert(wanted.begin(), wanted.end());
  for (const std::string& id : found) {
    auto hash = suppression_.hash_of(id, archive::system_disk());
    if (!hash) return hash.error();
    plan.work.conversations.insert(*hash);
  }
  return plan;
}

Result<ErasureReport> DataSet::erase(const ErasurePlan& plan, const ErasureTools& tools) {
  if (auto safe = warehouse::check_rewritable(tables().library()); !safe) return Error(safe.error());
  if (auto usable = check_usable(); !usable) return usable.error();
  if (auto fits = check_room_for_tables(); !fits) return fits.error();
  if (auto kept = keep_journal(folder_.path(), plan.work, disk_of(tools)); !kept) return kept.error();
  return carry_out(plan.work, tools);
}

Result<std::optional<ErasureReport>> DataSet::finish_erasure(const ErasureTools& tools) {
  const auto journal = kept_journal(folder_.path());
  if (!journal) return journal.error();
  if (!*journal) return std::optional<ErasureReport>();
  if (auto usable = check_usable(); !usable) return usable.error();
  ErasureReport report;
  report.was_interrupted = true;
  auto done = carry_out(**journal, tools, std::move(report));
  if (!done) return done.error();
  return std::optional(*std::move(done));
}

/// Each step may be done again: whoever finds the journal begins with the first.
Result<ErasureReport> DataSet::carry_out(ErasureJournal journal, const ErasureTools& tools,
                                         ErasureReport report) {
  archive::Disk& disk = disk_of(tools);
  report.conversations.assign(journal.conversations.begin(), journal.conversations.end());
  report.in_tables = journal.in_tables;
  report.unreadable = journal.unreadable;
  if (auto listed = suppression_.add(journal.conversations, disk); !listed) return listed.error();
  auto erased = erase_records(folder_.archive(), journal.records, disk);
  if (!erased) return erased.error();
  report.records = *std::move(erased);
  if (!journal.only_exports_left) {
    if (auto cleaned = clean_folder(journal, disk); !cleaned) return cleaned.error();
    journal.only_exports_left = true;
    if (auto kept = keep_journal(folder_.path(), journal, disk); !kept) return kept.error();
  }
  report.rows = journal.rows;
  report.removed_files = journal.removed_files;
  auto cleaned = clean_copies(tools, report);
  if (!cleaned) return cleaned.error();
  if (!*cleaned) return report;
  report.certificate = certificate_text(report, tools.now);
  auto kept = keep_certificate(folder_.path(), report.certificate, tools.now, disk);
  if (!kept) return kept.error();
  report.certificate_path = *std::move(kept);
  if (auto forgotten = forget_journal(folder_.path(), disk); !forgotten) return forgotten.error();
  return report;
}

/// What the data folder holds besides the archive's pages. What it comes to is counted before it is done: who
/// is interrupted in between does not find it again.
Result<void> DataSet::clean_folder(ErasureJournal& journal, archive::Disk& disk) {
  const IsErased is_erased = [this](std::string_view id) { return suppression_.contains(id); };
  auto ids = find_in_tables(tables(), is_erased, {});
  if (!ids) return ids.error();
  auto incidents = find_in_incidents(tables(), is_erased);
  if (!incidents) return incidents.error();
  is_behind_ = true;  // until the tables are open again
  const warehouse::Library library = tables().library();
  const auto left_out =
      tables_.write_fresh(library, without({*std::move(ids), *std::move(incidents), journal.records}));
  if (!left_out) return left_out.error();
  const auto listing = archive::list_folder(folder_.archive());
  if (!listing) return listing.error();
  journal.rows = std::max(journal.rows, *left_out);
  journal.removed_files =
      std::max(journal.removed_files,
               static_cast<std::int64_t>(listing->set_aside.size()) + count_leftovers(tables_, folder_));
  if (auto kept = keep_journal(folder_.path(), journal, disk); !kept) return kept;
  if (auto removed = archive::remove_set_aside(folder_.archive(), disk); !removed) return removed.error();
  if (auto swapped = swap_tables(tables_, folder_, disk); !swapped) return swapped.error();
  if (auto opened = tables_.open(library); !opened) return opened.error();
  is_behind_ = false;
  return {};
}

/// What others made of the data: events that wait for receivers, and exports. Gives whether all were seen to:
/// without the tools for it they are left.
Result<bool> DataSet::clean_copies(const ErasureTools& tools, ErasureReport& report) const {
  const auto paths = registered_exports(folder_.path());
  if (!paths) return paths.error();
  std::error_code ignored;
  const bool has_outbox = std::filesystem::exists(folder_.outbox(), ignored) ||
                          std::filesystem::exists(folder_.outbox() + ".new", ignored);
  report.only_exports_left = (!paths->empty() && !tools.clean_export) || (has_outbox && !tools.clean_outbox);
  if (report.only_exports_left) return false;
  const IsErased is_erased = [this](std::string_view id) { return suppression_.contains(id); };
  if (has_outbox) {
    auto events = tools.clean_outbox(folder_.path(), is_erased);
    if (!events) return events.error();
    report.events = *events;
  }
  if (auto cleaned = clean_exports(*paths, tools, report); !cleaned) return cleaned.error();
  return true;
}

Result<void> DataSet::clean_exports(const std::vector<std::string>& paths, const ErasureTools& tools,
                                    ErasureReport& report) const {
  const IsErased is_erased = [this](std::string_view id) { return suppression_.contains(id); };
  for (const std::string& path : paths) {
    std::error_code ignored;
    if (tools.forget_missing_exports && !std::filesystem::exists(path, ignored)) {
      if (auto gone = forget_export(folder_.path(), path, disk_of(tools)); !gone) return gone.error();
      continue;
    }
    auto cleaned = tools.clean_export(path, is_erased);
    if (!cleaned && cleaned.error().kind == ErrorKind::cancelled) return cleaned.error();
    report.exports.push_back(cleaned ? *std::move(cleaned)
                                     : CleanedExport{.path = path, .trouble = cleaned.error().message});
  }
  return {};
}

}  // namespace nowthen::extract
