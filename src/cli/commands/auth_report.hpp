#pragma once
#include <nowthen/genesys/client.hpp>
#include <nowthen/model/entity.hpp>
#include <optional>
#include <string>

#include "cli/time_zone.hpp"

namespace nowthen::cli {

/// What the platform says of the token and of whom it belongs to.
struct PlatformFacts {
  std::optional<Organization> organization;  ///< Empty: it did not say.
  std::optional<TokenInfo> token;            ///< Empty: it did not say.
  std::string untold;                        ///< Why something was not said; may be empty.
};

/// What `nowthen auth` found out.
struct AuthFacts {
  std::string base_url;
  std::string login_url;  ///< Never empty.
  std::string client_id;
  Contract contract{};
  TokenStatus token;
  std::optional<TokenIntrospection> introspection;  ///< Empty: the server was not asked.
  std::optional<PlatformFacts> platform;            ///< Under the platform's contract.
  bool show_token = false;
};

/// `live` and `history` as far as the scopes of the tutorial contract allow them, with what is missing
/// otherwise.
std::string allowed_by(const std::vector<std::string>& scopes);

/// For people: one fact a line. Text from outside is made harmless.
std::string auth_text(const AuthFacts& facts, Instant now, const TimeZone& zone);

/// One JSON object; the token only when asked for.
std::string auth_json(const AuthFacts& facts, Instant now);

}  // namespace nowthen::cli
