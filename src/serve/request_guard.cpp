#include "serve/request_guard.hpp"

#include <algorithm>

#include "net/origin.hpp"

namespace nowthen::serve {
namespace {

std::string_view without_port(std::string_view authority) {
  const std::size_t colon = authority.rfind(':');
  const std::size_t bracket = authority.rfind(']');
  if (colon == std::string_view::npos || (bracket != std::string_view::npos && colon < bracket))
    return authority;
  return authority.substr(0, colon);
}

/// An address in digits: no name of somebody else's can stand for it.
bool is_in_digits(std::string_view host) {
  if (host.starts_with('[')) return host.ends_with(']');
  return !host.empty() && host.find_first_not_of("0123456789.") == std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// `2001:db8::5` of `[2001:db8::5]`.
std::string_view without_brackets(std::string_view host) {
  const bool has_some = host.size() > 1 && host.starts_with('[') && host.ends_with(']');
  return has_some ? host.substr(1, host.size() - 2) : host;
}

}  // namespace

bool is_for_us(const net::Request& request, const std::vector<std::string>& hosts) {
  const auto named = request.headers.get("Host");
  if (!named) return false;
  const std::string_view asked = without_port(*named);
  return net::is_loopback(*named) || std::any_of(hosts.begin(), hosts.end(), [&](const std::string& host) {
           const bool is_everywhere = host == "0.0.0.0" || host == "::";
           return net::equals_ignoring_case(without_brackets(asked), without_brackets(host)) ||
                  (is_everywhere && is_in_digits(asked));
         });
}

bool is_from_elsewhere(const net::Request& request) {
  const auto origin = request.headers.get("Origin");
  if (!origin) return false;
  const auto host = request.headers.get("Host");
  if (!host) return true;
  const std::size_t scheme = origin->find("://");
  return scheme == std::string_view::npos || std::string_view(*origin).substr(scheme + 3) != *host;
}

std::optional<std::string> cookie_in(const net::Request& request, std::string_view name) {
  const auto field = request.headers.get("Cookie");
  if (!field) return std::nullopt;
  std::string_view left = *field;
  while (!left.empty()) {
    const std::size_t end = std::min(left.find(';'), left.size());
    const std::string_view pair = trimmed(left.substr(0, end));
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name)
      return std::string(pair.substr(equals + 1));
    left.remove_prefix(std::min(end + 1, left.size()));
  }
  return std::nullopt;
}

std::optional<std::string> bearer_in(const net::Request& request) {
  constexpr std::string_view scheme = "Bearer ";
  const auto field = request.headers.get("Authorization");
  if (!field || !std::string_view(*field).starts_with(scheme)) return std::nullopt;
  return std::string(trimmed(std::string_view(*field).substr(scheme.size())));
}

}  // namespace nowthen::serve
