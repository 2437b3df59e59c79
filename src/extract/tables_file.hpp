#pragma once
#include <cstdint>
#include <memory>
#include <nowthen/core/result.hpp>
#include <string>

#include "warehouse/rewrite.hpp"
#include "warehouse/warehouse.hpp"

namespace nowthen::extract {

/// Leaves word that the tables' file at `path` is damaged, for its next owner to make it anew. For whoever
/// notices it, reading; as well as can be.
void doubt_tables(const std::string& path, const std::string& why);

/// The DuckDB file with the tables, as whoever owns the data folder deals with it: opened, doubted, set
/// aside.
///
/// What was written while the disk failed is in doubt: the system may hold for written what never was, DuckDB
/// reads it back as if it were there, and after a power cut its log and its file may no longer belong
/// together, unseen. So a failing disk leaves a mark beside the file, and the next owner makes the tables
/// anew. Not thread-safe.
class TablesFile {
 public:
  /// @param options  of the file, whose folder is there and owned
  explicit TablesFile(warehouse::WarehouseOptions options) : options_(std::move(options)) {}

  /// Closes it; a failing disk is noticed even then.
  ~TablesFile();
  TablesFile(TablesFile&& other) noexcept = default;
  TablesFile& operator=(TablesFile&&) = delete;

  /// Opens the file or makes it, for its owner only. Blocks. Fails as `Warehouse::open` does, and with
  /// `corrupt` where it is in doubt.
  warehouse::Outcome<void> open(const warehouse::Library& library);

  bool is_open() const noexcept { return tables_ != nullptr; }

  /// Precondition: `is_open`.
  warehouse::Warehouse& tables() noexcept { return *tables_; }

  /// Writes its log into it, where nobody else is connected, and closes it; it can be opened again.
  void close() noexcept;

  /// Of its log. 0: there is none.
  std::uintmax_t log_bytes() const noexcept;

  /// When it is closed its log stays beside it, for whoever opens it to read both: closing is quick then.
  /// Until it is opened again. Precondition: `is_open`.
  void leave_log() noexcept;

  /// Something was, or was to be, written. `failure` of the disk: the file is in doubt from now on.
  void note_failure(const warehouse::Failure& failure);
  void note_change() noexcept { is_changed_ = true; }

  /// Closes it and moves it aside, its logs with it, to a name that is free, which it gives; that is on the
  /// disk afterwards, and no doubt is left. Fails with `local`.
  /// @param why  `older_file`, or else it is called corrupt
  Result<std::string> set_aside(warehouse::FailureKind why);

  /// Writes the tables into a new file and puts it in place of this one. No connection to them may be open.
  /// Fails with `local`: then they are as they were, or not open any more.
  Result<void> rewrite(const warehouse::Library& library);

  /// The first half of that: closes them and writes the new file, `fresh()`, beside; with `changes`. Gives
  /// how many rows are left out. Fails with `local`.
  Result<std::int64_t> write_fresh(const warehouse::Library& library,
                                   const warehouse::CopyChanges& changes = {});

  const std::string& path() const noexcept { return options_.path; }
  std::string fresh() const { return path() + ".new"; }

  /// What a rewriting that was killed has left is removed.
  void remove_leftovers() const;

 private:
  std::string mark() const;
  Result<void> put_in_place() const;

  warehouse::WarehouseOptions options_;
  std::unique_ptr<warehouse::Warehouse> tables_;
  bool is_changed_ = false;
  bool leaves_log_ = false;
};

}  // namespace nowthen::extract
