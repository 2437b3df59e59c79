#include "genesys/platform/job_requests.hpp"

#include <boost/json/serialize.hpp>

#include "genesys/percent_encoded.hpp"
#include "genesys/platform/filter_json.hpp"
#include "genesys/platform/request_parts.hpp"

namespace nowthen::genesys::platform {
namespace {

constexpr const char* conversations = "/api/v2/analytics/conversations/";
constexpr const char* jobs = "/api/v2/analytics/conversations/details/jobs";

std::string target_of(const JobId& id) { return jobs + ("/" + percent_encoded(id.str())); }

}  // namespace

net::Request start_job_request(const JobQuery& query) {
  boost::json::object body{
      {"interval", interval_text(query.interval)}, {"order", "asc"}, {"orderBy", "conversationStart"}};
  if (query.started_inside) body["startOfDayIntervalMatching"] = true;
  if (query.limit) body["limit"] = *query.limit;
  add_filters(body, query.filters);
  return post(jobs, body);
}

net::Request job_request(const JobId& id) { return get(target_of(id)); }

net::Request job_results_request(const JobId& id, const JobPageQuery& query) {
  std::string target = target_of(id) + "/results?pageSize=" + std::to_string(query.page_size);
  if (!query.cursor.empty()) target += "&cursor=" + percent_encoded(query.cursor);
  return get(std::move(target));
}

net::Request cancel_job_request(const JobId& id) {
  auto request = get(target_of(id));
  request.method = "DELETE";
  return request;
}

net::Request jobs_availability_request() { return get(jobs + std::string("/availability")); }

net::Request conversations_request(std::span<const ConversationId> ids) {
  std::string target = conversations + std::string("details?id=");
  for (const auto& id : ids) {
    if (&id != ids.data()) target += ',';
    target += percent_encoded(id.str());
  }
  return get(std::move(target));
}

net::Request conversation_request(const ConversationId& id) {
  return get(conversations + percent_encoded(id.str()) + "/details");
}

}  // namespace nowthen::genesys::platform
