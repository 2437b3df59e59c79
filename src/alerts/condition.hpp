#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "alerts/field.hpp"

namespace nowthen::alerts {

enum class Operator : std::uint8_t { less, at_most, greater, at_least, equal, not_equal };

/// `queue.waiting > 10`: a field held against a number, in the unit of its kind.
struct Comparison {
  Field field = Field::queue_waiting;
  std::chrono::milliseconds over{0};  ///< The time that a rate is of; 0 for other fields.
  Operator op = Operator::greater;
  double value = 0;
  bool operator==(const Comparison&) const = default;
};

/// Comparisons joined by `and` and `or`.
class Condition {
 public:
  /// What a field's value is at the moment; nothing: that is not known.
  using Values = std::function<std::optional<double>(const Comparison&)>;

  /// A condition of one comparison.
  explicit Condition(const Comparison& comparison);

  /// The same with another behind it: both, or either.
  Condition with(bool both, const Condition& other) const;

  /// Whether it holds; nothing where that depends on values that are not known.
  std::optional<bool> judged(const Values& values) const;
  /// Whether it certainly does.
  bool holds(const Values& values) const { return judged(values) == true; }

  const std::vector<Comparison>& comparisons() const noexcept { return comparisons_; }

  /// The same with every bound a fifth easier to pass, whole numbers for counts: what it takes to stay true
  /// once it has been. `> 10` becomes `> 8`, `> 4` stays, `< 5m` becomes `< 6m`; `==` and `!=` stay.
  Condition eased() const;

  bool operator==(const Condition&) const = default;

 private:
  enum class Step : std::uint8_t { compare, both, either };

  std::vector<Comparison> comparisons_;
  std::vector<Step> steps_;  ///< In reverse Polish order; the nth `compare` means the nth comparison.
};

}  // namespace nowthen::alerts
