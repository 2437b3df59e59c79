#include "net/web_socket_uri.hpp"

#include <algorithm>

#include "net/headers.hpp"

namespace nowthen::net {
namespace {

Error refused(std::string message) {
  return {.kind = ErrorKind::invalid_request,
          .message = std::move(message),
          .hint = "a notification channel has to be at a wss:// address"};
}

bool has_controls(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](unsigned char c) { return c <= 0x20 || c >= 0x7F || c == '#'; });
}

}  // namespace

Result<WebSocketUri> parse_web_socket_uri(std::string_view uri) {
  const std::size_t colon = uri.find("://");
  if (colon == std::string_view::npos) return refused("the address of the channel is not a URL");
  const std::string_view scheme = uri.substr(0, colon);
  const bool is_secure = equals_ignoring_case(scheme, "wss");
  if (!is_secure && !equals_ignoring_case(scheme, "ws"))
    return refused("the address of the channel does not begin with wss://");
  const std::string_view rest = uri.substr(colon + 3);
  const std::size_t path = std::min(rest.find_first_of("/?"), rest.size());
  auto origin = parse_origin((is_secure ? "https://" : "http://") + std::string(rest.substr(0, path)));
  if (!origin) return refused("the address of the channel has no usable host, or would not be encrypted");
  std::string target(rest.substr(path));
  if (has_controls(target)) return refused("the address of the channel has a path that no URL has");
  if (target.empty() || target.front() == '?') target.insert(target.begin(), '/');
  return WebSocketUri{.origin = *std::move(origin), .target = std::move(target)};
}

}  // namespace nowthen::net
