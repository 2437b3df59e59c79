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

}  // namespace

Contract resolved(Contract wanted, std::string_view base_url) {
  if (wanted != Contract::automatic) return wanted;
  const std::string host = host_of(base_url);
  const bool platform = std::any_of(platform_domains.begin(), platform_domains.end(),
                                    [&host](std::string_view domain) { return belongs_to(host, domain); });
  return platform ? Contract::platform : Contract::tutorial;
}

Result<void> check_spoken(Contract contract) {
  if (contract == Contract::tutorial) return {};
  return Error{.kind = ErrorKind::invalid_request,
               .message = "the platform contract of Genesys Cloud's own hosts is not part of this version",
               .hint = "use --contract tutorial for a server that follows the tutorial's description"};
}

}  // namespace nowthen::genesys
