#pragma once
#include <nowthen/model/conversation.hpp>
#include <string_view>

#include "genesys/reading/page_reader.hpp"

namespace nowthen::genesys::tutorial {

/// Reads one element of `entities` or `groups`.
/// @param id_key  the field that names the conversation: `id` or `conversationId`
reading::RecordOutcome read_record(std::string_view id_key, const reading::RawRecord& raw,
                                   Conversation& record);

}  // namespace nowthen::genesys::tutorial
