#pragma once
#include "core/shown_text.hpp"
#include "genesys/platform/platform_access.hpp"

namespace nowthen::genesys::platform {

/// Sends one request and reads its reply with `read(body)`; an error says which reply it was.
template <class Read>
auto call(const PlatformAccess::Parts& parts, const client::Endpoint& endpoint, net::Request request,
          Read read, std::stop_token stop) -> decltype(read(std::string())) {
  const auto reply = parts.caller->call(endpoint, std::move(request), std::move(stop));
  if (!reply) return reply.error();
  auto result = read(reply->body);
  if (result) return result;
  Error error = result.error();
  error.http_status = reply->status;
  error.correlation_id = shown(reply->headers.get("ININ-Correlation-Id").value_or(""), 100);
  return error;
}

}  // namespace nowthen::genesys::platform
