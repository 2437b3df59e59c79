#pragma once
#include <nowthen/genesys/options.hpp>
#include <nowthen/genesys/query.hpp>
#include <string_view>

#include "client/endpoint.hpp"
#include "genesys/page_ask.hpp"
#include "net/message.hpp"

namespace nowthen::genesys::tutorial {

/// GET /api/v2/conversations
net::Request live_request(const LiveQuery& query, const LiveAsk& ask);

/// POST /api/v2/analytics/conversations/details/query
net::Request history_request(const HistoryQuery& query, const HistoryAsk& ask);

/// POST /oauth/token, client credentials grant. The body carries the secret.
net::Request token_request(const ClientOptions& options, const client::Endpoint& endpoint);

/// POST /oauth/introspect (RFC 7662), authenticated with the client's own credentials. The body carries
/// secrets.
net::Request introspection_request(const ClientOptions& options, std::string_view token);

}  // namespace nowthen::genesys::tutorial
