#include "genesys/platform/details_request.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <nowthen/genesys/predicates.hpp>

#include "genesys/platform/filter_json.hpp"

namespace nowthen::genesys::platform {
namespace {
namespace json = boost::json;

/// A conversation passes when the dimension is one of `values`; no values ask for nothing.
void add_any_of(std::vector<Filter>& filters, const std::string& dimension,
                const std::vector<std::string>& values) {
  if (values.empty()) return;
  Filter filter{.join = Join::any};
  for (const std::string& value : values) filter.predicates.push_back(dimension_is(dimension, value));
  filters.push_back(std::move(filter));
}

DetailFilters filters_of(const HistoryQuery& query, const HistoryAsk& ask, Wanted wanted) {
  DetailFilters filters;
  add_any_of(filters.conversation, "originatingDirection", query.directions);
  if (wanted == Wanted::still_open)
    filters.conversation.push_back({.predicates = {dimension_missing("conversationEnd")}});
  add_any_of(filters.segment, "mediaType", ask.media.empty() ? query.media : std::vector{ask.media});
  add_any_of(filters.segment, "queueId", query.queues);
  return filters;
}

}  // namespace

net::Request details_request(const HistoryQuery& query, const HistoryAsk& ask, Wanted wanted) {
  return details_page_request({.interval = ask.window,
                               .order = DetailsOrder::oldest_start,
                               .filters = filters_of(query, ask, wanted),
                               .page_size = query.page_size,
                               .page_number = static_cast<int>(ask.page_number)});
}

net::Request details_page_request(const DetailsPageQuery& query) {
  json::object body{
      {"interval", format_instant(query.interval.begin) + "/" + format_instant(query.interval.end)},
      {"order", query.order == DetailsOrder::oldest_start ? "asc" : "desc"},
      {"orderBy", query.order == DetailsOrder::newest_end ? "conversationEnd" : "conversationStart"},
      {"paging", json::object{{"pageSize", query.page_size}, {"pageNumber", query.page_number}}}};
  add_filters(body, query.filters);
  return {.method = "POST",
          .target = "/api/v2/analytics/conversations/details/query",
          .headers = {{"Accept", "application/json"}, {"Content-Type", "application/json"}},
          .body = json::serialize(body)};
}

}  // namespace nowthen::genesys::platform
