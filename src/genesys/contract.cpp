#include "genesys/contract.hpp"

#include <algorithm>
#include <array>

namespace nowthen::genesys {
namespace {

/// Every region's API host ends in one of these; new regions have come under `pure.cloud`.
constexpr std::array<std::string_view, 8> platform_domains{
    "mypurecloud.com",    "mypurecloud.ie", "mypurecloud.de",    "mypurecloud.jp",
    "mypurecloud.com.au", "pure.cloud",     "us-gov-pure.cloud", "eusc-pure.cloud"};

std::string host_of(std::string_view url) {
  if (const auto scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  if (const auto user = url.rfind('@'); user != std::string_view::npos) url.remove_prefix(user + 1);
  url = url.substr(0, url.find(':'));
  if (url.ends_with('.')) url.remove_suffix(1);
  std::string host(url);
  std::transform(host.begin(), host.end(), host.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return host;
}

bool belongs_to(std::string_view host, std::string_view domain) {
  if (!host.ends_with(domain)) return false;
  return host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.';
}

bool is_of_platform(std::string_view host) {
  return std::any_of(platform_domains.begin(), platform_domains.end(),
                     [host](std::string_view domain) { return belongs_to(host, domain); });
}

/// Anything behind the host but a closing slash.
bool has_path(std::string_view url) {
  if (const auto scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  const auto end = url.find_first_of("/?#");
  return end != std::string_view::npos && url.substr(end) != "/";
}

}  // namespace

Contract resolved(Contract wanted, std::string_view base_url) {
  if (wanted != Contract::automatic) return wanted;
  return is_of_platform(host_of(base_url)) ? Contract::platform : Contract::tutorial;
}

std::string default_login_url(std::string_view base_url) {
  constexpr std::string_view prefix = "https://api.";
  const std::string host = host_of(base_url);
  if (!is_of_platform(host) || !base_url.starts_with(prefix)) return std::string(base_url);
  return "https://login." + host.substr(prefix.size() - std::string_view("https://").size());
}

Result<void> check_addresses(const ClientOptions& options) {
  if (options.contract != Contract::platform) return {};
  if (has_path(options.base_url))
    return Error{.kind = ErrorKind::invalid_request,
                 .message = "the base URL has a path, and the platform has none before its own",
                 .hint = "give scheme and host alone, such as https://api.mypurecloud.de"};
  if (options.login_url.find("/oauth/") != std::string::npos)
    return Error{.kind = ErrorKind::invalid_request,
                 .message = "the login URL names the place of the tokens itself",
                 .hint = "give what stands before /oauth/token, such as https://login.mypurecloud.de"};
  return {};
}

}  // namespace nowthen::genesys
