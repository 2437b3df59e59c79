#pragma once
#include <cstdint>
#include <nowthen/model/number.hpp>
#include <optional>
#include <string>
#include <vector>

namespace nowthen {

/// What is known of the values of one metric; which members are set depends on the metric. Durations are in
/// milliseconds.
struct Statistics {
  std::optional<Number> max;
  std::optional<Number> min;
  std::optional<std::int64_t> count;
  std::optional<std::int64_t> count_negative;
  std::optional<std::int64_t> count_positive;
  std::optional<Number> sum;
  std::optional<Number> current;
  std::optional<Number> ratio;  ///< 0 to 1.
  std::optional<Number> numerator;
  std::optional<Number> denominator;
  std::optional<Number> target;  ///< 0 to 1.
  std::optional<std::int64_t> p95;
  std::optional<std::int64_t> p99;
  std::optional<std::int64_t>
      calculated_metric_value;  ///< For `oLongestWaiting` an instant, in milliseconds since 1970.
  std::string extra;            ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const Statistics&) const = default;
};

}  // namespace nowthen
