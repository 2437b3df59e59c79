#pragma once
#include "genesys/page_records.hpp"
#include "genesys/reading/compact_json.hpp"
#include "genesys/reading/json_reading.hpp"

namespace nowthen::genesys::tutorial {

namespace ondemand = simdjson::ondemand;

/// What the records of one page have in common.
struct RecordContext {
  ondemand::document& document;
  std::string_view id_key;        ///< The field that names the conversation: `id` or `conversationId`.
  reading::Compactor& compactor;  ///< Has looked at the page.
  PageRecords& page;              ///< Where they go, as conversations or set aside.
};

/// Reads one element of `entities` or `groups`.
///
/// @return an error only when the document's structure is broken
simdjson::error_code decode_record(const RecordContext& context, ondemand::value value);

}  // namespace nowthen::genesys::tutorial
