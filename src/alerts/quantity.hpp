#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "alerts/field.hpp"

namespace nowthen::alerts {

/// The longest time that a rule may look back or wait.
inline constexpr std::chrono::milliseconds longest_span = std::chrono::hours(24);

/// `90s`, `2m`, `1h30m`, `1d`: whole numbers with units, at most a hundred days. Nothing for anything else.
std::optional<std::chrono::milliseconds> read_span(std::string_view text);

/// A number in the unit of `kind`, as rules write it. Nothing for anything else.
std::optional<double> read_quantity(Kind kind, std::string_view text);

/// The same for people: `10`, `2m 5s`, `12.5%`, `yes`.
std::string quantity_text(Kind kind, double value);

}  // namespace nowthen::alerts
