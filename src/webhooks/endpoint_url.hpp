#pragma once
#include <cstdint>
#include <nowthen/core/result.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "webhooks/address.hpp"

namespace nowthen::webhooks {

/// Where a webhook goes.
struct EndpointUrl {
  std::string host;  ///< In lower case, without brackets.
  bool is_v6 = false;
  std::uint16_t port = 443;
  std::string target;  ///< Path and query.

  /// `https://host:port`.
  std::string origin() const;
  /// `https://host/...`: for messages and lists; the path and the query may hold a secret.
  std::string shown() const;
};

/// Reads a URL: https, a host in letters, digits and hyphens or a plain address, no user, no fragment. Every
/// other spelling of an address (octal, hexadecimal, short, with a dot behind it, percent-encoded) is
/// refused, and so is every address that is not public unless `allowed` names it. A host's addresses are
/// checked when they are known: `check_addresses`.
///
/// @param allowed  addresses and hosts that may be in a private network
///
/// Fails with `invalid_request`; the message does not repeat path or query. Pure.
Result<EndpointUrl> parse_endpoint(std::string_view url, const std::vector<std::string>& allowed);

/// Whether every one of the addresses that a host has may be talked to: one private address among them
/// refuses all. Fails with `local`, naming the address. Pure.
Result<void> check_addresses(const EndpointUrl& url, const std::vector<std::string>& addresses,
                             const std::vector<std::string>& allowed);

/// Fails with `invalid_request` for what is neither an address nor a host.
Result<void> check_allowed(std::string_view entry);

}  // namespace nowthen::webhooks
