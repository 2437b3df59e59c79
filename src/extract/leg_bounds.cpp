#include "extract/leg_bounds.hpp"

#include <algorithm>

namespace nowthen::extract {

warehouse::Outcome<void> LegBounds::read(warehouse::Connection& connection) {
  if (is_read_) return boost::system::in_place_value;
  auto rows =
      connection.query("SELECT conversation_id, min(began_at) FROM live_leg GROUP BY conversation_id");
  if (!rows) return rows.error();
  for (;;) {
    const auto more = rows->next();
    if (!more) return more.error();
    if (!*more) break;
    note(rows->get<std::string>(0).value_or(""), rows->get<Instant>(1).value_or(Instant::min()));
  }
  is_read_ = true;
  return boost::system::in_place_value;
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
