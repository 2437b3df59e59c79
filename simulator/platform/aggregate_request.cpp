#include "simulator/platform/aggregate_request.hpp"

#include <algorithm>
#include <array>

#include "simulator/platform/filter_reader.hpp"
#include "simulator/platform/granularity.hpp"
#include "simulator/platform/interval.hpp"
#include "simulator/platform/problems.hpp"

namespace nowthen::sim {
namespace {

constexpr std::chrono::minutes shortest_piece{1};
constexpr std::int64_t most_pieces = 100'000;
constexpr std::array<std::string_view, 3> query_types{"bottomN", "groupBy", "topN"};
constexpr std::array<std::string_view, 1> time_dimensions{"eventTime"};
constexpr std::array<std::string_view, 5> names_of_utc{"UTC", "Etc/UTC", "Etc/GMT", "GMT", "Z"};

void read_granularity(BodyReader& body, AggregateQuery& query) {
  query.step = std::max(query.interval.length(), std::chrono::milliseconds(1));
  const auto text = body.text("granularity");
  if (!text) return;
  const auto period = parse_period(*text);
  if (!period || *period < shortest_piece)
    return body.refuse(invalid_value(
        "granularity", *text, "a period of weeks, days, hours and minutes is expected, at least PT1M"));
  query.step = *period;
  if (query.interval.length() / query.step >= most_pieces)
    body.refuse(platform_bad_request("granularity", "The granularity is too fine for so long an interval."));
}

void read_time_zone(BodyReader& body) {
  const auto zone = body.text("timeZone");
  if (zone && std::find(names_of_utc.begin(), names_of_utc.end(), *zone) == names_of_utc.end())
    body.refuse(invalid_value("timeZone", *zone, "this simulator knows no time zone but UTC"));
}

/// What only other kinds of queries have a use for.
void read_kind(BodyReader& body) {
  const auto kind = body.word("queryType", query_types);
  if (kind && *kind != "groupBy")
    body.refuse(invalid_value("queryType", *kind, "this simulator computes groupBy alone"));
  body.word("alternateTimeDimension", time_dimensions);
  body.object("sortMetric");
  body.integer("limit", 1, 1'000'000);
  const auto* views = body.array("views", 100);
  if (views != nullptr && !views->empty())
    body.refuse(platform_bad_request("views", "This simulator does not compute views."));
}

}  // namespace

Interval AggregateQuery::piece(std::int64_t number) const {
  const Instant begin = interval.begin + number * step;
  return {begin, std::min(begin + step, interval.end)};
}

Checked<AggregateQuery> parse_aggregate_query(std::string_view text) {
  const auto value = parse_body(text);
  if (!value) return value.error();
  BodyReader body(*value, "");
  AggregateQuery query;
  query.interval = read_interval(body);
  read_granularity(body, query);
  read_time_zone(body);
  read_kind(body);
  query.grouping.dimensions = read_group_by(body, FilterList::aggregate);
  query.grouping.flatten = body.boolean("flattenMultivaluedDimensions").value_or(false);
  query.filter = read_filter(body, FilterList::aggregate);
  query.metrics = read_metrics(body, "metrics", FilterList::aggregate);
  if (query.metrics.empty()) body.refuse_absent("metrics");
  if (auto problem = body.finish()) return *problem;
  return query;
}

}  // namespace nowthen::sim
