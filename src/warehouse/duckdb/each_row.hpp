#pragma once
#include <string>

#include "warehouse/duckdb/connection.hpp"
#include "warehouse/duckdb/rows.hpp"

namespace nowthen::warehouse {

/// Calls `each(rows)` for every row of a query, which stands on that row; what `each` gives is not looked at.
/// A statement on the same connection within `each` ends the rows. Blocks; fails as queries do.
template <class Each>
Outcome<void> each_row(Connection& connection, const std::string& sql, Each each) {
  auto rows = connection.query(sql);
  if (!rows) return rows.error();
  for (;;) {
    const auto more = rows->next();
    if (!more) return more.error();
    if (!*more) return boost::system::in_place_value;
    each(*rows);
  }
}

}  // namespace nowthen::warehouse
