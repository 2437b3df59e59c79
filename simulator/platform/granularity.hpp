#pragma once
#include <chrono>
#include <optional>
#include <string_view>

namespace nowthen::sim {

/// The length of an ISO 8601 period of weeks, days, hours, minutes and seconds: `PT30M`, `P1DT12H`. Nothing
/// for other texts, for years and months, which have no one length, and for what is over 1,000,000 days.
std::optional<std::chrono::milliseconds> parse_period(std::string_view text);

}  // namespace nowthen::sim
