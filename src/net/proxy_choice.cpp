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

bool is_usable(std::string_view proxy) {
  constexpr std::array<std::string_view, 6> schemes{"http",    "https",  "socks4",
                                                    "socks4a", "socks5", "socks5h"};
  if (std::any_of(proxy.begin(), proxy.end(), [](char c) { return c <= ' ' || c == '\x7f'; })) return false;
  if (proxy_name(proxy).empty()) return false;
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
  return choice;
}

std::string_view proxy_name(std::string_view proxy) {
  if (const auto scheme = proxy.find("://"); scheme != std::string_view::npos)
    proxy.remove_prefix(scheme + 3);
  proxy = proxy.substr(0, proxy.find('/'));
  if (const auto at = proxy.rfind('@'); at != std::string_view::npos) proxy.remove_prefix(at + 1);
  return proxy;
}

}  // namespace nowthen::net
