#pragma once
#include <span>
#include <string_view>

#include "simulator/platform/predicate.hpp"

namespace nowthen::sim {

/// What a query of each kind may filter and group by, as the platform names it.
std::span<const std::string_view> observed_dimensions(FilterList list);

/// The metrics that a query of each kind may ask for.
std::span<const std::string_view> observed_metrics(FilterList list);

}  // namespace nowthen::sim
