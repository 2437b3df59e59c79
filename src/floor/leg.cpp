#include "floor/leg.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace nowthen::floor {
namespace {

constexpr std::array<std::string_view, 5> names{"waiting", "alerting", "interacting", "holding", "wrapping"};

bool comes_before(const Leg& a, const Leg& b) {
  return std::tie(a.begin, a.state, a.queue_id, a.user_id, a.media_type, a.direction, a.end) <
         std::tie(b.begin, b.state, b.queue_id, b.user_id, b.media_type, b.direction, b.end);
}

}  // namespace

std::string_view name_of(State state) { return names.at(static_cast<std::size_t>(state)); }

std::optional<State> state_named(std::string_view name) {
  const auto* const found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<State>(found - names.begin());
}

void put_in_order(std::vector<Leg>& legs) {
  const bool touched_queue =
      std::any_of(legs.begin(), legs.end(), [](const Leg& leg) { return !leg.queue_id.empty(); });
  if (!touched_queue) legs.clear();
  std::sort(legs.begin(), legs.end(), comes_before);
}

}  // namespace nowthen::floor
