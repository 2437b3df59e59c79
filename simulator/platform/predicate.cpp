#include "simulator/platform/predicate.hpp"

#include <algorithm>
#include <charconv>

#include "simulator/platform/dimension.hpp"

namespace nowthen::sim {
namespace {

std::optional<double> number_of(std::string_view text) {
  double number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool matches(const Predicate& predicate, std::string_view value) {
  if (predicate.value && *predicate.value != value) return false;
  if (!predicate.range) return true;
  const auto number = number_of(value);
  return number && predicate.range->contains(*number);
}

bool matches(const Predicate& predicate, std::int64_t value) {
  if (predicate.value && number_of(*predicate.value) != static_cast<double>(value)) return false;
  return !predicate.range || predicate.range->contains(static_cast<double>(value));
}

/// Judges a predicate by the values that `Thing` has for it.
template <class Thing>
bool holds_for_values(const Predicate& predicate, const Thing& thing) {
  bool exists = false;
  bool matched = false;
  for_each_value(thing, predicate.name, [&](std::string_view value) {
    exists = true;
    matched = matched || matches(predicate, value);
  });
  switch (predicate.op) {
    case Predicate::Operator::matches: return matched;
    case Predicate::Operator::exists: return exists;
    case Predicate::Operator::not_exists: break;
  }
  return !exists;
}

bool holds_for_number(const Predicate& predicate, std::optional<std::int64_t> value) {
  switch (predicate.op) {
    case Predicate::Operator::matches: return value && matches(predicate, *value);
    case Predicate::Operator::exists: return value.has_value();
    case Predicate::Operator::not_exists: break;
  }
  return !value;
}

bool holds(const Predicate& predicate, const ConversationFacts& facts) {
  if (predicate.type == Predicate::Type::metric)
    return holds_for_number(predicate, metric_of(facts, predicate.name));
  return holds_for_values(predicate, facts);
}

bool holds(const Predicate& predicate, const SegmentPlace& place) {
  if (predicate.type == Predicate::Type::metric) {
    const bool has_ended = place.segment.end != absent;
    const auto length = has_ended ? (place.segment.end - place.segment.start).count() : 0;
    return holds_for_number(predicate, has_ended ? std::optional<std::int64_t>(length) : std::nullopt);
  }
  if (predicate.type == Predicate::Type::property) {
    const PropertyPlace property{place, predicate.property_type};
    return holds_for_values(predicate, property);
  }
  return holds_for_values(predicate, place);
}

bool holds(const Predicate& predicate, const AppendixPlace& place) {
  return holds_for_values(predicate, place);
}

bool holds(const Predicate& predicate, const NamedValues& values) {
  return holds_for_values(predicate, values);
}

template <class Thing, class Conditions>
bool all_or_any(const Conditions& conditions, bool any, const Thing& thing) {
  const auto true_of = [&thing](const auto& condition) { return holds(condition, thing); };
  return any ? std::any_of(conditions.begin(), conditions.end(), true_of)
             : std::all_of(conditions.begin(), conditions.end(), true_of);
}

template <class Thing>
bool holds(const Filter& filter, const Thing& thing) {
  const auto clause_holds = [&thing](const Clause& clause) {
    return all_or_any(clause.predicates, clause.any, thing);
  };
  const auto& clauses = filter.clauses;
  if (!filter.any)
    return all_or_any(filter.predicates, false, thing) &&
           std::all_of(clauses.begin(), clauses.end(), clause_holds);
  if (filter.predicates.empty() && clauses.empty()) return true;
  return all_or_any(filter.predicates, true, thing) ||
         std::any_of(clauses.begin(), clauses.end(), clause_holds);
}

bool some_segment_passes(const ConversationFacts& facts, const Filter& filter) {
  for (const ParticipantFacts& participant : facts.participants)
    for (const SessionFacts& session : facts.sessions_of(participant))
      for (const SegmentFacts& segment : facts.segments_of(session))
        if (holds(filter, SegmentPlace{facts, participant, session, segment})) return true;
  return false;
}

bool some_appendix_passes(const ConversationFacts& facts, AppendixFacts::Kind kind, const Filter& filter) {
  return std::any_of(facts.appendices.begin(), facts.appendices.end(), [&](const AppendixFacts& each) {
    return each.kind == kind && holds(filter, AppendixPlace{facts, each});
  });
}

template <class Passes>
bool all(const std::vector<Filter>& filters, Passes passes) {
  return std::all_of(filters.begin(), filters.end(), passes);
}

}  // namespace

bool NumericRange::contains(double number) const {
  return (!gt || number > *gt) && (!gte || number >= *gte) && (!lt || number < *lt) &&
         (!lte || number <= *lte);
}

bool FilterLists::empty() const {
  return conversation.empty() && segment.empty() && evaluation.empty() && survey.empty() &&
         resolution.empty();
}

bool passes(const ConversationFacts& facts, const FilterLists& filters) {
  using Kind = AppendixFacts::Kind;
  return all(filters.conversation, [&](const Filter& each) { return holds(each, facts); }) &&
         all(filters.segment, [&](const Filter& each) { return some_segment_passes(facts, each); }) &&
         all(filters.evaluation,
             [&](const Filter& each) { return some_appendix_passes(facts, Kind::evaluation, each); }) &&
         all(filters.survey,
             [&](const Filter& each) { return some_appendix_passes(facts, Kind::survey, each); }) &&
         all(filters.resolution,
             [&](const Filter& each) { return some_appendix_passes(facts, Kind::resolution, each); });
}

std::optional<std::int64_t> metric_of(const ConversationFacts& facts, std::string_view name) {
  if (name == "nConversations") return 1;
  if (name == "tConversationDuration")
    return facts.end == absent ? std::nullopt
                               : std::optional<std::int64_t>((facts.end - facts.start).count());
  std::optional<std::int64_t> sum;
  for (const MetricFacts& metric : facts.metrics)
    if (metric.name == name) sum = sum.value_or(0) + metric.value;
  return sum;
}

bool passes(const NamedValues& values, const Filter& filter) { return holds(filter, values); }

}  // namespace nowthen::sim
