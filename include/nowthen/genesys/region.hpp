#pragma once
#include <nowthen/core/result.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace nowthen {

/// Where one Genesys Cloud region is reached. Texts live as long as the program.
struct Region {
  std::string_view name;    ///< As Amazon calls it, such as `eu_central_1`.
  std::string_view domain;  ///< Such as `mypurecloud.de`.

  std::string api_url() const { return "https://api." + std::string(domain); }
  std::string login_url() const { return "https://login." + std::string(domain); }
};

/// All regions known to this version.
/// Source: the region table of the vendor's JavaScript SDK, version 262.
std::span<const Region> known_regions() noexcept;

/// By name (`eu_central_1`, `eu-central-1`), domain (`mypurecloud.de`) or address (`api.mypurecloud.de`, with
/// or without `https://`), in any case. Fails with `invalid_request` and the nearest name in the hint.
Result<Region> find_region(std::string_view text);

/// The region whose API `base_url` is, if it is one's: `https://api.DOMAIN`, with or without a closing slash.
std::optional<Region> region_of(std::string_view base_url);

}  // namespace nowthen
