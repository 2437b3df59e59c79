#pragma once
#include <string>

#include "simulator/api/history_query.hpp"
#include "simulator/api/live.hpp"

namespace nowthen::sim {

/// The body of a history reply, or why it is refused. The query has been checked already.
Checked<std::string> answer_history(const ListingContext& context, const HistoryQuery& query);

}  // namespace nowthen::sim
