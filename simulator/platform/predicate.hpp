#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/platform/dimension.hpp"
#include "simulator/platform/facts.hpp"

namespace nowthen::sim {

/// Bounds of a number; those that are there hold.
struct NumericRange {
  std::optional<double> gt;
  std::optional<double> gte;
  std::optional<double> lt;
  std::optional<double> lte;

  bool contains(double number) const;
};

/// One condition of a filter.
struct Predicate {
  enum class Type : std::uint8_t { dimension, property, metric };
  enum class Operator : std::uint8_t { matches, exists, not_exists };
  Type type = Type::dimension;
  Operator op = Operator::matches;
  std::string name;           ///< Of the dimension, the metric or the property.
  std::string property_type;  ///< May be empty: any.
  std::optional<std::string> value;
  std::optional<NumericRange> range;
};

/// Conditions of which all must hold, or any of them.
struct Clause {
  bool any = false;
  std::vector<Predicate> predicates;
};

struct Filter {
  bool any = false;
  std::vector<Predicate> predicates;
  std::vector<Clause> clauses;
};

/// The five lists of a query; a conversation has to pass every filter of every list.
struct FilterLists {
  std::vector<Filter> conversation;
  std::vector<Filter> segment;
  std::vector<Filter> evaluation;
  std::vector<Filter> survey;
  std::vector<Filter> resolution;

  bool empty() const;
};

/// Whether the record passes. The conditions of one segment filter must hold on one and the same segment,
/// with its session and participant; those of an evaluation, survey or resolution filter on one and the same
/// of these. Metrics of a conversation are sums over its sessions.
bool passes(const ConversationFacts& facts, const FilterLists& filters);

/// The same for one filter over dimensions of anything.
bool passes(const NamedValues& values, const Filter& filter);

/// A metric of the whole conversation, as predicates mean it; nothing where the record does not have it.
std::optional<std::int64_t> metric_of(const ConversationFacts& facts, std::string_view name);

/// What a predicate of each list may be about, as the platform names it.
enum class FilterList : std::uint8_t {
  conversation,
  segment,
  evaluation,
  survey,
  resolution,
  activity,
  queue_observation,
  user_observation,
  aggregate
};
bool is_dimension(FilterList list, std::string_view name);
bool is_metric(FilterList list, std::string_view name);

}  // namespace nowthen::sim
