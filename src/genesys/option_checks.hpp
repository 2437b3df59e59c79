#pragma once
#include <nowthen/core/result.hpp>
#include <nowthen/genesys/options.hpp>

namespace nowthen::genesys {

/// Success when a client can be made of these; otherwise `invalid_request` naming the option, never its value
/// where that is a secret. URLs and files are looked at by the transport.
Result<void> check(const ClientOptions& options);

}  // namespace nowthen::genesys
