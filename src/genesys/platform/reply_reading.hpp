#pragma once
#include <nowthen/core/result.hpp>
#include <nowthen/genesys/analytics.hpp>
#include <nowthen/genesys/details.hpp>
#include <nowthen/genesys/entities.hpp>
#include <nowthen/genesys/jobs.hpp>
#include <nowthen/genesys/notifications.hpp>
#include <nowthen/model/entity.hpp>
#include <optional>
#include <string>

#include "genesys/platform/reply_fields.hpp"

namespace nowthen::genesys::platform {

// Each reads the body of one reply and fails with `malformed_reply`: what is wrong where, or that the reply
// follows the other contract. Sizes, depths and counts are bounded. A record or entity that cannot be
// understood is set aside, and the rest is used, even where it spoils the JSON of the whole.

Result<JobId> read_started_job(const std::string& body);
Result<JobStatus> read_job_status(const std::string& body);
Result<JobPage> read_job_page(const std::string& body);
Result<Instant> read_availability(const std::string& body);

Result<DetailsPage> read_details_page(const std::string& body);

/// Conversations without order or end; `not_found` stays empty.
Result<FoundConversations> read_conversations(const std::string& body);
Result<DetailRecord> read_conversation(const std::string& body);

Result<Activity> read_activity(const std::string& body);
Result<Observations> read_observations(const std::string& body);
Result<Aggregates> read_aggregates(const std::string& body);

/// A page of entities, and what stands around it.
struct EntityReply {
  EntityPage page;
  EntityEnvelope envelope;
};
Result<EntityReply> read_entities(const std::string& body);

Result<NotificationChannel> read_channel(const std::string& body);
Result<std::vector<NotificationChannel>> read_channels(const std::string& body);
Result<std::vector<TopicState>> read_topics(const std::string& body);

Result<TokenInfo> read_token_info(const std::string& body);
Result<std::chrono::days> read_data_retention(const std::string& body);
Result<Organization> read_organization(const std::string& body);

}  // namespace nowthen::genesys::platform
