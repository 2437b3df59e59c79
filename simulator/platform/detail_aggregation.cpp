#include "simulator/platform/detail_aggregation.hpp"

#include <fmt/format.h>

#include <array>

#include "simulator/platform/problems.hpp"

namespace nowthen::sim {
namespace {

namespace json = boost::json;

using Type = DetailAggregation::Type;

constexpr std::size_t most_aggregations = 20;
constexpr std::size_t most_ranges = 100;
constexpr std::int64_t most_values = 1'000;
constexpr std::array<std::string_view, 2> types{"termFrequency", "numericRange"};

NumericRange read_range(BodyReader& aggregation, const json::value& value, std::string where) {
  BodyReader reader(value, std::move(where));
  NumericRange range;
  range.gte = reader.number("gte");
  range.lt = reader.number("lt");
  if (!range.gte && !range.lt)
    reader.refuse(platform_bad_request(reader.path("gte"), reader.path("gte") + " or lt is required."));
  if (range.gte && range.lt && *range.gte >= *range.lt)
    reader.refuse(platform_bad_request(reader.path("lt"), reader.path("lt") + " must be above gte."));
  if (auto problem = reader.finish()) aggregation.refuse(std::move(*problem));
  return range;
}

/// The name that an aggregation is about, once it is found to be there and known.
std::string read_name(BodyReader& reader, std::string_view member, bool (*is_known)(std::string_view)) {
  const auto name = reader.text(member);
  if (!name) {
    reader.refuse_absent(member);
    return {};
  }
  if (!is_known(*name))
    reader.refuse(
        invalid_value(reader.path(member), *name, fmt::format("there is no {} of that name", member)));
  return *name;
}

/// The members that `type` has no use for are left unread, and so refused at the end.
void read_terms(BodyReader& reader, DetailAggregation& aggregation) {
  aggregation.name = read_name(reader, "dimension", [](std::string_view name) {
    return is_dimension(FilterList::conversation, name) || is_dimension(FilterList::segment, name);
  });
  if (const auto size = reader.integer("size", 1, most_values))
    aggregation.size = static_cast<std::size_t>(*size);
}

void read_ranges(BodyReader& reader, DetailAggregation& aggregation) {
  aggregation.name = read_name(
      reader, "metric", [](std::string_view name) { return is_metric(FilterList::conversation, name); });
  const json::array* ranges = reader.array("ranges", most_ranges);
  if (ranges == nullptr || ranges->empty()) return reader.refuse_absent("ranges");
  for (std::size_t at = 0; at < ranges->size(); ++at)
    aggregation.ranges.push_back(
        read_range(reader, (*ranges)[at], reader.path(fmt::format("ranges[{}].", at))));
}

/// What is not said can be seen: ranges are about a metric.
Type type_of(BodyReader& reader, const json::value& value) {
  if (const auto type = reader.word("type", types))
    return *type == types[0] ? Type::term_frequency : Type::numeric_range;
  const json::object* object = value.if_object();
  const bool is_about_metric =
      object != nullptr && (object->contains("metric") || object->contains("ranges"));
  return is_about_metric ? Type::numeric_range : Type::term_frequency;
}

DetailAggregation read_one(BodyReader& query, const json::value& value, std::string where) {
  BodyReader reader(value, std::move(where));
  DetailAggregation aggregation;
  aggregation.type = type_of(reader, value);
  if (aggregation.type == Type::term_frequency)
    read_terms(reader, aggregation);
  else
    read_ranges(reader, aggregation);
  if (auto problem = reader.finish()) query.refuse(std::move(*problem));
  return aggregation;
}

}  // namespace

std::vector<DetailAggregation> read_aggregations(BodyReader& query) {
  std::vector<DetailAggregation> aggregations;
  const json::array* array = query.array("aggregations", most_aggregations);
  for (std::size_t at = 0; array != nullptr && at < array->size(); ++at)
    aggregations.push_back(read_one(query, (*array)[at], fmt::format("aggregations[{}].", at)));
  return aggregations;
}

}  // namespace nowthen::sim
