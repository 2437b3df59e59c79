#include "simulator/platform/handlers.hpp"

#include <algorithm>
#include <array>

#include "simulator/platform/answers.hpp"

namespace nowthen::sim {
namespace {

constexpr std::string_view detail_view = "analytics:conversationDetail:view";
constexpr std::string_view queue_view = "analytics:queueObservation:view";

/// To add an endpoint: name it in `endpoint.cpp`, write `answer_NAME` in a file of its own, declare it in
/// `answers.hpp`, and put its row here.
constexpr std::array handlers{
    PlatformHandler{Endpoint::details_query, detail_view, answer_details_query},
    PlatformHandler{Endpoint::details_by_ids, detail_view, answer_details_by_ids},
    PlatformHandler{Endpoint::conversation_details, detail_view, answer_conversation_details},
    PlatformHandler{Endpoint::jobs, detail_view, answer_jobs},
    PlatformHandler{Endpoint::job, detail_view, answer_job},
    PlatformHandler{Endpoint::job_results, detail_view, answer_job_results},
    PlatformHandler{Endpoint::jobs_availability, detail_view, answer_jobs_availability},
    PlatformHandler{Endpoint::conversations, "", answer_conversations},
    PlatformHandler{Endpoint::activity, queue_view, answer_activity},
    PlatformHandler{Endpoint::queue_observations, queue_view, answer_queue_observations},
    PlatformHandler{Endpoint::user_observations, "analytics:userObservation:view", answer_user_observations},
    PlatformHandler{Endpoint::aggregates, "analytics:conversationAggregate:view", answer_aggregates},
    PlatformHandler{Endpoint::queues, "routing:queue:view", answer_queues},
    PlatformHandler{Endpoint::users, "directory:user:view", answer_users},
    PlatformHandler{Endpoint::wrapup_codes, "routing:wrapupCode:view", answer_wrapup_codes},
    PlatformHandler{Endpoint::skills, "routing:skill:view", answer_skills},
    PlatformHandler{Endpoint::divisions, "authorization:division:view", answer_divisions},
    PlatformHandler{Endpoint::token_me, "", answer_token_me},
    PlatformHandler{Endpoint::organization, "", answer_organization},
    PlatformHandler{Endpoint::data_retention, "analytics:dataRetention:view", answer_data_retention},
    PlatformHandler{Endpoint::user_me, "", answer_user_me},
    PlatformHandler{Endpoint::notification_channels, "", answer_notification_channels},
    PlatformHandler{Endpoint::notification_channel, "", answer_notification_channel},
    PlatformHandler{Endpoint::notification_subscriptions, "", answer_subscriptions},
    PlatformHandler{Endpoint::available_topics, "", answer_available_topics},
};

}  // namespace

const PlatformHandler* handler_of(Endpoint endpoint) {
  const auto found = std::find_if(handlers.begin(), handlers.end(),
                                  [endpoint](const auto& each) { return each.endpoint == endpoint; });
  return found == handlers.end() ? nullptr : &*found;
}

}  // namespace nowthen::sim
