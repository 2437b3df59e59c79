#pragma once
#include <chrono>
#include <nowthen/core/instant.hpp>
#include <string>
#include <string_view>

namespace nowthen::sim {

/// Appends `text` as a JSON string with its quotes; control characters, quotes and backslashes escaped.
void append_json_string(std::string& out, std::string_view text);

/// Appends `"2024-05-01T12:00:00.250Z"` with its quotes. Years 0 to 9999.
void append_json_instant(std::string& out, Instant instant);

/// Appends a duration as seconds the way the API prints them: `45.0`, `120.5`, `3.142`.
void append_json_seconds(std::string& out, std::chrono::milliseconds duration);

/// Appends a number.
void append_json_integer(std::string& out, std::int64_t number);

/// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7).
std::string http_date(Instant instant);

}  // namespace nowthen::sim
