#include "alerts/quantity.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstdint>

namespace nowthen::alerts {
namespace {

constexpr std::size_t most_digits = 9;

/// A whole number of few digits at the front of `text`, which it is taken off from.
std::optional<std::int64_t> take_number(std::string_view& text) {
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const auto digits = static_cast<std::size_t>(end - text.data());
  if (error != std::errc{} || digits > most_digits) return std::nullopt;
  text.remove_prefix(digits);
  return number;
}

std::optional<std::chrono::milliseconds> unit_of(char letter) {
  switch (letter) {
    case 's': return std::chrono::seconds(1);
    case 'm': return std::chrono::minutes(1);
    case 'h': return std::chrono::hours(1);
    case 'd': return std::chrono::hours(24);
    default: return std::nullopt;
  }
}

std::optional<double> read_percentage(std::string_view text) {
  if (!text.ends_with('%')) return std::nullopt;
  text.remove_suffix(1);
  const auto whole = take_number(text);
  if (!whole) return std::nullopt;
  auto value = static_cast<double>(*whole);
  if (!text.empty()) {
    if (text.front() != '.') return std::nullopt;
    text.remove_prefix(1);
    const std::size_t digits = text.size();
    const auto fraction = take_number(text);
    if (!fraction || !text.empty()) return std::nullopt;
    value += static_cast<double>(*fraction) / std::pow(10.0, static_cast<double>(digits));
  }
  return value <= 100 ? std::optional(value) : std::nullopt;
}

std::string span_text(double value) {
  const auto seconds = static_cast<std::int64_t>(value / 1000);
  if (seconds < 60) return fmt::format("{}s", seconds);
  if (seconds < 3600) return fmt::format("{}m {}s", seconds / 60, seconds % 60);
  return fmt::format("{}h {}m", seconds / 3600, seconds / 60 % 60);
}

}  // namespace

std::optional<std::chrono::milliseconds> read_span(std::string_view text) {
  constexpr std::chrono::milliseconds longest = std::chrono::hours(2400);
  std::chrono::milliseconds span{0};
  if (text.empty()) return std::nullopt;
  while (!text.empty()) {
    const auto number = take_number(text);
    if (!number || text.empty()) return std::nullopt;
    const auto unit = unit_of(text.front());
    if (!unit) return std::nullopt;
    text.remove_prefix(1);
    span += *number * *unit;
    if (span > longest) return std::nullopt;
  }
  return span;
}

std::optional<double> read_quantity(Kind kind, std::string_view text) {
  switch (kind) {
    case Kind::duration: {
      const auto span = read_span(text);
      return span ? std::optional(static_cast<double>(span->count())) : std::nullopt;
    }
    case Kind::percentage: return read_percentage(text);
    default: break;
  }
  const auto number = take_number(text);
  return number && text.empty() ? std::optional(static_cast<double>(*number)) : std::nullopt;
}

std::string quantity_text(Kind kind, double value) {
  switch (kind) {
    case Kind::duration: return span_text(value);
    case Kind::percentage: return fmt::format("{:.3g}%", value);
    case Kind::fact: return value == 0 ? "no" : "yes";
    case Kind::count: break;
  }
  return fmt::format("{:.0f}", value);
}

}  // namespace nowthen::alerts
