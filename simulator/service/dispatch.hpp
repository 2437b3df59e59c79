#pragma once
#include "net/message.hpp"
#include "simulator/auth/tokens.hpp"
#include "simulator/contract.hpp"
#include "simulator/endpoint.hpp"
#include "simulator/http/target.hpp"

namespace nowthen::sim {

/// Where a request leads.
struct Way {
  const Route* route = nullptr;  ///< nullptr: nowhere that is served.
  std::string id;                ///< What the path has for `{id}`.

  Endpoint endpoint() const { return route == nullptr ? Endpoint::unknown : route->endpoint; }
};

/// Decides by `contract`, and where both are served: what only one contract has or marks (a body with
/// `interval`, or with `dateFrom` or `dateTo`; a listing with `pageSize` or `after`), else the kind of the
/// caller's token. `token` may be nullptr.
Way way_of(const net::Request& request, const Target& target, Contract contract, const Token* token);

/// `target` without `login_path` in front of the OAuth endpoints. With a login path these are found below it
/// and nowhere else: any other path that mentions them leads nowhere.
Target below_login(Target target, std::string_view login_path);

}  // namespace nowthen::sim
