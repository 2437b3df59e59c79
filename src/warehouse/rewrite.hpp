#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "warehouse/schema/table.hpp"
#include "warehouse/warehouse.hpp"

namespace nowthen::warehouse {

/// How a copy of the tables differs from them.
struct CopyChanges {
  /// Makes what the two below refer to, such as temporary tables; may be empty.
  std::function<Outcome<void>(Connection&)> stage;
  /// Rows of a table that are left out, as a condition; empty text: none. May be empty.
  std::function<std::string(const TableSchema&)> left_out;
  /// What is selected in place of `*`; empty text: that. May be empty.
  std::function<std::string(const TableSchema&)> columns;
};

/// Whether `rewrite` can promise what it does: fails with `other` where what DuckDB frees is not overwritten.
Outcome<void> check_rewritable(const Library& library);

/// Copies the rows of the tables in file `from` into a new file, `to`, which then has nothing that was
/// deleted from the old one, or is left out; gives how many rows are. `options` are those of the new file,
/// its path apart.
///
/// `from` must be closed, by this process too, and of the present version; it is only read. Blocks. Fails as
/// statements do and as `check_rewritable`, with `other` where other rows are there afterwards than should
/// be; what there is of `to` is the caller's to remove.
Outcome<std::int64_t> rewrite(const Library& library, const std::string& from, const std::string& to,
                              WarehouseOptions options, const CopyChanges& changes = {});

}  // namespace nowthen::warehouse
