#include <algorithm>
#include <array>
#include <nowthen/genesys/region.hpp>
#include <vector>

#include "core/nearest.hpp"
#include "core/shown_text.hpp"

namespace nowthen {
namespace {

constexpr std::array<Region, 18> regions{{
    {"us_east_1", "mypurecloud.com"},
    {"eu_west_1", "mypurecloud.ie"},
    {"ap_southeast_2", "mypurecloud.com.au"},
    {"ap_northeast_1", "mypurecloud.jp"},
    {"eu_central_1", "mypurecloud.de"},
    {"us_west_2", "usw2.pure.cloud"},
    {"ca_central_1", "cac1.pure.cloud"},
    {"ap_northeast_2", "apne2.pure.cloud"},
    {"eu_west_2", "euw2.pure.cloud"},
    {"ap_south_1", "aps1.pure.cloud"},
    {"us_east_2", "use2.us-gov-pure.cloud"},
    {"sa_east_1", "sae1.pure.cloud"},
    {"me_central_1", "mec1.pure.cloud"},
    {"ap_northeast_3", "apne3.pure.cloud"},
    {"eu_central_2", "euc2.pure.cloud"},
    {"mx_central_1", "mxc1.pure.cloud"},
    {"ap_southeast_1", "apse1.pure.cloud"},
    {"eusc_de_east_1", "edee1.eusc-pure.cloud"},
}};

std::string lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

/// A domain may have been copied with what stands around it in an address.
std::string_view domain_in(std::string_view text) {
  constexpr std::string_view scheme = "https://";
  if (text.starts_with(scheme)) text.remove_prefix(scheme.size());
  if (text.ends_with('/')) text.remove_suffix(1);
  for (const std::string_view host : {"api.", "login.", "apps."})
    if (text.starts_with(host)) return text.substr(host.size());
  return text;
}

std::optional<Region> with_domain(std::string_view domain) {
  const auto found = std::find_if(regions.begin(), regions.end(),
                                  [domain](const Region& region) { return region.domain == domain; });
  return found == regions.end() ? std::nullopt : std::optional(*found);
}

}  // namespace

std::span<const Region> known_regions() noexcept { return regions; }

Result<Region> find_region(std::string_view text) {
  const std::string given = lower(text);
  const std::string_view domain = domain_in(given);
  if (const auto known = with_domain(domain)) return *known;
  std::string name(domain);
  std::replace(name.begin(), name.end(), '-', '_');
  std::vector<std::string> names;
  for (const Region& region : regions) {
    if (region.name == name) return region;
    names.emplace_back(region.name);
    names.emplace_back(region.domain);
  }
  auto near = nearest(name, names);
  if (!near) near = nearest(domain, names);
  return Error{.kind = ErrorKind::invalid_request,
               .message = "there is no region '" + shown(text, 64) + "'",
               .hint = near ? "did you mean: " + *near
                            : "name one such as us_east_1, eu_central_1 or mypurecloud.de; another host "
                              "goes as a base URL"};
}

std::optional<Region> region_of(std::string_view base_url) {
  constexpr std::string_view prefix = "https://api.";
  const std::string url = lower(base_url);
  if (!url.starts_with(prefix)) return std::nullopt;
  std::string_view domain = std::string_view(url).substr(prefix.size());
  if (domain.ends_with('/')) domain.remove_suffix(1);
  return with_domain(domain);
}

}  // namespace nowthen
