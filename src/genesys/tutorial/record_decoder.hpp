#pragma once
#include "genesys/page_records.hpp"
#include "genesys/tutorial/json_reading.hpp"

namespace nowthen::genesys::tutorial {

/// Reads one element of `entities` or `groups` into `page`, as a conversation or set aside.
///
/// @param id_key  the field that names the conversation: `id` or `conversationId`
/// @return an error only when the document's structure is broken
simdjson::error_code decode_record(ondemand::document& document, ondemand::value value,
                                   std::string_view id_key, PageRecords& page);

}  // namespace nowthen::genesys::tutorial
