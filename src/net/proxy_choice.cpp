#include "net/proxy_choice.hpp"

#include <algorithm>
#include <array>

#include "net/headers.hpp"

namespace nowthen::net {
namespace {

std::string first_set(const Environment& environment, std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (std::string value = environment(name); !value.empty()) return value;
  return {};
}

std::string_view without_scheme(std::string_view proxy) {
  const auto scheme = proxy.find("://");
  return scheme == std::string_view::npos ? proxy : proxy.substr(scheme + 3);
}

/// With an '@' behind the authority, readers of URLs disagree on where the password ends and the host begins.
bool is_ambiguous(std::string_view proxy) {
  const std::string_view rest = without_scheme(proxy);
  const auto end = rest.find_first_of("/?#");
  return end != std::string_view::npos && rest.find('@', end) != std::string_view::npos;
}

bool is_usable(std::string_view proxy) {
  constexpr std::array<std::string_view, 6> schemes{"http",    "https",  "socks4",
                                                    "socks4a", "socks5", "socks5h"};
  if (std::any_of(proxy.begin(), proxy.end(), [](char c) { return c <= ' ' || c == '\x7f'; })) return false;
  if (proxy_name(proxy).empty() || is_ambiguous(proxy)) return false;
  const auto end = proxy.find("://");
  return end == std::string_view::npos ||
         std::any_of(schemes.begin(), schemes.end(), [&](std::string_view known) {
           return equals_ignoring_case(known, proxy.substr(0, end));
         });
}

}  // namespace

Result<ProxyChoice> choose_proxy(const Origin& origin, const ProxyChoice& asked,
                                 const Environment& environment) {
  ProxyChoice choice = asked;
  if (choice.proxy.empty() && !origin.loopback)
    choice.proxy = first_set(environment, {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"});
  if (choice.no_proxy.empty()) choice.no_proxy = first_set(environment, {"no_proxy", "NO_PROXY"});
  if (!choice.proxy.empty() && !is_usable(choice.proxy))
    return Error{.kind = ErrorKind::invalid_request,
                 .message = "the proxy is not a URL with http, https or socks",
                 .hint = "give it as http://proxy.example:3128; see HTTPS_PROXY and ALL_PROXY"};
  if (!choice.proxy.empty() && !origin.encrypted() && !is_loopback(proxy_name(choice.proxy)))
    return Error{.kind = ErrorKind::invalid_request,
                 .message =
                     "plain http is refused through a proxy on another machine: credentials would "
                     "travel in the clear",
                 .hint = "use https:// in the base URL, or no proxy"};
  return choice;
}

std::string_view proxy_name(std::string_view proxy) {
  proxy = without_scheme(proxy);
  proxy = proxy.substr(0, proxy.find_first_of("/?#"));
  if (const auto at = proxy.rfind('@'); at != std::string_view::npos) proxy.remove_prefix(at + 1);
  return proxy;
}

}  // namespace nowthen::net
