#include "extract/leg_bounds.hpp"

#include <algorithm>

#include "warehouse/duckdb/each_row.hpp"

namespace nowthen::extract {

warehouse::Outcome<void> LegBounds::read(warehouse::Connection& connection) {
  if (is_read_) return boost::system::in_place_value;
  auto read = warehouse::each_row(
      connection, "SELECT conversation_id, min(began_at) FROM live_leg GROUP BY conversation_id",
      [this](const warehouse::Rows& row) {
        note(row.get<std::string>(0).value_or(""), row.get<Instant>(1).value_or(Instant::min()));
      });
  is_read_ = read.has_value();
  return read;
}

std::optional<Instant> LegBounds::of(std::string_view conversation_id) const {
  const Instant* const begin = earliest_.find(conversation_id);
  return begin != nullptr ? std::optional(*begin) : std::nullopt;
}

void LegBounds::note(std::string_view conversation_id, Instant begin) {
  const auto [earliest, is_new] = earliest_.insert(conversation_id);
  *earliest = is_new ? begin : std::min(*earliest, begin);
}

}  // namespace nowthen::extract
