#include "simulator/platform/filter_reader.hpp"

#include <fmt/format.h>

#include <array>

#include "simulator/platform/problems.hpp"

namespace nowthen::sim {
namespace {

namespace json = boost::json;

constexpr std::size_t most_predicates = 200;
constexpr std::array<std::string_view, 2> filter_types{"and", "or"};
constexpr std::array<std::string_view, 3> predicate_types{"dimension", "property", "metric"};
constexpr std::array<std::string_view, 3> operators{"matches", "exists", "notExists"};

/// Reads the filters of one list.
class FilterReader {
 public:
  FilterReader(BodyReader& query, FilterList list, std::size_t& left)
      : query_(query), list_(list), left_(left) {}

  std::vector<Filter> read(std::string_view name) {
    std::vector<Filter> filters;
    const json::array* array = query_.array(name, most_predicates);
    for (std::size_t at = 0; array != nullptr && at < array->size(); ++at)
      filters.push_back(filter((*array)[at], fmt::format("{}[{}].", name, at)));
    return filters;
  }

  Filter read_one(const json::value& value) { return filter(value, "filter."); }

 private:
  Filter filter(const json::value& value, const std::string& where) {
    BodyReader reader(value, where);
    Filter filter;
    filter.any = is_any(reader);
    filter.predicates = predicates(reader, where);
    const json::array* clauses = reader.array("clauses", most_predicates);
    for (std::size_t at = 0; clauses != nullptr && at < clauses->size(); ++at)
      filter.clauses.push_back(clause((*clauses)[at], fmt::format("{}clauses[{}].", where, at)));
    pass_on(reader);
    return filter;
  }

  Clause clause(const json::value& value, const std::string& where) {
    BodyReader reader(value, where);
    Clause clause;
    clause.any = is_any(reader);
    clause.predicates = predicates(reader, where);
    if (clause.predicates.empty()) reader.refuse_absent("predicates");
    pass_on(reader);
    return clause;
  }

  static bool is_any(BodyReader& reader) {
    const auto type = reader.word("type", filter_types);
    if (!type) reader.refuse_absent("type");
    return type == "or";
  }

  std::vector<Predicate> predicates(BodyReader& reader, const std::string& where) {
    std::vector<Predicate> predicates;
    const json::array* array = reader.array("predicates", most_predicates);
    for (std::size_t at = 0; array != nullptr && at < array->size(); ++at) {
      if (left_ == 0) {
        reader.refuse(
            platform_bad_request(where + "predicates", "A query may not have more than 200 predicates."));
        break;
      }
      --left_;
      predicates.push_back(predicate((*array)[at], fmt::format("{}predicates[{}].", where, at)));
    }
    return predicates;
  }

  Predicate predicate(const json::value& value, const std::string& where) {
    BodyReader reader(value, where);
    Predicate predicate;
    const auto dimension = reader.text("dimension");
    const auto metric = reader.text("metric");
    const auto property = reader.text("property");
    // What is not said can be seen: a predicate has one of the three.
    const auto inferred = metric     ? Predicate::Type::metric
                          : property ? Predicate::Type::property
                                     : Predicate::Type::dimension;
    predicate.type = reader.choice("type", predicate_types, inferred);
    predicate.op = reader.choice("operator", operators, Predicate::Operator::matches);
    predicate.property_type = reader.text("propertyType").value_or("");
    predicate.value = reader.text("value");
    if (const json::value* range = reader.object("range")) predicate.range = numeric_range(*range, where);
    name(reader, predicate, {dimension, property, metric});
    if (predicate.op == Predicate::Operator::matches && !predicate.value && !predicate.range)
      reader.refuse(
          platform_bad_request(where + "value", where + "value is required where the operator is matches."));
    pass_on(reader);
    return predicate;
  }

  void name(BodyReader& reader, Predicate& predicate,
            const std::array<std::optional<std::string>, 3>& given) const {
    const auto at = static_cast<std::size_t>(predicate.type);
    const std::string_view field = predicate_types.at(at);
    if (!given.at(at)) return reader.refuse_absent(field);
    predicate.name = *given.at(at);
    const bool is_known = predicate.type == Predicate::Type::dimension ? is_dimension(list_, predicate.name)
                          : predicate.type == Predicate::Type::metric  ? is_metric(list_, predicate.name)
                                                                       : list_ == FilterList::segment;
    if (!is_known)
      reader.refuse(invalid_value(reader.path(field), predicate.name,
                                  fmt::format("this list has no {} of that name", field)));
  }

  NumericRange numeric_range(const json::value& value, const std::string& where) {
    BodyReader reader(value, where + "range.");
    const NumericRange range{.gt = reader.number("gt"),
                             .gte = reader.number("gte"),
                             .lt = reader.number("lt"),
                             .lte = reader.number("lte")};
    pass_on(reader);
    return range;
  }

  void pass_on(BodyReader& reader) {
    if (auto problem = reader.finish()) query_.refuse(std::move(*problem));
  }

  BodyReader& query_;
  FilterList list_;
  std::size_t& left_;
};

}  // namespace

FilterLists read_filters(BodyReader& query) {
  std::size_t left = most_predicates;
  const auto read = [&](FilterList list, std::string_view name) {
    return FilterReader(query, list, left).read(name);
  };
  FilterLists lists;
  lists.conversation = read(FilterList::conversation, "conversationFilters");
  lists.segment = read(FilterList::segment, "segmentFilters");
  lists.evaluation = read(FilterList::evaluation, "evaluationFilters");
  lists.survey = read(FilterList::survey, "surveyFilters");
  lists.resolution = read(FilterList::resolution, "resolutionFilters");
  return lists;
}

Filter read_filter(BodyReader& query, FilterList list) {
  std::size_t left = most_predicates;
  const json::value* value = query.object("filter");
  return value == nullptr ? Filter{} : FilterReader(query, list, left).read_one(*value);
}

}  // namespace nowthen::sim
