#pragma once
#include <string>
#include <vector>

#include "simulator/platform/body_reader.hpp"
#include "simulator/platform/dimension.hpp"
#include "simulator/platform/predicate.hpp"

namespace nowthen::sim {

/// What the results of a query are grouped by.
struct Grouping {
  std::vector<std::string> dimensions;
  bool flatten = false;  ///< A dimension of several values gives one group `a,b` and not one for each.
};

/// The value of each dimension, in their order; empty where there is none.
using GroupKey = std::vector<std::string>;

/// Reads `groupBy`; what is wrong is remembered in `query`.
std::vector<std::string> read_group_by(BodyReader& query, FilterList list);

/// Reads an array of names of metrics, such as `metrics`; each counts once.
std::vector<std::string> read_metrics(BodyReader& query, std::string_view member, FilterList list);

/// The groups that something belongs to: at least one; no more than 64, whatever the record says.
std::vector<GroupKey> groups_of(const NamedValues& values, const Grouping& grouping);

/// Appends `"group":{...}`; a dimension without value is absent.
void append_group(std::string& out, const Grouping& grouping, const GroupKey& key);

}  // namespace nowthen::sim
