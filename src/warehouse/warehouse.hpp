#pragma once
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "warehouse/duckdb/database.hpp"
#include "warehouse/schema/table.hpp"
#include "warehouse/store/merge.hpp"

namespace nowthen::warehouse {

struct WarehouseOptions {
  std::string path;  ///< The file, made if it is missing; empty: in memory.
  Access access = Access::read_write;
  int threads = 0;                     ///< 0: as many as there are processors.
  std::string memory_limit = "512MB";  ///< Of DuckDB's own; queries beyond spill to disk.
  std::string spill_folder;            ///< Empty: beside the file.
};

/// Who works with the tables for a while.
enum class Usage {
  shared,  ///< Questions come while portions are merged.
  alone,   ///< Much is merged, and nobody asks. One thread merges: DuckDB's others would mostly make it wait
           ///< for them, awake. And what a large transaction wrote goes into the file when it is committed,
           ///< not into DuckDB's log first.
};

/// More to be written in the transaction of a merge.
using Also = std::function<Outcome<void>(Connection&)>;

/// Puts a fact about the warehouse itself into table `meta`, in place of what it had under that name.
///
/// Its row is changed: small transactions do so again and again, and rows that go instead pile up until
/// DuckDB writes the table anew, and whoever looks for one goes past all of them.
Outcome<void> put_fact(Connection& connection, const std::string& name, const std::string& value);

class Warehouse;

/// A transaction in which portions of readings are merged, one after the other: all of them are in the tables
/// when it is committed, none before, and none where that does not happen. Used by one thread at a time; the
/// warehouse that it is of must outlive it, and merges nothing else meanwhile.
class Merging {
 public:
  /// See `merge`; memory is that of the portion.
  Outcome<MergeReport> add(std::span<const Reading> readings, const FetchReading& fetch,
                           const std::stop_token& stop = {});

  /// The same for those of conversations that are certainly new; the others are left in `readings`, for
  /// `add`: for them whole tables are looked through, for thousands as long as for one. As long as no portion
  /// was of some hundred, none is left.
  Outcome<MergeReport> add_new(std::vector<Reading>& readings, const FetchReading& fetch,
                               const std::stop_token& stop = {});

  /// To write more in the same transaction.
  Connection& connection() noexcept;

  /// Fails as `Transaction::commit` does. Whoever connects meanwhile waits for it.
  Outcome<void> commit();

  /// The same, and all that was written goes into the file rather than into DuckDB's log, which keeps it in
  /// memory, too: for some ten thousand conversations. Where somebody else is connected it goes into the log
  /// all the same.
  Outcome<void> commit_into_file();

  /// The same, and nothing that the log has from before goes into the file either: for whoever has no time.
  Outcome<void> commit_into_log();

 private:
  friend class Warehouse;
  Merging(Transaction transaction, Warehouse& warehouse)
      : transaction_(std::move(transaction)), warehouse_(&warehouse) {}
  Outcome<MergedIds*> known_ids(std::size_t reading_count);
  Outcome<void> commit_logging(const std::string& most);

  Transaction transaction_;
  Warehouse* warehouse_;
};

/// The typed tables of one organisation, in one DuckDB file.
///
/// The archive is the truth and this is derived: a file that is corrupt, or of an older layout that cannot be
/// moved forward, can be set aside and made anew. One process has it open for writing, once. Thread-safe, but
/// one merge at a time.
class Warehouse {
 public:
  /// Opens the file and makes tables and views where there are none; those of an earlier version are moved
  /// forward in one transaction. Blocks. Fails as `Database::open` does; with `newer_file` where a later
  /// version of this program made the tables, with `older_file` where an earlier one did and they cannot be
  /// moved forward or are opened for reading, with `other` where the file is a database of somebody else's.
  static Outcome<Warehouse> open(const Library& library, const WarehouseOptions& options);

