#pragma once
#include <nowthen/core/result.hpp>
#include <stop_token>
#include <vector>

#include "access/answer.hpp"
#include "alerts/facts.hpp"
#include "webhooks/event.hpp"

namespace nowthen::serve {

/// What the tables tell of the last day: conversations deleted or corrected, incidents opened and closed,
/// days settled. The same things again at each look: their ids are the same.
struct TableNews {
  std::vector<webhooks::Event> events;
  std::vector<alerts::OpenIncident> incidents;  ///< Those that are open.
};

/// Asks the tables. Blocks for a moment. Fails as questions do.
Result<TableNews> read_table_news(access::Tables& tables, Instant now, const std::stop_token& stop);

}  // namespace nowthen::serve
