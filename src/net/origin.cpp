#include "net/origin.hpp"

#include <boost/url/authority_view.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "net/headers.hpp"

namespace nowthen::net {
namespace {

namespace urls = boost::urls;

Error refused(std::string message, std::string hint = "give it as https://api.mypurecloud.de") {
  return {.kind = ErrorKind::invalid_request, .message = std::move(message), .hint = std::move(hint)};
}

/// What is wrong with the parts of a URL that parses, or nullptr.
const char* fault_of(const urls::url_view& url) {
  if (url.scheme_id() != urls::scheme::http && url.scheme_id() != urls::scheme::https)
    return "the base URL must begin with https:// (or http:// for loopback)";
  if (url.has_userinfo()) return "the base URL must not contain a user name or password";
  if (url.has_query() || url.has_fragment()) return "the base URL must not contain a query or a fragment";
  // Boost.URL 1.81 reads http://127.0.0.1.example.com as host 127.0.0.1 with the path .example.com.
  const std::string_view path = url.encoded_path();
  const std::string_view host = url.encoded_host();
  if (host.empty() || (!path.empty() && path.front() != '/') || host.find('%') != std::string_view::npos)
    return "the base URL has no usable host name";
  if (url.has_port() && !url.port().empty() && url.port_number() == 0)
    return "the base URL's port is not between 1 and 65535";
  return nullptr;
}

}  // namespace

bool is_loopback(std::string_view authority) {
  const auto parsed = urls::parse_authority(authority);
  if (!parsed) return false;
  switch (parsed->host_type()) {
    case urls::host_type::ipv4: return parsed->host_ipv4_address().is_loopback();
    case urls::host_type::ipv6: return parsed->host_ipv6_address().is_loopback();
    case urls::host_type::name: return equals_ignoring_case(parsed->encoded_host(), "localhost");
    default: return false;
  }
}

Result<Origin> parse_origin(std::string_view base_url) {
  const auto parsed = urls::parse_uri(base_url);
  if (!parsed) return refused("the base URL is not a URL");
  if (const char* fault = fault_of(*parsed)) return refused(fault);
  const bool loopback = is_loopback(parsed->encoded_host_and_port());
  if (parsed->scheme_id() == urls::scheme::http && !loopback)
    return refused("plain http is refused except to this machine: credentials would travel in the clear",
                   "use https:// in the base URL");
  while (base_url.ends_with('/')) base_url.remove_suffix(1);
  return Origin{.url = std::string(base_url),
                .host = parsed->host_address(),
                .port = std::string(parsed->port()),
                .loopback = loopback};
}

}  // namespace nowthen::net
