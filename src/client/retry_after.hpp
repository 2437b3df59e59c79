#pragma once
#include <chrono>
#include <nowthen/core/instant.hpp>
#include <optional>

#include "net/headers.hpp"

namespace nowthen::client {

/// The longest wait that is believed; a longer one is cut to it. Far above what any policy waits.
inline constexpr std::chrono::seconds longest_retry_after = std::chrono::hours{24 * 31};

/// The wait that a reply's `Retry-After` asks for, from 0 to `longest_retry_after`.
///
/// @param now  the local clock, used for a date when the reply has no `Date` of its own
/// @return nothing when the field is absent or is neither a number nor a date; zero for a date that has
/// passed
///
/// A date is taken relative to the reply's own `Date`, so a wrong local clock does no harm. Never throws.
/// Source: RFC 9110, 10.2.3.
std::optional<std::chrono::seconds> read_retry_after(const net::Headers& headers, Instant now) noexcept;

}  // namespace nowthen::client
