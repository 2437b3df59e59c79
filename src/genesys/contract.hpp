#pragma once
#include <nowthen/genesys/options.hpp>
#include <string>
#include <string_view>

namespace nowthen::genesys {

/// The contract that `wanted` means for this base URL; never `automatic`.
Contract resolved(Contract wanted, std::string_view base_url);

/// Where tokens come from when nobody said so: a Genesys Cloud host's login host, else the base URL itself.
std::string default_login_url(std::string_view base_url);

/// Success unless the platform contract is in use and the base URL has a path, or the login URL the one of
/// the tokens. `options.contract` must be resolved. Scheme and host are looked at by the transport.
Result<void> check_addresses(const ClientOptions& options);

}  // namespace nowthen::genesys
