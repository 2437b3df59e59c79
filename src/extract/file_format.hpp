#pragma once
#include <nowthen/core/result.hpp>
#include <string_view>

#include "net/inflater.hpp"

namespace nowthen::extract {

/// No format needs more than this many bytes to be told.
inline constexpr std::size_t telling_bytes = 6;

/// How a file is packed, by its first bytes; `identity` for all that does not look packed. Fails with `local`
/// for packings that are not unpacked here and for UTF-16, with what helps.
Result<net::Coding> coding_of(std::string_view first_bytes);

}  // namespace nowthen::extract
