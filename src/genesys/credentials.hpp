#pragma once
#include <nowthen/core/error.hpp>
#include <nowthen/genesys/options.hpp>

namespace nowthen::genesys {

/// Takes the client secret out of an error that a server worded, which may repeat what it was sent: as it is,
/// percent-encoded, or in Basic credentials.
void blot_out_credentials(Error& error, const ClientOptions& options);

}  // namespace nowthen::genesys
