#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace nowthen {

/// At most `max_bytes` of `text` on one line: control characters become spaces, a character cut in two goes.
std::string shown(std::string_view text, std::size_t max_bytes);

}  // namespace nowthen
