#include "simulator/platform/observation_request.hpp"

#include <algorithm>

#include "simulator/platform/filter_reader.hpp"
#include "simulator/platform/grouping.hpp"

namespace nowthen::sim {

bool ObservationQuery::details(std::string_view metric) const {
  return std::find(detailed.begin(), detailed.end(), metric) != detailed.end();
}

Checked<ObservationQuery> parse_observation_query(std::string_view text, FilterList list) {
  const auto value = parse_body(text);
  if (!value) return value.error();
  BodyReader body(*value, "");
  ObservationQuery query;
  if (body.object("filter") == nullptr) body.refuse_absent("filter");
  query.filter = read_filter(body, list);
  query.metrics = read_metrics(body, "metrics", list);
  if (query.metrics.empty()) body.refuse_absent("metrics");
  query.detailed = read_metrics(body, "detailMetrics", list);
  if (auto problem = body.finish()) return *problem;
  return query;
}

}  // namespace nowthen::sim
