#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "net/message.hpp"
#include "simulator/auth/tokens.hpp"

namespace nowthen::sim {

/// The one OAuth client that the simulated organisation knows.
struct OauthClient {
  std::string id;
  std::string secret;
  std::vector<std::string> scopes;
};

/// When a token request is answered, and how long its token lives.
struct Issuing {
  std::int64_t epoch_seconds = 0;
  Clock::Ticks ticks{0};
  std::chrono::seconds lifetime{3600};
};

/// Answers `POST /oauth/token`: client credentials in the form or as HTTP Basic. Errors in OAuth's own shape:
/// an unknown client is a 400, a wrong secret a 401, both `invalid_client`.
net::Reply answer_token(const net::Request& request, const OauthClient& client, Tokens& tokens,
                        const Issuing& issuing);

/// Answers `POST /oauth/introspect` for the token in the form (RFC 7662). The caller authenticates as the
/// client.
net::Reply answer_introspection(const net::Request& request, const OauthClient& client, const Tokens& tokens,
                                Clock::Ticks now);

/// The token in `Authorization: Bearer ...`; empty when there is none.
std::string bearer_token(const net::Request& request);

}  // namespace nowthen::sim
