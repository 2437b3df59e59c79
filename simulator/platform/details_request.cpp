#include "simulator/platform/details_request.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/json/serialize.hpp>

#include "simulator/platform/body_reader.hpp"
#include "simulator/platform/filter_reader.hpp"
#include "simulator/platform/problems.hpp"

namespace nowthen::sim {
namespace {

namespace json = boost::json;

constexpr std::chrono::days longest_interval{31};
constexpr std::int64_t most_results = 100'000;
constexpr int most_page_size = 100;
constexpr std::array<std::string_view, 3> orders{"asc", "desc", "unordered"};
constexpr std::array<std::string_view, 4> order_keys{"conversationStart", "conversationEnd", "segmentStart",
                                                     "segmentEnd"};

/// What is the same in both kinds of query.
DetailsQuery read_details(BodyReader& body) {
  DetailsQuery query;
  query.interval = read_interval(body);
  query.order = body.choice("order", orders, DetailsQuery::Order::asc);
  query.order_by = body.choice("orderBy", order_keys, DetailsQuery::OrderBy::conversation_start);
  query.filters = read_filters(body);
  return query;
}

void read_paging(BodyReader& body, SyncQuery& query) {
  const json::value* value = body.object("paging");
  if (value == nullptr) return;
  BodyReader paging(*value, "paging.");
  const auto size = paging.integer("pageSize", 1, most_page_size);
  const auto number = paging.integer("pageNumber", 1, 100'000'000);
  if (!size) paging.refuse_absent("pageSize");
  if (!number) paging.refuse_absent("pageNumber");
  if (auto problem = paging.finish()) return body.refuse(std::move(*problem));
  query.page_size = static_cast<int>(*size);
  query.page_number = static_cast<int>(*number);
  if (*size * *number > most_results)
    body.refuse(platform_bad_request(
        "paging",
        "Pagination may not exceed 100000 results. Tip: When extracting large chunks of data, consider "
        "querying in smaller intervals."));
}

std::string text_of(const json::value& body) {
  json::object rest = body.get_object();
  rest.erase("paging");
  rest.erase("limit");
  rest.erase("aggregations");
  return json::serialize(rest);
}

}  // namespace

Checked<SyncQuery> parse_sync_query(std::string_view text) {
  const auto value = parse_body(text);
  if (!value) return value.error();
  BodyReader body(*value, "");
  SyncQuery query;
  query.details = read_details(body);
  if (query.details.interval.length() > longest_interval)
    body.refuse(platform_bad_request(
        "interval",
        "You must specify a search interval as part of your query that does not exceed 31 days."));
  read_paging(body, query);
  query.aggregations = read_aggregations(body);
  if (auto problem = body.finish()) return *problem;
  query.details.text = text_of(*value);
  return query;
}

Checked<JobQuery> parse_job_query(std::string_view text) {
  const auto value = parse_body(text);
  if (!value) return value.error();
  BodyReader body(*value, "");
  JobQuery query{.details = read_details(body)};
  query.details.from_start_of_day = body.boolean("startOfDayIntervalMatching").value_or(false);
  query.limit = body.integer("limit", 1, 1'000'000'000);
  if (auto problem = body.finish()) return *problem;
  query.details.text = text_of(*value);
  return query;
}

}  // namespace nowthen::sim
