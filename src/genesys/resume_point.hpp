#pragma once
#include <nowthen/core/result.hpp>
#include <nowthen/genesys/query.hpp>
#include <string>
#include <string_view>

#include "genesys/page_ask.hpp"

namespace nowthen::genesys {

/// The opaque text from which a later run of the same query goes on with `ask`.
std::string resume_text(const HistoryQuery& query, const HistoryAsk& ask);

/// Undoes `resume_text`. Page numbers mean nothing in another query, so a text made for one with another
/// interval, page size, filter or metric is refused, as is anything else: `invalid_request`.
Result<HistoryAsk> read_resume_text(const HistoryQuery& query, std::string_view text);

}  // namespace nowthen::genesys
