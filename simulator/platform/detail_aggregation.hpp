#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "simulator/platform/body_reader.hpp"
#include "simulator/platform/predicate.hpp"

namespace nowthen::sim {

/// One summary that a details query asks for of everything it finds, whatever the page.
struct DetailAggregation {
  enum class Type : std::uint8_t { term_frequency, numeric_range };
  Type type = Type::term_frequency;
  std::string name;                  ///< Of the dimension, or of the metric.
  std::size_t size = 10;             ///< Values of the dimension shown at most.
  std::vector<NumericRange> ranges;  ///< Of the metric: `gte` and `lt` alone.
};

/// Reads `aggregations`, of which there may be twenty; what is wrong is remembered in `query`. The type may
/// be left out. A dimension is one of conversations or segments, a metric one of conversations.
std::vector<DetailAggregation> read_aggregations(BodyReader& query);

}  // namespace nowthen::sim
