#include "simulator/platform/activity_request.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "simulator/platform/filter_reader.hpp"
#include "simulator/platform/observed_names.hpp"

namespace nowthen::sim {
namespace {

constexpr std::size_t most_metrics = 20;
constexpr std::array<std::string_view, 3> orders{"asc", "desc", "unordered"};

ActivityQuery::Metric read_metric(BodyReader& query, const boost::json::value& value, std::string where) {
  BodyReader reader(value, std::move(where));
  ActivityQuery::Metric metric;
  const auto name = reader.word("metric", observed_metrics(FilterList::activity));
  if (name) metric.name = *name;
  if (!name) reader.refuse_absent("metric");
  metric.details = reader.boolean("details").value_or(false);
  if (auto problem = reader.finish()) query.refuse(std::move(*problem));
  return metric;
}

}  // namespace

Checked<ActivityQuery> parse_activity_query(std::string_view text) {
  const auto value = parse_body(text);
  if (!value) return value.error();
  BodyReader body(*value, "");
  ActivityQuery query;
  const auto* metrics = body.array("metrics", most_metrics);
  for (std::size_t at = 0; metrics != nullptr && at < metrics->size(); ++at)
    query.metrics.push_back(read_metric(body, (*metrics)[at], fmt::format("metrics[{}].", at)));
  if (query.metrics.empty()) body.refuse_absent("metrics");
  query.grouping.dimensions = read_group_by(body, FilterList::activity);
  if (query.grouping.dimensions.empty()) body.refuse_absent("groupBy");
  query.filter = read_filter(body, FilterList::activity);
  query.descending = body.word("order", orders) == "desc";
  if (auto problem = body.finish()) return *problem;
  return query;
}

}  // namespace nowthen::sim
