#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace nowthen {

using Sha256 = std::array<std::uint8_t, 32>;

/// SHA-256 (FIPS 180-4) of `bytes`.
Sha256 sha256(std::string_view bytes);

/// SHA-256 of `first` and `second`, one behind the other, without putting them together in memory.
Sha256 sha256(std::string_view first, std::string_view second);

/// HMAC-SHA-256 (RFC 2104).
Sha256 hmac_sha256(std::string_view key, std::string_view bytes);

/// Lower-case hexadecimal.
std::string to_hex(const Sha256& digest);

/// Base 64 with the URL alphabet and no padding (RFC 4648, section 5).
std::string base64url(std::string_view bytes);

/// Undoes `base64url`; also takes the standard alphabet and padding. Empty for anything else.
std::string from_base64(std::string_view text);

/// Base 64 with the standard alphabet and padding (RFC 4648, section 4).
std::string base64(std::string_view bytes);

}  // namespace nowthen
