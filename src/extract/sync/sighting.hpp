#pragma once
#include <nowthen/model/conversation_detail.hpp>
#include <optional>

#include "extract/plan/known_rows.hpp"

namespace nowthen::extract {

/// What a record says, as far as a plan goes; nothing where it has no id or no start.
///
/// It awaits a wrap-up when it is over, somebody of ours talked or wrote in a session, and that session has
/// neither a `wrapup` segment nor says that there will be none.
std::optional<Sighting> sighting_of(const ConversationDetail& detail);

}  // namespace nowthen::extract
