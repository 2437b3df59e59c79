#include "extract/verify_data.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "archive/disk.hpp"
#include "extract/archive_end.hpp"
#include "extract/bookkeeping.hpp"
#include "extract/growing_merge.hpp"
#include "extract/replay_ahead.hpp"
#include "warehouse/migrate.hpp"
#include "warehouse/schema/sql_literal.hpp"
#include "warehouse/schema/table.hpp"
#include "warehouse/warehouse.hpp"

namespace nowthen::extract {
namespace {

using warehouse::Connection;
using warehouse::FailureKind;
using warehouse::TableSchema;
using warehouse::Warehouse;

/// A file that goes with its scope, and its log with it.
class ScratchFile {
 public:
  explicit ScratchFile(std::string path) : path_(std::move(path)) { remove(); }
  ~ScratchFile() { remove(); }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  const std::string& path() const noexcept { return path_; }

 private:
  void remove() const noexcept {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
    std::filesystem::remove(path_ + ".wal", ignored);
    std::filesystem::remove_all(path_ + ".spill", ignored);
  }
  std::string path_;
};

bool is_ledger(const TableSchema& schema) {
  return schema.id == warehouse::TableId::ledger_window || schema.id == warehouse::TableId::ledger_reading;
}

bool comes_from_archive(const TableSchema& schema) {
  return schema.kind == warehouse::TableKind::record || schema.kind == warehouse::TableKind::history ||
         schema.kind == warehouse::TableKind::live || schema.id == warehouse::TableId::set_aside ||
         schema.id == warehouse::TableId::run || is_ledger(schema);
}

class Check {
 public:
  Check(const DataFolder& folder, const VerifyDataOptions& options, const std::stop_token& stop)
      : folder_(folder), options_(options), stop_(stop) {}

  Result<DataVerification> run(const warehouse::Library& library) {
    const ScratchFile scratch(fmt::format("{}/verify-{}.duckdb", scratch_folder(), ::getpid()));
    auto anew = Warehouse::open(library, {.path = scratch.path(),
                                          .threads = options_.threads,
                                          .memory_limit = options_.memory_limit,
                                          .spill_folder = scratch.path() + ".spill"});
    if (!anew) return anew.error();
    anew->leave_log();  // nobody opens it again
    const ScratchFile copy(fmt::format("{}/verify-{}-kept.duckdb", scratch_folder(), ::getpid()));
    auto attached = options_.copies_tables ? copy_tables(copy.path()) : Result<void>();
    if (attached) attached = attach(*anew, options_.copies_tables ? copy.path() : folder_.warehouse());
    if (!attached) found_.tables_unreadable = attached.error().message;
    if (auto checked = check_archive(); !checked) return checked.error();
    if (!attached) return std::move(found_);
    if (auto read = read_again(*anew); !read) return read.error();
    auto connection = anew->connect();  // only now: nothing is written into a file beside somebody else
    if (!connection) return connection.error();
    if (auto compared = compare_definitions(*connection); !compared) return compared.error();
    if (auto told = find_unprovable(*connection); !told) return told.error();
    for (const TableSchema& schema : warehouse::tables()) {
      if (!comes_from_archive(schema)) continue;
      // A window's row may rest on a page that is gone; its readings are held against theirs all the same. So
      // may what was seen live.
      if (found_.archive.pruned &&
          (schema.id == warehouse::TableId::ledger_window || schema.kind == warehouse::TableKind::live))
        continue;
      if (const auto compared = compare(*connection, schema); !compared) return compared.error();
    }
    auto proven = prove_ledger(*connection, "kept", folder_.archive(), found_.archive.pruned, stop_);
    if (!proven) return proven.error();
    found_.ledger = *std::move(proven);
    return std::move(found_);
  }

 private:
  /// Beside the data, or where temporary files go when that is on something that cannot be written.
  std::string scratch_folder() const {
    if (::access(folder_.path().c_str(), W_OK) == 0) return folder_.path();
    return std::filesystem::temp_directory_path().string();
  }

