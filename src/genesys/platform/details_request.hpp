#pragma once
#include <nowthen/genesys/details.hpp>
#include <nowthen/genesys/query.hpp>

#include "genesys/page_ask.hpp"
#include "genesys/platform/wanted.hpp"
#include "net/message.hpp"

namespace nowthen::genesys::platform {

/// POST /api/v2/analytics/conversations/details/query, oldest start first.
///
/// Media types and queues are asked of segments, directions of the conversation. `query.metrics` is not
/// asked for: each record holds all of its metrics.
net::Request details_request(const HistoryQuery& query, const HistoryAsk& ask, Wanted wanted);

/// The same for one page as it is asked for.
net::Request details_page_request(const DetailsPageQuery& query);

}  // namespace nowthen::genesys::platform
