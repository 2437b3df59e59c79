#include "alerts/condition.hpp"

#include <cassert>
#include <cmath>

namespace nowthen::alerts {
namespace {

bool holds_one(Operator op, double left, double right) {
  switch (op) {
    case Operator::less: return left < right;
    case Operator::at_most: return left <= right;
    case Operator::greater: return left > right;
    case Operator::at_least: return left >= right;
    case Operator::equal: return left == right;
    case Operator::not_equal: return left != right;
  }
  return false;
}

std::optional<bool> judged_one(const Comparison& comparison, std::optional<double> value) {
  if (!value) return std::nullopt;
  return holds_one(comparison.op, *value, comparison.value);
}

/// `decisive`: what one of two must be to decide alone: false of "both", true of "either".
std::optional<bool> joined(std::optional<bool> left, std::optional<bool> right, bool decisive) {
  if (left == decisive || right == decisive) return decisive;
  return left && right ? std::optional(!decisive) : std::nullopt;
}

Comparison eased_one(Comparison comparison) {
  const double fifth = comparison.value / 5;
  const double by = info(comparison.field).kind == Kind::count ? std::floor(fifth) : fifth;
  if (comparison.op == Operator::greater || comparison.op == Operator::at_least) comparison.value -= by;
  if (comparison.op == Operator::less || comparison.op == Operator::at_most) comparison.value += by;
  return comparison;
}

}  // namespace

Condition::Condition(const Comparison& comparison) : comparisons_{comparison}, steps_{Step::compare} {}

Condition Condition::with(bool both, const Condition& other) const {
  Condition joined = *this;
  joined.comparisons_.insert(joined.comparisons_.end(), other.comparisons_.begin(), other.comparisons_.end());
  joined.steps_.insert(joined.steps_.end(), other.steps_.begin(), other.steps_.end());
  joined.steps_.push_back(both ? Step::both : Step::either);
  return joined;
}

std::optional<bool> Condition::judged(const Values& values) const {
  std::vector<std::optional<bool>> stack;
  std::size_t next = 0;
  for (const Step step : steps_) {
    if (step == Step::compare) {
      const Comparison& comparison = comparisons_[next++];
      stack.push_back(judged_one(comparison, values(comparison)));
      continue;
    }
    assert(stack.size() >= 2);
    const std::optional<bool> right = stack.back();
    stack.pop_back();
    stack.back() = joined(stack.back(), right, step == Step::either);
  }
  return stack.back();
}

Condition Condition::eased() const {
  Condition easier = *this;
  for (Comparison& comparison : easier.comparisons_) comparison = eased_one(comparison);
  return easier;
}

}  // namespace nowthen::alerts
