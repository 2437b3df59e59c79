#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace nowthen::cli {

/// `bytes` in base64 with padding (RFC 4648, section 4).
std::string base64(std::string_view bytes);

/// The bytes again; nothing for any other text.
std::optional<std::string> bytes_of_base64(std::string_view text);

}  // namespace nowthen::cli
