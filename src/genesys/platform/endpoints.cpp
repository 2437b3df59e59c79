#include "genesys/platform/endpoints.hpp"

#include <algorithm>

namespace nowthen::genesys::platform {
namespace {
using namespace std::chrono_literals;

net::Timeouts timeouts(std::chrono::milliseconds limit) {
  return {.connect = std::min<std::chrono::milliseconds>(limit, 5s),
          .first_byte = limit,
          .stall = std::min<std::chrono::milliseconds>(limit, 15s),
          .total = limit};
}

client::Endpoint quick(std::string_view name) { return {.name = name, .timeouts = timeouts(15s)}; }
client::Endpoint query(std::string_view name) { return {.name = name, .timeouts = timeouts(60s)}; }

client::Endpoint accepted(client::Endpoint endpoint) {
  endpoint.success = client::Success::accepted;
  return endpoint;
}

}  // namespace

Endpoints endpoints() {
  Endpoints all{.token = {.name = "token", .authorised = false, .timeouts = timeouts(10s)},
                .details_query = query("details_query"),
                .details_by_id = query("details_by_id"),
                .conversation = quick("conversation"),
                .job_start = accepted(query("job_start")),
                .job_status = accepted(quick("job_status")),
                .job_results = query("job_results"),
                .job_cancel = quick("job_cancel"),
                .jobs_availability = quick("jobs_availability"),
                .activity = query("activity"),
                .queue_observations = query("queue_observations"),
                .user_observations = query("user_observations"),
                .aggregates = query("aggregates"),
                .queues = quick("queues"),
                .users = quick("users"),
                .wrapup_codes = quick("wrapup_codes"),
                .skills = quick("skills"),
                .divisions = quick("divisions"),
                .token_info = quick("token_info"),
                .organization = quick("organization"),
                .data_retention = quick("data_retention"),
                .channels = quick("channels"),
                .channel_create = quick("channel_create"),
                .channel_topics = query("channel_topics")};
  all.job_start.idempotence = client::Idempotence::once;
  all.channel_create.idempotence = client::Idempotence::once;  // each takes one of twenty places
  all.job_cancel.success = client::Success::nothing;
  return all;
}

Endpoints in_background(Endpoints endpoints) {
  for (client::Endpoint* each :
       {&endpoints.details_query, &endpoints.details_by_id, &endpoints.conversation, &endpoints.job_start,
        &endpoints.job_status, &endpoints.job_results, &endpoints.job_cancel, &endpoints.jobs_availability,
        &endpoints.activity, &endpoints.queue_observations, &endpoints.user_observations,
        &endpoints.aggregates, &endpoints.queues, &endpoints.users, &endpoints.wrapup_codes,
        &endpoints.skills, &endpoints.divisions, &endpoints.organization})
    each->priority = client::Priority::background;
  return endpoints;
}

const client::Endpoint& Endpoints::of(EntityKind kind) const noexcept {
  switch (kind) {
    case EntityKind::users: return users;
    case EntityKind::wrapup_codes: return wrapup_codes;
    case EntityKind::skills: return skills;
    case EntityKind::divisions: return divisions;
    case EntityKind::queues: break;
  }
  return queues;
}

}  // namespace nowthen::genesys::platform
