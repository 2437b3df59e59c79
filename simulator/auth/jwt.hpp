#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace nowthen::sim {

/// What a token says about itself.
struct Claims {
  std::string subject;
  std::string scope;  ///< Space-separated.
  std::string id;
  std::int64_t issued_at = 0;  ///< Seconds since the Unix epoch.
  std::int64_t expires_at = 0;
};

/// A JSON Web Token with `sub`, `iat`, `exp`, `scope` and `jti`, signed with HMAC-SHA-256.
/// Source: RFC 7519; RFC 7515, appendix A.1.
std::string jwt(const Claims& claims, std::string_view key);

}  // namespace nowthen::sim
