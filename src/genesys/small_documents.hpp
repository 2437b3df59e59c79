#pragma once
#include <cstdint>
#include <nowthen/core/result.hpp>
#include <nowthen/genesys/client.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/shown_text.hpp"

namespace nowthen::genesys {

/// What a token reply says (RFC 6749, section 5.1).
struct TokenReply {
  std::string access_token;
  std::string token_type;
  std::int64_t expires_in = 0;  ///< Seconds, 1 to 2,592,000.
};

/// Fails with `malformed_reply`; no part of the body gets into the message.
Result<TokenReply> read_token_reply(std::string_view body);

/// What an introspection reply says (RFC 7662, section 2.2).
Result<TokenIntrospection> read_introspection_reply(std::string_view body);

/// The scopes in the `scope` claim of a JWT, unverified and for showing only; empty for any other text.
std::vector<std::string> scopes_of(std::string_view token);

/// What an error body says, as far as it can be read: Genesys' own form or OAuth's.
struct ErrorBody {
  std::string code;     ///< `code` or `error`.
  std::string message;  ///< `message`, `error_description` or `description`: at most 300 bytes, printable.
  std::string correlation_id;  ///< `contextId`.
};

/// Never fails: what cannot be read stays empty.
ErrorBody read_error_body(std::string_view body);

}  // namespace nowthen::genesys
