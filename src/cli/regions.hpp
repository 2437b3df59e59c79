#pragma once
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace nowthen::cli {

/// Where one Genesys Cloud region is reached.
struct Region {
  std::string_view name;    ///< As Amazon calls it, such as `eu_central_1`.
  std::string_view domain;  ///< Such as `mypurecloud.de`.
};

/// By name (`eu_central_1`, `eu-central-1`) or domain. Fails with a usage error and the nearest name.
/// Source: the region table of the vendor's JavaScript SDK, version 262.
Result<Region> find_region(std::string_view text);

/// The region whose API `base_url` is, if it is one's: `https://api.DOMAIN`, with or without a closing slash.
std::optional<Region> region_of(std::string_view base_url);

}  // namespace nowthen::cli
