#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "net/message.hpp"
#include "simulator/auth/tokens.hpp"
#include "simulator/contract.hpp"

namespace nowthen::sim {

/// The one OAuth client that the simulated organisation knows.
struct OauthClient {
  std::string id;
  std::string secret;
  std::vector<std::string> scopes;
};

/// When a token request is answered, by whose description, and how long its token lives.
struct Issuing {
  std::int64_t epoch_seconds = 0;
  Clock::Ticks ticks{0};
  std::chrono::seconds lifetime{3600};  ///< Of a tutorial's token.
  std::chrono::seconds platform_lifetime{86'400};
  Contract contract = Contract::both;
};

/// Answers `POST /oauth/token`. Credentials in the form give a tutorial's token, HTTP Basic without any in
/// the form the platform's; of a single contract its own. The platform takes Basic alone and a form of
/// nothing but `grant_type`. Errors in OAuth's own shape: an unknown client is a 400, a wrong secret a 401,
/// both `invalid_client`.
net::Reply answer_token(const net::Request& request, const OauthClient& client, Tokens& tokens,
                        const Issuing& issuing);

/// Answers `POST /oauth/introspect` for the token in the form (RFC 7662). The caller authenticates as the
/// client.
net::Reply answer_introspection(const net::Request& request, const OauthClient& client, const Tokens& tokens,
                                Clock::Ticks now);

/// The token in `Authorization: Bearer ...`; empty when there is none.
std::string bearer_token(const net::Request& request);

}  // namespace nowthen::sim
