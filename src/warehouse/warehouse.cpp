#include "warehouse/warehouse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <thread>

#include "warehouse/duckdb/freed_memory.hpp"
#include "warehouse/migrate.hpp"
#include "warehouse/schema/ddl.hpp"

namespace nowthen::warehouse {
namespace {

/// How long DuckDB's log grows before it is written into the file. Each time, the last stretch of every table
/// is compressed anew: with DuckDB's own 16 MB, loading takes 1.7 times the processor and leaves a file 1.6
/// times as large.
constexpr const char* checkpoint_threshold = "256MB";

/// DuckDB's own. A transaction beyond it is not logged but written into the file, whose last stretches are
/// compressed anew each time: it had better be much larger.
constexpr const char* threshold_of_large = "16MB";

/// Nothing worth mentioning is logged.
constexpr const char* threshold_of_none = "1MB";

/// To write a table into the file DuckDB waits, awake, for all transactions that have read it, and whoever
/// wants to read it next waits, too (duckdb/duckdb issue 19500). A question whose answer nobody takes is one
/// for minutes, and this is more than comes meanwhile.
constexpr const char* threshold_beside_others = "1GB";

const char* threshold_in(Usage usage) {
  return usage == Usage::alone ? threshold_of_large : checkpoint_threshold;
}

/// @param limit  as DuckDB spells it, such as `488.2 MiB`
bool is_above(int mebibytes, const std::string& limit) {
  if (limit.ends_with("MiB")) return std::strtod(limit.c_str(), nullptr) > mebibytes;
  return limit.ends_with("GiB") || limit.ends_with("TiB");
}

/// From so many readings on, all ids are read once instead of looking for these.
constexpr std::size_t large_portion = 500;

Failure no_tables_yet() {
  return {.kind = FailureKind::inaccessible,
          .message = "there are no tables in the file yet",
          .hint = "nowthen import FILE makes them, from the archive where there is one"};
}

/// Whether there is no table at all.
Outcome<bool> is_empty(Connection& connection) {
  const auto tables = connection.value<std::int64_t>(
      "SELECT count(*) FROM duckdb_tables() WHERE NOT internal AND NOT temporary");
  if (!tables) return tables.error();
  return *tables == 0;
}

Outcome<void> make_tables(Connection& connection) {
  auto transaction = connection.begin();
  if (!transaction) return transaction.error();
  if (auto made = connection.execute(ddl()); !made) return made.error();
  return transaction->commit();
}

/// Brings tables of another version to this one, where they may be written.
Outcome<int> at_this_version(Connection& connection, Access access) {
  auto version = version_in(connection);
  if (!version || *version == schema_version) return version;
  if (*version > schema_version || access == Access::read_only) return other_version(*version);
  if (auto moved = migrate(connection, *version, schema_version); !moved) return moved.error();
  return version;
}

}  // namespace

Outcome<void> put_fact(Connection& connection, const std::string& name, const std::string& value) {
  const auto changed = connection.execute("UPDATE meta SET value = ? WHERE name = ?", {value, name});
  if (!changed) return changed.error();
  if (*changed > 0) return boost::system::in_place_value;
  if (auto kept = connection.execute("INSERT INTO meta VALUES (?, ?)", {name, value}); !kept)
    return kept.error();
  return boost::system::in_place_value;
}

Outcome<Warehouse> Warehouse::open(const Library& library, const WarehouseOptions& options) {
  auto database = Database::open(library, {.path = options.path,
                                           .access = options.access,
                                           .threads = options.threads,
                                           .memory_limit = options.memory_limit,
                                           .temp_directory = options.spill_folder,
                                           .settings = {{"checkpoint_threshold", checkpoint_threshold},
                                                        // What was freed goes back to the system meanwhile.
                                                        {"allocator_background_threads", "true"}}});
  if (!database) return database.error();
  auto connection = database->connect();
  if (!connection) return connection.error();
  const auto empty = is_empty(*connection);
  if (!empty) return empty.error();
  if (*empty && options.access == Access::read_only) return no_tables_yet();
  int version = 0;
  if (*empty) {
    if (auto made = make_tables(*connection); !made) return made.error();
  } else {
    auto found = at_this_version(*connection, options.access);
    if (!found) return found.error();
    version = *found;
  }
  return Warehouse(*std::move(database), *std::move(connection), version, options);
}

Outcome<MergeReport> Warehouse::merge(std::span<const Reading> readings, const FetchReading& fetch,
                                      const Also& also, const std::stop_token& stop) {
  auto merging = begin_merging();
  if (!merging) return merging.error();
  auto report = merging->add(readings, fetch, stop);
  if (!report) return report.error();
  if (also)
    if (auto done = also(merging->connection()); !done) return done.error();
  if (auto committed = merging->commit(); !committed) return committed.error();
  return report;
}

Outcome<void> Warehouse::use(Usage usage) {
  const bool is_alone = usage == Usage::alone;
  const auto set = connection_.execute(fmt::format("SET checkpoint_threshold = '{}'", threshold_in(usage)));
  if (!set) return set.error();
  if (auto changed = set_threads(is_alone ? 1 : threads_); !changed) return changed;
  has_one_thread_ = is_alone;
  usage_ = usage;
  return boost::system::in_place_value;
}

/// @param threads  0: as many as there are processors
Outcome<void> Warehouse::set_threads(int threads) {
  const auto set =
      connection_.execute(threads > 0 ? fmt::format("SET threads = {}", threads) : "RESET threads");
  if (!set) return set.error();
  return boost::system::in_place_value;
}

/// DuckDB refuses where it cannot let go of as much as is beyond.
bool Warehouse::set_memory_limit(const std::string& limit) {
  return connection_.execute(fmt::format("SET memory_limit = '{}'", limit)).has_value();
}

bool Warehouse::may_take_more_than(int mebibytes) {
  const auto limit = connection_.value<std::string>("SELECT current_setting('memory_limit')");
  return !memory_limit_.empty() && limit && *limit && is_above(mebibytes, **limit);
}

void Warehouse::limit_memory(int mebibytes) {
  const auto limit = fmt::format("{}MiB", mebibytes);
  if (limited_to_ == limit) return;
  if (!limited_to_.empty() && set_memory_limit(memory_limit_)) limited_to_.clear();
  if (!limited_to_.empty() || !may_take_more_than(mebibytes)) return;
  if (set_memory_limit(limit)) limited_to_ = limit;
}

/// See docs/adr/0035. Each thread that writes columns has blocks of its own.
int Warehouse::memory_of_writer() const noexcept {
  constexpr int of_one = 144;
  constexpr int of_another = 16;
  const unsigned threads = has_one_thread_ ? 1
                           : threads_ > 0  ? static_cast<unsigned>(threads_)
                                           : std::thread::hardware_concurrency();
  return of_one + of_another * (static_cast<int>(std::max(threads, 1U)) - 1);
}

/// To have fewer threads DuckDB waits for what they are doing, which can be a question of minutes.
void Warehouse::prepare_large_write() {
  const auto alone = database_.keep_alone();
  const bool is_only_one = alone.owns_lock();
  const bool changes = usage_ == Usage::shared && has_one_thread_ != is_only_one;
  if (changes && set_threads(is_only_one ? 1 : threads_)) has_one_thread_ = is_only_one;
  limit_memory(memory_of_writer());
}

void Warehouse::lift_limits() {
  if (has_one_thread_ && usage_ == Usage::shared && set_threads(threads_)) has_one_thread_ = false;
  if (limited_to_.empty()) return;
  give_back_freed_memory();  // of what was written: whoever comes next may want as much
  if (set_memory_limit(memory_limit_)) limited_to_.clear();
}

Outcome<void> Warehouse::checkpoint() {
  const auto alone = database_.keep_alone();
  if (!alone.owns_lock()) return boost::system::in_place_value;
  if (const auto written = connection_.execute("CHECKPOINT"); !written) return written.error();
  return boost::system::in_place_value;
}

Outcome<void> Warehouse::write_log() {
  limit_memory(memory_of_writer());
  give_back_freed_memory();
  return checkpoint();
}

void Warehouse::leave_log() const noexcept {
  if (auto connection = connect(); connection)
    (void)connection->execute("PRAGMA disable_checkpoint_on_shutdown");
}

/// DuckDB has no word for it but a lower limit, for a moment. Where those that go on need more already the
/// limit stays, and nobody notices.
void Warehouse::shrink_cache(int mebibytes) {
  if (!may_take_more_than(mebibytes)) return;
  (void)set_memory_limit(fmt::format("{}MiB", mebibytes));
  (void)set_memory_limit(limited_to_.empty() ? memory_limit_ : limited_to_);  // whatever came of it
}

Outcome<Merging> Warehouse::begin_merging() {
  auto transaction = connection_.begin();
  if (!transaction) return transaction.error();
  return Merging(*std::move(transaction), *this);
}

Outcome<void> Merging::commit() { return commit_logging(threshold_in(warehouse_->usage_)); }

Outcome<void> Merging::commit_into_file() {
  give_back_freed_memory();  // of records that are merged: what is written next wants as much
  return commit_logging(threshold_of_none);
}

Outcome<void> Merging::commit_into_log() { return commit_logging(threshold_beside_others); }

/// @param most  of the log, where nobody else is connected
Outcome<void> Merging::commit_logging(const std::string& most) {
  const std::string usual = threshold_in(warehouse_->usage_);
  const auto set = [this](const std::string& threshold) {
    return connection().execute(fmt::format("SET checkpoint_threshold = '{}'", threshold));
  };
  const auto alone = warehouse_->database_.keep_alone();
  const std::string for_now = alone.owns_lock() ? most : threshold_beside_others;
  if (for_now == usual) return transaction_.commit();
  if (auto changed = set(for_now); !changed) return changed.error();
  auto committed = transaction_.commit();
  (void)set(usual);  // whatever comes of it: what is committed is committed
  return committed;
}

Outcome<MergeReport> Merging::add(std::span<const Reading> readings, const FetchReading& fetch,
                                  const std::stop_token& stop) {
  const auto ids = known_ids(readings.size());
  if (!ids) return ids.error();
  return warehouse::merge(connection(), readings, fetch, *ids, stop);
}

Outcome<MergeReport> Merging::add_new(std::vector<Reading>& readings, const FetchReading& fetch,
                                      const std::stop_token& stop) {
  const auto ids = known_ids(readings.size());
  if (!ids) return ids.error();
  // Without ids all go now: of two in different portions the first has to be there before the second.
  const auto first_new = std::stable_partition(readings.begin(), readings.end(), [&](const Reading& each) {
    return *ids != nullptr && (*ids)->may_have(each.detail.conversation_id.str());
  });
  auto report = warehouse::merge(connection(), {first_new, readings.end()}, fetch, *ids, stop);
  if (report) readings.erase(first_new, readings.end());
  return report;
}

Connection& Merging::connection() noexcept { return warehouse_->connection_; }

/// What a transaction adds that is not committed in the end is asked for in vain afterwards, no more.
Outcome<MergedIds*> Merging::known_ids(std::size_t reading_count) {
  auto& known = warehouse_->merged_ids_;
  if (known) return &*known;
  if (reading_count < large_portion) return nullptr;
  auto rows = connection().query("SELECT conversation_id FROM reading");
  if (!rows) return rows.error();
  MergedIds ids;
  for (;;) {
    const auto more = rows->next();
    if (!more) return more.error();
    if (!*more) break;
    ids.insert(rows->get<std::string_view>(0).value_or(""));
  }
  return &known.emplace(std::move(ids));
}

Outcome<std::optional<std::string>> Warehouse::fact(const std::string& name) {
  return connection_.value<std::string>("SELECT value FROM meta WHERE name = ?", {name});
}

}  // namespace nowthen::warehouse
