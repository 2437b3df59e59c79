#include "genesys/tutorial/requests.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "genesys/percent_encoded.hpp"

namespace nowthen::genesys::tutorial {
namespace {
namespace json = boost::json;

json::array array_of(const std::vector<std::string>& texts) {
  json::array array;
  array.reserve(texts.size());
  for (const auto& text : texts) array.emplace_back(text);
  return array;
}

json::object filters_of(const HistoryQuery& query) {
  json::object filters;
  if (!query.media.empty()) filters["type"] = array_of(query.media);
  if (!query.queues.empty()) filters["queueId"] = array_of(query.queues);
  if (!query.directions.empty()) filters["direction"] = array_of(query.directions);
  return filters;
}

net::Request form_request(std::string target, std::string body) {
  return {.method = "POST",
          .target = std::move(target),
          .headers = {{"Accept", "application/json"}, {"Content-Type", "application/x-www-form-urlencoded"}},
          .body = std::move(body)};
}

std::string credentials_form(const ClientOptions& options) {
  return "client_id=" + percent_encoded(options.client_id) +
         "&client_secret=" + percent_encoded(options.client_secret);
}

}  // namespace

net::Request live_request(const LiveQuery& query, const LiveAsk& ask) {
  net::Request request{.target = "/api/v2/conversations?pageSize=" + std::to_string(query.page_size),
                       .headers = {{"Accept", "application/json"}}};
  if (!ask.cursor.empty()) request.target += "&after=" + percent_encoded(ask.cursor);
  return request;
}

net::Request history_request(const HistoryQuery& query, const HistoryAsk& ask) {
  json::object body{{"dateFrom", format_instant(ask.window.begin)},
                    {"dateTo", format_instant(ask.window.end)},
                    {"groupBy", json::array{"conversationId"}},
                    {"metrics", array_of(query.metrics)}};
  if (auto filters = filters_of(query); !filters.empty()) body["filters"] = std::move(filters);
  body["pageSize"] = query.page_size;
  body["pageNumber"] = ask.page_number;
  return {.method = "POST",
          .target = "/api/v2/analytics/conversations/details/query",
          .headers = {{"Accept", "application/json"}, {"Content-Type", "application/json"}},
          .body = json::serialize(body)};
}

net::Request token_request(const ClientOptions& options, const client::Endpoint& endpoint) {
  auto request = form_request("/oauth/token", "grant_type=client_credentials&" + credentials_form(options));
  request.timeouts = endpoint.timeouts;
  return request;
}

net::Request introspection_request(const ClientOptions& options, std::string_view token) {
  return form_request("/oauth/introspect",
                      "token=" + percent_encoded(token) + "&" + credentials_form(options));
}

}  // namespace nowthen::genesys::tutorial
