#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "simulator/platform/detail_aggregation.hpp"

namespace nowthen::sim {

/// Counts conversations by the values of a dimension and by the ranges a metric lies in. A conversation
/// counts once for each value that any of its segments has, and its metric is the sum over its sessions, so
/// that a count is the `totalHits` of the same query with one more filter. Not thread-safe.
class AggregationCounts {
 public:
  /// `aggregations` must outlive it.
  explicit AggregationCounts(std::span<const DetailAggregation> aggregations)
      : aggregations_(aggregations), counts_(aggregations.size()) {}

  void add(const ConversationFacts& facts);

  /// Appends `"aggregations":[...]`: values by how often they occur, then as texts; ranges as asked for.
  void append_to(std::string& out) const;

 private:
  struct Count {
    std::int64_t conversations = 0;  ///< Those that have any value.
    std::map<std::string, std::int64_t, std::less<>> values;
    std::vector<std::int64_t> ranges;
  };
  void add_terms(const DetailAggregation& aggregation, Count& count, const ConversationFacts& facts);

  std::span<const DetailAggregation> aggregations_;
  std::vector<Count> counts_;
  std::set<std::string, std::less<>> seen_;  ///< The values of one conversation.
};

}  // namespace nowthen::sim
