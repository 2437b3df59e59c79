#pragma once
#include "client/http_date.hpp"
#include "genesys/found_in.hpp"
#include "genesys/platform/platform_access.hpp"

namespace nowthen::genesys::platform {

/// Reads a reply that came at `now` with `read(body)`; an error says which reply it was.
template <class Read>
auto read_reply(const net::Reply& reply, Read read, Instant now) -> decltype(read(std::string())) {
  auto result = read(reply.body);
  if (!result) return found_in(reply, result.error());
  if constexpr (requires { result->replied_at; }) result->replied_at = client::date_of(reply.headers, now);
  return result;
}

/// Sends one request and reads its reply with `read(body)`.
template <class Read>
auto call(const PlatformAccess::Parts& parts, const client::Endpoint& endpoint, net::Request request,
          Read read, std::stop_token stop) -> decltype(read(std::string())) {
  const auto reply = parts.caller->call(endpoint, std::move(request), std::move(stop));
  if (!reply) return reply.error();
  return read_reply(*reply, std::move(read), parts.clock->now());
}

}  // namespace nowthen::genesys::platform
