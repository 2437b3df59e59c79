#pragma once
#include "simulator/platform/body_reader.hpp"
#include "simulator/platform/predicate.hpp"

namespace nowthen::sim {

/// Reads the five filter lists out of a query; what is wrong is remembered in `query`. At most 200
/// predicates.
FilterLists read_filters(BodyReader& query);

/// Reads the one filter `filter` of a query about `list`: without it, one that everything passes.
Filter read_filter(BodyReader& query, FilterList list);

}  // namespace nowthen::sim
