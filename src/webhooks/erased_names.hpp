#pragma once
#include <optional>
#include <string>

#include "webhooks/event.hpp"
#include "webhooks/outbox_content.hpp"

namespace nowthen::webhooks {

/// Whether an event names an erased conversation: it is neither kept nor told. Pure.
bool is_of_erased(const Event& event, const NamesErased& names_erased);

/// A note (the state of alerts, see `alerts::state_text`) without what it has of erased conversations;
/// nothing where it is something else and names one. Pure.
std::optional<std::string> note_without_erased(std::string note, const NamesErased& names_erased);

}  // namespace nowthen::webhooks
