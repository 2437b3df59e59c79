#pragma once
#include <nowthen/genesys/options.hpp>

#include "client/endpoint.hpp"
#include "net/message.hpp"

namespace nowthen::genesys::platform {

/// POST /oauth/token at the login host: client credentials grant, the credentials in the header alone. The
/// header carries the secret.
net::Request token_request(const ClientOptions& options, const client::Endpoint& endpoint);

}  // namespace nowthen::genesys::platform