  /// DuckDB opens no file that another process has open; what is in its log is not in the file yet.
  Result<void> copy_tables(const std::string& to) const {
    std::error_code code;
    for (const char* part : {"", ".wal"})
      if (!code && std::filesystem::exists(folder_.warehouse() + part))
        std::filesystem::copy_file(folder_.warehouse() + part, to + part, code);
    if (code) return archive::disk_error("copy", folder_.warehouse(), code.value());
    return {};
  }

  /// For all connections.
  Result<void> attach(const Warehouse& anew, const std::string& path) {
    auto connection = anew.connect();
    if (!connection) return connection.error();
    auto attached = connection->execute("ATTACH " + warehouse::sql_literal(path) + " AS kept (READ_ONLY)");
    if (!attached) return attached.error();
    auto version = warehouse::version_in(*connection, "kept");
    if (!version) return version.error();
    if (*version != warehouse::schema_version) return warehouse::other_version(*version);
    auto end = connection->value<std::string>("SELECT value FROM kept.meta WHERE name = 'archive_end'");
    if (!end) return end.error();
    if (!*end) return {};
    auto known = parsed_archive_end(**end);
    if (!known) return known.error();
    end_ = *known;
    return {};
  }

  /// Tables and views, held against those that this program makes.
  Result<void> compare_definitions(Connection& connection) {
    auto own = connection.value<std::string>("SELECT current_database()");
    if (!own) return own.error();
    const auto due = warehouse::definitions_in(connection, own->value_or(""));
    if (!due) return due.error();
    const auto kept = warehouse::definitions_in(connection, "kept");
    if (!kept) return kept.error();
    for (const auto& [name, definition] : *due)
      if (const auto found = kept->find(name); found == kept->end() || found->second != definition)
        found_.definitions.push_back(name);
    return {};
  }

  /// Of a first import that was killed before it had an archive.
  Result<void> expect_an_archive() const {
    std::error_code ignored;
    if (end_.sequence > 0 || std::filesystem::exists(folder_.archive(), ignored)) return {};
    return Error{.kind = ErrorKind::not_found,
                 .message = "there is nothing in " + folder_.path() + " yet",
                 .hint = "load something with nowthen import FILE"};
  }

  Result<void> check_archive() {
    if (auto there = expect_an_archive(); !there) return there;
    archive::VerifyOptions options;
    if (end_.sequence > 0) options.expected = end_;
    auto verified = archive::verify(folder_.archive(), options, stop_);
    if (!verified) return verified.error();
    found_.archive = *std::move(verified);
    return {};
  }

  /// As far as the tables have it.
  Result<void> read_again(Warehouse& anew) {
    auto reader = archive::Reader::open(folder_.archive());
    if (!reader) return reader.error();
    Replay replay(*std::move(reader), 0, end_.sequence);
    const std::uint64_t head = found_.archive.head.sequence;
    found_.pages_not_merged = static_cast<std::int64_t>(head - std::min(end_.sequence, head));
    progress_.of_pages = static_cast<std::int64_t>(found_.archive.statistics.pages) - found_.pages_not_merged;
    ReplayAhead ahead(replay, stop_);
    if (auto alone = anew.use(warehouse::Usage::alone); !alone) return alone.error();
    std::optional<GrowingMerge> growing;
    LegBounds bounds;
    std::size_t records = 0;
    for (;;) {
      auto batch = ahead.next();
      if (!batch) return batch.error();
      const bool is_over = !*batch;
      if (growing && (is_over || records >= replayed_at_once)) {
        if (auto committed = commit(*growing); !committed) return committed;
        growing.reset();
        records = 0;
      }
      if (is_over) break;
      if (auto begun = begin(anew, growing); !begun) return begun;
      records += (*batch)->readings.size();
      if (auto added = add(*growing, **batch, bounds); !added) return added;
      progress_.pages += (*batch)->pages;
      tell();
    }
    if (auto shared = anew.use(warehouse::Usage::shared); !shared) return shared.error();
    return {};
  }

