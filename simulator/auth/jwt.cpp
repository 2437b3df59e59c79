#include "simulator/auth/jwt.hpp"

#include <fmt/format.h>

#include "core/digest.hpp"
#include "simulator/http/json_text.hpp"

namespace nowthen::sim {

std::string jwt(const Claims& claims, std::string_view key) {
  std::string payload = R"({"sub":)";
  append_json_string(payload, claims.subject);
  fmt::format_to(std::back_inserter(payload), R"(,"iat":{},"exp":{},"scope":)", claims.issued_at,
                 claims.expires_at);
  append_json_string(payload, claims.scope);
  payload += R"(,"jti":)";
  append_json_string(payload, claims.id);
  payload += '}';
  std::string token = base64url(R"({"alg":"HS256","typ":"JWT"})") + '.' + base64url(payload);
  const Sha256 signature = hmac_sha256(key, token);
  token += '.';
  token += base64url(std::string_view(reinterpret_cast<const char*>(signature.data()), signature.size()));
  return token;
}

}  // namespace nowthen::sim
