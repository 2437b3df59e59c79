#include "client/limit_notice.hpp"

#include <charconv>

namespace nowthen::client {
namespace {

std::optional<unsigned> number(const net::Headers& headers, std::string_view name,
                               unsigned at_most) noexcept {
  const auto text = headers.get(name);
  if (!text) return std::nullopt;
  unsigned value = 0;
  const char* const last = text->data() + text->size();
  const auto [end, code] = std::from_chars(text->data(), last, value);
  if (code != std::errc{} || end != last || value > at_most) return std::nullopt;
  return value;
}

}  // namespace

LimitNotice read_limit_notice(const net::Headers& headers) noexcept {
  LimitNotice notice;
  const auto allowed = number(headers, "inin-ratelimit-allowed", 1'000'000);
  if (!allowed || *allowed == 0) return notice;
  notice.allowed = *allowed;
  if (const auto count = number(headers, "inin-ratelimit-count", 10'000'000)) notice.count = *count;
  if (const auto reset = number(headers, "inin-ratelimit-reset", 3600))
    notice.reset = std::chrono::seconds{*reset};
  return notice;
}

}  // namespace nowthen::client
