#pragma once
#include <cstdint>
#include <variant>

namespace nowthen {

/// A number that keeps all its digits: whole numbers have 64 bits, others are doubles.
using Number = std::variant<std::int64_t, double>;

/// The number as a double, rounded where it is a whole one beyond 2^53.
inline double to_double(const Number& number) {
  return std::visit([](auto value) { return static_cast<double>(value); }, number);
}

}  // namespace nowthen
