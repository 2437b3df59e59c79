#include "webhooks/erased_names.hpp"

#include "alerts/state_text.hpp"

namespace nowthen::webhooks {

bool is_of_erased(const Event& event, const NamesErased& names_erased) {
  return names_erased && (names_erased(event.key) || names_erased(event.payload));
}

std::optional<std::string> note_without_erased(std::string note, const NamesErased& names_erased) {
  if (!names_erased || !names_erased(note)) return note;
  auto state = alerts::read_state(note);
  if (!state) return std::nullopt;
  std::erase_if(state->standings, [&](const auto& each) { return names_erased(each.first.second); });
  std::string left = alerts::state_text(*state);
  return names_erased(left) ? std::nullopt : std::optional(std::move(left));
}

}  // namespace nowthen::webhooks
