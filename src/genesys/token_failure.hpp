#pragma once
#include <nowthen/core/error.hpp>
#include <string_view>

namespace nowthen::genesys {

/// What every error begins with that kept us from having a token.
inline constexpr std::string_view getting_a_token = "getting a token: ";

/// Whether a call failed before its own request went out, for lack of a token. Our own words always stand in
/// front of a server's, so no reply can look like it.
inline bool is_token_failure(const Error& error) { return error.message.starts_with(getting_a_token); }

}  // namespace nowthen::genesys
