#include "cli/regions.hpp"

#include <fmt/format.h>

#include <array>

#include "cli/nearest.hpp"
#include "cli/report_error.hpp"

namespace nowthen::cli {
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

}  // namespace

Result<Region> find_region(std::string_view text) {
  std::string name(text);
  std::replace(name.begin(), name.end(), '-', '_');
  std::vector<std::string> names;
  for (const Region& region : regions) {
    if (region.name == name || region.domain == text) return region;
    names.emplace_back(region.name);
    names.emplace_back(region.domain);
  }
  const auto near = nearest(name, names);
  return usage_error(
      fmt::format("there is no region '{}'", text.substr(0, 64)),
      near ? "did you mean: " + *near : "name one such as us_east_1, eu_central_1 or mypurecloud.de");
}

std::optional<Region> region_of(std::string_view base_url) {
  constexpr std::string_view prefix = "https://api.";
  if (!base_url.starts_with(prefix)) return std::nullopt;
  base_url.remove_prefix(prefix.size());
  if (base_url.ends_with('/')) base_url.remove_suffix(1);
  for (const Region& region : regions)
    if (region.domain == base_url) return region;
  return std::nullopt;
}

}  // namespace nowthen::cli
