#include "net/proxy_tunnel.hpp"

#include <boost/url/decode_view.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "core/digest.hpp"
#include "net/headers.hpp"

namespace nowthen::net {
namespace {

namespace urls = boost::urls;

Error refused() {
  return {.kind = ErrorKind::invalid_request,
          .message = "notifications cannot pass this proxy: it is not one for http",
          .hint = "give an http proxy, or turn notifications off: the feed then asks every few seconds"};
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// `NO_PROXY` names hosts and domains, with or without a dot before them.
bool covers(std::string_view entry, std::string_view host) {
  if (entry == "*") return true;
  if (entry.starts_with('.')) entry.remove_prefix(1);
  if (entry.empty() || host.size() < entry.size()) return false;
  if (!equals_ignoring_case(host.substr(host.size() - entry.size()), entry)) return false;
  return host.size() == entry.size() || host[host.size() - entry.size() - 1] == '.';
}

bool is_exempt(std::string_view list, std::string_view host) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    if (covers(trimmed(list.substr(0, end)), host)) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

}  // namespace

Result<std::optional<TunnelProxy>> tunnel_proxy(const Origin& origin, const ProxyChoice& choice) {
  if (choice.proxy.empty() || is_exempt(choice.no_proxy, origin.host)) return std::optional<TunnelProxy>();
  const bool has_scheme = choice.proxy.find("://") != std::string::npos;
  const std::string text = has_scheme ? choice.proxy : "http://" + choice.proxy;
  const auto url = urls::parse_uri(text);
  if (!url || url->scheme_id() != urls::scheme::http) return refused();
  TunnelProxy proxy{.host = url->host_address(), .port = std::string(url->port()), .authorization = {}};
  if (proxy.host.empty()) return refused();
  if (proxy.port.empty()) proxy.port = "1080";  // as libcurl has it
  if (url->has_userinfo()) proxy.authorization = "Basic " + base64(url->user() + ":" + url->password());
  return std::optional(std::move(proxy));
}

}  // namespace nowthen::net
