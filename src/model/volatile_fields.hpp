#pragma once
#include <array>
#include <string_view>

namespace nowthen {

/// Fields that change by being asked for, wherever they stand in a record: they are no part of its content.
/// `callbackScheduledTime` of old callbacks is the instant of the query (docs/guide/platform-contract.md).
inline constexpr std::array<std::string_view, 1> volatile_fields{"callbackScheduledTime"};

}  // namespace nowthen
