#pragma once
#include <nowthen/core/instant.hpp>
#include <nowthen/genesys/predicates.hpp>
#include <nowthen/model/activity.hpp>
#include <nowthen/model/aggregate.hpp>
#include <nowthen/model/observation.hpp>
#include <optional>
#include <string>
#include <vector>

namespace nowthen {

/// What is to be counted of the conversations going on. Source: ConversationActivityQuery.
struct ActivityQuery {
  std::vector<std::string> metrics{"oWaiting", "oInteracting", "oAlerting"};
  std::vector<std::string> details;  ///< Of these metrics, the ones whose conversations are wanted by id.
  std::vector<std::string> group_by{"queueId", "mediaType"};
  std::optional<Filter> filter;
  int page_size = 100;  ///< 1 to 100.
  int page_number = 1;
};

/// What is to be observed of queues (`queueId`, `mediaType`) or users (`userId`).
/// Source: QueueObservationQuery, UserObservationQuery.
struct ObservationQuery {
  Filter filter;  ///< Needed: at most 200 predicates.
  std::vector<std::string> metrics;
  std::vector<std::string>
      detail_metrics;  ///< Of these metrics, the ones whose conversations are wanted; queues only.
};

/// What is to be summed up of conversations, by group and span of time. Source: ConversationAggregationQuery.
struct AggregateQuery {
  Interval interval;
  std::string granularity;  ///< Such as `PT30M` or `P1D`. Empty: the whole interval.
  std::string time_zone;    ///< An Olson name, for days and longer spans. Empty: UTC.
  std::vector<std::string> group_by;
  std::optional<Filter> filter;
  std::vector<std::string> metrics;
};

}  // namespace nowthen
