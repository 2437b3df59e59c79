#pragma once
#include <nowthen/core/error.hpp>
#include <optional>

#include "client/endpoint.hpp"
#include "net/message.hpp"

namespace nowthen::genesys {

/// What a reply that is no success means and what helps, or nothing for a success with a body.
///
/// The only place where a status becomes an `Error`. Text of the server is cut and cleaned before it is
/// shown.
std::optional<Error> status_error(const client::Endpoint& endpoint, const net::Reply& reply);

}  // namespace nowthen::genesys
