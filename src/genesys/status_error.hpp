#pragma once
#include <nowthen/core/error.hpp>
#include <nowthen/core/instant.hpp>
#include <optional>

#include "client/endpoint.hpp"
#include "net/message.hpp"

namespace nowthen::genesys {

/// What a reply that is no success means and what helps, or nothing for a success with a body.
///
/// The only place where a status becomes an `Error`. Text of the server is cut and cleaned before it is
/// shown.
/// @param now  the local clock, for a `Retry-After` date in a reply that has no `Date`
std::optional<Error> status_error(const client::Endpoint& endpoint, const net::Reply& reply, Instant now);

}  // namespace nowthen::genesys
