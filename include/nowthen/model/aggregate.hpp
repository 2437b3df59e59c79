#pragma once
#include <cstdint>
#include <nowthen/model/named_text.hpp>
#include <nowthen/model/statistics.hpp>
#include <optional>
#include <string>
#include <vector>

namespace nowthen {

/// One metric over one span of time.
struct AggregateMetric {
  std::string metric;
  std::string qualifier;
  Statistics stats;
  std::string extra;  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const AggregateMetric&) const = default;
};

/// One view that the query defined, over one span of time.
struct AggregateView {
  std::string name;
  Statistics stats;
  std::string extra;  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const AggregateView&) const = default;
};

/// The metrics of one group over one span of time.
struct AggregateSpan {
  std::string interval;  ///< As the API writes it: start and end with a slash between.
  std::vector<AggregateMetric> metrics;
  std::vector<AggregateView> views;
  std::string extra;  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const AggregateSpan&) const = default;
};

/// The aggregates of one group, such as a queue and a medium.
struct AggregateGroup {
  std::vector<NamedText> group;
  std::vector<AggregateSpan> data;
  std::string extra;  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const AggregateGroup&) const = default;
};

/// Aggregates, by group and span of time.
struct Aggregates {
  std::vector<AggregateGroup> results;
  std::string extra;  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const Aggregates&) const = default;
};

}  // namespace nowthen
