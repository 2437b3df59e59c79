#pragma once
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string_view>

#include "net/headers.hpp"

namespace nowthen::client {

/// Reads an HTTP date in any of its three forms: `Sun, 06 Nov 1994 08:49:37 GMT`, the old
/// `Sunday, 06-Nov-94 08:49:37 GMT`, and C's `Sun Nov  6 08:49:37 1994`.
///
/// @param now  decides the century of a two-digit year: one more than fifty years ahead is in the past
/// @return nothing for any other shape or an impossible date; the name of the day is not checked against the
/// date
///
/// Source: RFC 9110, 5.6.7.
std::optional<Instant> parse_http_date(std::string_view text, Instant now);

/// When the server sent this, by its own clock: the `Date` header, where there is one that can be read.
std::optional<Instant> date_of(const net::Headers& headers, Instant now);

}  // namespace nowthen::client