  void tell() const {
    if (options_.on_progress) options_.on_progress(progress_);
  }

  Result<void> begin(Warehouse& anew, std::optional<GrowingMerge>& growing) const {
    if (growing) return {};
    auto merging = anew.begin_merging();
    if (!merging) return merging.error();
    growing.emplace(*std::move(merging), folder_.archive());
    return {};
  }

  /// What is forgotten goes by all that was merged before.
  Result<void> add(GrowingMerge& growing, ReplayedPages& pages, LegBounds& bounds) {
    if (auto merged = growing.add(std::exchange(pages.readings, {}), stop_); !merged) return merged.error();
    if (pages.retention)
      if (auto merged = growing.add_waiting(stop_); !merged) return merged.error();
    if (auto kept = keep_books(growing.connection(), pages, bounds); !kept) return kept.error();
    found_.unreadable += pages.unreadable;
    if (pages.retention) found_.forgotten.extend(*pages.retention);
    return {};
  }

  Result<void> commit(GrowingMerge& growing) const {
    if (auto merged = growing.add_waiting(stop_); !merged) return merged.error();
    if (auto committed = growing.commit(); !committed) return committed.error();
    return {};
  }

  /// What was read from segments that are gone cannot be read again. A conversation with only one such
  /// reading is left out as a whole: its rows rest on all of them.
  Result<void> find_unprovable(Connection& connection) {
    if (!found_.archive.pruned) return {};
    auto staged = connection.execute(
        fmt::format("CREATE TEMP TABLE unprovable AS SELECT DISTINCT conversation_id FROM kept.reading WHERE "
                    "archive_segment <= {}",
                    found_.archive.pruned->segment));
    if (!staged) return staged.error();
    auto count = connection.value<std::int64_t>("SELECT count(*) FROM unprovable");
    if (!count) return count.error();
    found_.unprovable = count->value_or(0);
    return {};
  }

  std::string provable_rows(const TableSchema& schema) const {
    if (!found_.archive.pruned) return "";
    if (schema.id == warehouse::TableId::run || schema.id == warehouse::TableId::ledger_reading)
      return fmt::format(" WHERE run_id > {}", found_.archive.pruned->last.sequence);
    if (schema.id == warehouse::TableId::set_aside)
      return fmt::format(" WHERE archive_segment > {}", found_.archive.pruned->segment);
    return " WHERE conversation_id NOT IN (SELECT conversation_id FROM unprovable)";
  }

  /// What cannot be read is damage; that we were stopped, or have too little to work with, says nothing.
  Result<void> compare(Connection& connection, const TableSchema& schema) {
    progress_.table = schema.name;
    tell();
    auto difference = compare_table(connection, schema, "kept", provable_rows(schema), stop_);
    if (!difference) {
      const FailureKind kind = difference.error().kind;
      if (kind == FailureKind::interrupted || kind == FailureKind::out_of_memory ||
          kind == FailureKind::disk_full)
        return difference.error();
      found_.tables_unreadable = std::string(schema.name) + ": " + difference.error().message;
      return {};
    }
    if (difference->missing + difference->strange > 0) found_.differences.push_back(*std::move(difference));
    return {};
  }

  const DataFolder& folder_;
  const VerifyDataOptions& options_;
  const std::stop_token& stop_;
  archive::Head end_;
  VerifyProgress progress_;
  DataVerification found_;
};

}  // namespace

Result<DataVerification> verify_data(const DataFolder& folder, const warehouse::Library& library,
                                     const VerifyDataOptions& options, const std::stop_token& stop) {
  return Check(folder, options, stop).run(library);
}

}  // namespace nowthen::extract
