#include "genesys/platform/filter_json.hpp"

#include <boost/json/array.hpp>
#include <cmath>

namespace nowthen::genesys::platform {
namespace {

namespace json = boost::json;

const char* text_of(Join join) { return join == Join::all ? "and" : "or"; }

const char* text_of(Predicate::Operator op) {
  if (op == Predicate::Operator::exists) return "exists";
  return op == Predicate::Operator::not_exists ? "notExists" : "matches";
}

const char* text_of(Predicate::Type type) {
  if (type == Predicate::Type::metric) return "metric";
  return type == Predicate::Type::property ? "property" : "dimension";
}

/// Without an exponent where the number is whole.
json::value number_json(double number) {
  constexpr double exact = 9'007'199'254'740'992.0;  // 2^53
  if (std::trunc(number) == number && std::abs(number) <= exact) return static_cast<std::int64_t>(number);
  return number;
}

json::object range_json(const NumericRange& range) {
  json::object object;
  if (range.above) object["gt"] = number_json(*range.above);
  if (range.at_least) object["gte"] = number_json(*range.at_least);
  if (range.below) object["lt"] = number_json(*range.below);
  if (range.at_most) object["lte"] = number_json(*range.at_most);
  return object;
}

json::object predicate_json(const Predicate& predicate) {
  const char* type = text_of(predicate.type);
  json::object object{{"type", type}, {type, predicate.name}};
  if (!predicate.property_type.empty()) object["propertyType"] = predicate.property_type;
  object["operator"] = text_of(predicate.op);
  if (predicate.range) {
    object["range"] = range_json(*predicate.range);
  } else if (predicate.op == Predicate::Operator::matches) {
    object["value"] = predicate.value;
  }
  return object;
}

json::array predicates_json(const std::vector<Predicate>& predicates) {
  json::array array;
  for (const auto& predicate : predicates) array.push_back(predicate_json(predicate));
  return array;
}

void add(json::object& body, const char* name, const std::vector<Filter>& filters) {
  if (filters.empty()) return;
  json::array array;
  for (const auto& filter : filters) array.push_back(filter_json(filter));
  body[name] = std::move(array);
}

}  // namespace

json::object filter_json(const Filter& filter) {
  json::object object{{"type", text_of(filter.join)}};
  if (!filter.clauses.empty()) {
    json::array clauses;
    for (const auto& clause : filter.clauses)
      clauses.push_back(
          json::object{{"type", text_of(clause.join)}, {"predicates", predicates_json(clause.predicates)}});
    object["clauses"] = std::move(clauses);
  }
  if (!filter.predicates.empty()) object["predicates"] = predicates_json(filter.predicates);
  return object;
}

void add_filters(json::object& body, const DetailFilters& filters) {
  add(body, "conversationFilters", filters.conversation);
  add(body, "segmentFilters", filters.segment);
  add(body, "evaluationFilters", filters.evaluation);
  add(body, "surveyFilters", filters.survey);
  add(body, "resolutionFilters", filters.resolution);
}

}  // namespace nowthen::genesys::platform