  /// Merges readings in one transaction: see `merge`; `also`, if any, writes more with them.
  /// `is_outcome_unknown` of a failure says that it may have
  /// been committed all the same; merging the same readings again is always right. Blocks.
  Outcome<MergeReport> merge(std::span<const Reading> readings, const FetchReading& fetch,
                             const Also& also = {}, const std::stop_token& stop = {});

  /// `shared` to begin with. Not within a transaction, nor between `prepare_large_write` and `lift_limits`.
  Outcome<void> use(Usage usage);

  /// Lets DuckDB take no more than so many MiB, as well as can be, until `lift_limits`: whoever writes much
  /// needs no cache of the file, which otherwise grows to all that may be taken. Questions have no more
  /// then, either: most spill what is beyond, some fail. Nothing where somebody has more in use already,
  /// where the limit of memory is no larger, or none was given. Called again it sets another limit. Not
  /// within a transaction.
  void limit_memory(int mebibytes);
  /// So many MiB are enough for whoever writes much, with as many threads as there are now.
  int memory_of_writer() const noexcept;
  /// Before each of several large merges, until `lift_limits`: `limit_memory` to what a writer needs, and one
  /// thread where no other connection is open just now, as many as otherwise where one is (see
  /// docs/adr/0036). Not within a transaction.
  void prepare_large_write();
  /// What was given may be taken again, memory and threads. Not within a transaction.
  void lift_limits();

  /// Lets go of what DuckDB has cached of the file beyond so many MiB, as well as can be: whoever only adds
  /// to it does not need that. A question that needs more at that moment may fail for want of memory. Nothing
  /// where the limit of memory is no larger, or none was given. Not within a transaction.
  void shrink_cache(int mebibytes);

  /// Writes DuckDB's log into the file. Where somebody else is connected nothing is written, for it would
  /// have to wait for the end of whatever they read. Whoever connects meanwhile waits. Not within a
  /// transaction. Blocks. Fails as the disk does, and with `out_of_memory`, or `unusable` once it is fatal.
  Outcome<void> checkpoint();
  /// The same with the memory of a writer, and leaves it at that: for whoever closes the tables afterwards.
  Outcome<void> write_log();

  /// Whoever closes the tables from now on leaves DuckDB's log beside the file instead of writing it into it:
  /// for what nobody opens again, or what has no time.
  void leave_log() const noexcept;

  /// Begins a transaction for several portions.
  Outcome<Merging> begin_merging();

  /// The fact of that name in table `meta`; nothing where there is none.
  Outcome<std::optional<std::string>> fact(const std::string& name);

  /// A connection for questions, or for other tables. Waits for a commit that goes on.
  Outcome<Connection> connect() const { return database_.connect(); }

  const Library& library() const noexcept { return database_.library(); }

  /// Whether `open` made the tables.
  bool is_new() const noexcept { return version_ == 0; }

  /// Of which version the tables were that were moved forward; nothing where that was not needed.
  std::optional<int> migrated_from() const noexcept {
    return version_ == 0 || version_ == schema_version ? std::nullopt : std::optional(version_);
  }

 private:
  friend class Merging;
  Outcome<void> set_threads(int threads);
  bool set_memory_limit(const std::string& limit);
  bool may_take_more_than(int mebibytes);
  Warehouse(Database database, Connection connection, int version, const WarehouseOptions& options)
      : database_(std::move(database)),
        connection_(std::move(connection)),
        version_(version),
        threads_(options.threads),
        memory_limit_(options.memory_limit) {}

  Database database_;
  Connection connection_;                ///< For merging.
  std::optional<MergedIds> merged_ids_;  ///< From the first large portion on.
  int version_;                          ///< Of the tables as they were found; 0: there were none.
  int threads_;                          ///< As in the options.
  std::string memory_limit_;             ///< Likewise.
  std::string limited_to_;               ///< In its place for now; empty: nothing is.
  bool has_one_thread_ = false;          ///< For now.
  Usage usage_ = Usage::shared;
};

}  // namespace nowthen::warehouse
