#pragma once
#include <nowthen/core/result.hpp>
#include <nowthen/genesys/options.hpp>
#include <nowthen/genesys/query.hpp>
#include <string>
#include <string_view>

#include "genesys/page_ask.hpp"

namespace nowthen::genesys {

/// The opaque text from which a later run of the same query goes on with `ask`. Page numbers mean nothing
/// under another contract, and not in another query. A query with an empty interval is one whose interval
/// moves with the clock.
std::string resume_text(const HistoryQuery& query, const HistoryAsk& ask,
                        Contract contract = Contract::tutorial);

/// Undoes `resume_text`. A text made for a query with another interval, page size, filter or metric or under
/// another contract is refused, as is anything else: `invalid_request`.
Result<HistoryAsk> read_resume_text(const HistoryQuery& query, std::string_view text,
                                    Contract contract = Contract::tutorial);

}  // namespace nowthen::genesys
