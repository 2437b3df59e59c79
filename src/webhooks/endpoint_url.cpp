#include "webhooks/endpoint_url.hpp"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "core/shown_text.hpp"

namespace nowthen::webhooks {
namespace {

namespace urls = boost::urls;

constexpr std::size_t longest_url = 2'000;
constexpr std::size_t longest_host = 253;
constexpr std::size_t longest_label = 63;

Error refused(std::string message, std::string hint = "give it as https://hooks.example.com/nowthen") {
  return {.kind = ErrorKind::invalid_request, .message = std::move(message), .hint = std::move(hint)};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_label(std::string_view label) {
  if (label.empty() || label.size() > longest_label) return false;
  if (label.front() == '-' || label.back() == '-') return false;
  return std::all_of(label.begin(), label.end(),
                     [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; });
}

/// Whether a label is a number to somebody: `127`, `0x7f`, `017`.
bool is_number(std::string_view label) {
  const bool is_hex = label.size() >= 2 && label[0] == '0' && (label[1] == 'x' || label[1] == 'X');
  if (is_hex) return true;
  return std::all_of(label.begin(), label.end(), is_digit);
}

/// A name of DNS whose last label is no number: what ends in one is read as an address by some.
bool is_host_name(std::string_view host) {
  if (host.empty() || host.size() > longest_host) return false;
  std::string_view last;
  for (std::string_view rest = host;;) {
    const auto dot = rest.find('.');
    last = rest.substr(0, dot);
    if (!is_label(last)) return false;
    if (dot == std::string_view::npos) break;
    rest.remove_prefix(dot + 1);
  }
  return !is_number(last);
}

std::string lower(std::string_view text) {
  std::string made(text);
  std::transform(made.begin(), made.end(), made.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return made;
}

bool names(const std::vector<std::string>& allowed, const std::string& host) {
  return std::any_of(allowed.begin(), allowed.end(),
                     [&](const std::string& each) { return lower(each) == host; });
}

bool names(const std::vector<std::string>& allowed, const Address& address) {
  return std::any_of(allowed.begin(), allowed.end(),
                     [&](const std::string& each) { return parse_address(each) == address; });
}

/// What is wrong with the parts of a URL that parses, or nullptr.
const char* fault_of(const urls::url_view& url) {
  if (url.scheme_id() != urls::scheme::https) return "a webhook's URL begins with https://";
  if (url.has_userinfo()) return "a webhook's URL must not contain a user name or password";
  if (url.has_fragment()) return "a webhook's URL must not contain a fragment";
  if (url.has_port() && (url.port().empty() || url.port_number() == 0))
    return "the port of a webhook's URL is not between 1 and 65535";
  // Boost.URL 1.81 reads https://127.0.0.1.example.com as host 127.0.0.1 with the path .example.com.
  const std::string_view path = url.encoded_path();
  if (!path.empty() && path.front() != '/') return "a webhook's URL has no usable host";
  return nullptr;
}

/// The host as it is written, held against what is allowed.
Result<void> take_host(const urls::url_view& parsed, EndpointUrl& url) {
  const std::string_view written = parsed.encoded_host();
  if (parsed.host_type() == urls::host_type::ipv6) {
    url.is_v6 = true;
    url.host = lower(written.substr(1, written.size() - 2));
    if (!parse_address(url.host)) return refused("a webhook's URL has no usable address");
    return {};
  }
  url.host = lower(written);
  if (is_host_name(url.host)) return {};
  if (const auto address = parse_address(url.host); address && !address->is_v6) return {};
  return refused(
      "a webhook's URL has no usable host: letters, digits and hyphens, or an address as 192.0.2.1");
}

std::string target_of(const urls::url_view& parsed) {
  std::string target(parsed.encoded_path());
  if (target.empty()) target = "/";
  if (parsed.has_query()) target.append("?").append(std::string_view(parsed.encoded_query()));
  return target;
}

Error not_public(const std::string& address, std::string_view why) {
  return {.kind = ErrorKind::local,
          .message = "the address " + shown(address, longest_label) + " is " + std::string(why) +
                     ": no webhook goes there",
          .hint = "if that is meant, name it: allow_private = [\"" + shown(address, longest_label) + "\"]"};
}

Result<void> check_address(const std::string& text, const std::vector<std::string>& allowed) {
  const auto address = parse_address(text);
  if (!address) return not_public(text, "not a plain one");
  const std::string_view why = why_not_public(*address);
  if (why.empty() || names(allowed, *address)) return {};
  return not_public(text, why);
}

}  // namespace

std::string EndpointUrl::origin() const {
  return "https://" + (is_v6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

std::string EndpointUrl::shown() const {
  std::string text = "https://" + (is_v6 ? "[" + host + "]" : host);
  if (port != 443) text += ":" + std::to_string(port);
  return text + (target == "/" ? "/" : "/...");
}

Result<EndpointUrl> parse_endpoint(std::string_view url, const std::vector<std::string>& allowed) {
  if (url.size() > longest_url) return refused("a webhook's URL has at most 2,000 bytes");
  const auto parsed = urls::parse_uri(urls::string_view(url.data(), url.size()));
  if (!parsed) return refused("a webhook's URL is not a URL");
  if (const char* fault = fault_of(*parsed)) return refused(fault);
  EndpointUrl made;
  if (auto taken = take_host(*parsed, made); !taken) return taken.error();
  if (parsed->has_port()) made.port = parsed->port_number();
  made.target = target_of(*parsed);
  if (names(allowed, made.host) || !parse_address(made.host)) return made;
  if (auto checked = check_address(made.host, allowed); !checked)
    return refused(checked.error().message, checked.error().hint);
  return made;
}

Result<void> check_addresses(const EndpointUrl& url, const std::vector<std::string>& addresses,
                             const std::vector<std::string>& allowed) {
  if (addresses.empty()) return Error{.kind = ErrorKind::transient, .message = url.host + " has no address"};
  if (names(allowed, url.host)) return {};
  for (const std::string& address : addresses)
    if (auto checked = check_address(address, allowed); !checked) return checked;
  return {};
}

Result<void> check_allowed(std::string_view entry) {
  if (parse_address(entry) || is_host_name(entry)) return {};
  return refused("allow_private names addresses and hosts; '" + shown(entry, longest_label) + "' is neither",
                 R"(write it as allow_private = ["10.1.2.3", "hooks.internal"])");
}

}  // namespace nowthen::webhooks
