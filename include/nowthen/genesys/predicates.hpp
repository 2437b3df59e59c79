#pragma once
#include <optional>
#include <string>
#include <vector>

namespace nowthen {

/// How the parts of a filter or a clause belong together.
enum class Join { all, any };

/// A range of numbers; an empty bound does not bind.
struct NumericRange {
  std::optional<double> above;     ///< Greater than.
  std::optional<double> at_least;  ///< Greater than or equal.
  std::optional<double> below;     ///< Less than.
  std::optional<double> at_most;   ///< Less than or equal.
  bool operator==(const NumericRange&) const = default;
};

/// One condition of a query of the platform. Names are the API's own; those it adds later can be used as they
/// are. Make one with the functions below.
/// Source: ConversationDetailQueryPredicate and its like in the API's description.
struct Predicate {
  enum class Type { dimension, property, metric };
  enum class Operator { matches, exists, not_exists };

  Type type = Type::dimension;
  std::string name;           ///< Of the dimension, the property or the metric.
  std::string property_type;  ///< `bool`, `integer`, `real`, `date`, `string`, `uuid`; properties only.
  Operator op = Operator::matches;
  std::string value;                  ///< What it must be. With `range`, empty.
  std::optional<NumericRange> range;  ///< What a number must lie in.
  bool operator==(const Predicate&) const = default;
};

/// The dimension has this value.
inline Predicate dimension_is(std::string name, std::string value) {
  return {.name = std::move(name), .value = std::move(value)};
}

/// The dimension has some value.
inline Predicate dimension_exists(std::string name) {
  return {.name = std::move(name), .op = Predicate::Operator::exists};
}

/// The dimension has no value, such as `conversationEnd` of a conversation that goes on.
inline Predicate dimension_missing(std::string name) {
  return {.name = std::move(name), .op = Predicate::Operator::not_exists};
}

/// The dimension, a number such as `mediaStatsMinConversationMos`, lies in this range.
inline Predicate dimension_in(std::string name, NumericRange range) {
  return {.name = std::move(name), .range = range};
}

/// The metric, in milliseconds where it is a duration, lies in this range.
inline Predicate metric_in(std::string name, NumericRange range) {
  return {.type = Predicate::Type::metric, .name = std::move(name), .range = range};
}

/// The property of a segment has this value.
inline Predicate property_is(std::string name, std::string type, std::string value) {
  return {.type = Predicate::Type::property,
          .name = std::move(name),
          .property_type = std::move(type),
          .value = std::move(value)};
}

/// Conditions that belong together inside a filter.
struct Clause {
  Join join = Join::all;
  std::vector<Predicate> predicates;
  bool operator==(const Clause&) const = default;
};

/// Conditions and clauses; a record must fulfil all of them, or any of them.
struct Filter {
  Join join = Join::all;
  std::vector<Predicate> predicates;
  std::vector<Clause> clauses;
  bool operator==(const Filter&) const = default;
};

/// The filters of a query for conversations. A conversation must pass each filter of each list. `mediaType`,
/// `queueId` and `direction` are dimensions of segments, not of conversations.
struct DetailFilters {
  std::vector<Filter> conversation;
  std::vector<Filter> segment;
  std::vector<Filter> evaluation;
  std::vector<Filter> survey;
  std::vector<Filter> resolution;
  bool operator==(const DetailFilters&) const = default;
};

}  // namespace nowthen
