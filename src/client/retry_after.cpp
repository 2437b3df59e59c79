#include "client/retry_after.hpp"

#include <algorithm>
#include <string_view>

#include "client/http_date.hpp"

namespace nowthen::client {
namespace {

using std::chrono::seconds;

std::string_view trimmed(std::string_view text) noexcept {
  const auto blank = [](char letter) { return letter == ' ' || letter == '\t'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Digits only: a sign, a fraction or a unit makes it rubbish. Any number of digits is fine, the value is
/// capped.
std::optional<seconds> read_seconds(std::string_view text) noexcept {
  seconds value{0};
  if (text.empty()) return std::nullopt;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return std::nullopt;
    value = std::min(value * 10 + seconds{digit - '0'}, longest_retry_after);
  }
  return value;
}

}  // namespace

std::optional<seconds> read_retry_after(const net::Headers& headers, Instant now) noexcept {
  const auto field = headers.get("Retry-After");
  if (!field) return std::nullopt;
  const std::string_view text = trimmed(*field);
  if (const auto number = read_seconds(text)) return number;

  const auto until = parse_http_date(text, now);
  if (!until) return std::nullopt;
  const auto date = headers.get("Date");
  const Instant sent = date ? parse_http_date(trimmed(*date), now).value_or(now) : now;
  return std::clamp(std::chrono::ceil<seconds>(*until - sent), seconds{0}, longest_retry_after);
}

}  // namespace nowthen::client
