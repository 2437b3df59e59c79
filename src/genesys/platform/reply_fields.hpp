#pragma once
#include <nowthen/genesys/jobs.hpp>
#include <nowthen/genesys/notifications.hpp>
#include <nowthen/model/entity.hpp>

#include "genesys/platform/fields.hpp"

namespace nowthen::genesys::platform {

/// What stands around the records of a page of conversations.
struct DetailEnvelope {
  std::optional<std::int64_t> total_hits;
  std::string cursor;
  std::optional<Instant> data_availability_date;
  std::string extra;
};

/// The settings of what is kept how long.
struct DataRetention {
  std::optional<std::int64_t> retention_days;
  std::string extra;
};

/// What stands around the entities of a page.
struct EntityEnvelope {
  std::optional<std::int64_t> page_size;
  std::optional<std::int64_t> page_number;
  std::optional<std::int64_t> page_count;
  std::optional<std::int64_t> total;
  std::string next_uri;
  std::string extra;
};

/// The reply to starting a job.
struct StartedJob {
  JobId job_id;
  std::string extra;
};

template <>
struct Fields<DetailEnvelope> {
  static constexpr std::tuple list{FieldOf{"totalHits", &DetailEnvelope::total_hits},
                                   FieldOf{"cursor", &DetailEnvelope::cursor},
                                   FieldOf{"dataAvailabilityDate", &DetailEnvelope::data_availability_date}};
};

template <>
struct Fields<EntityEnvelope> {
  static constexpr std::tuple list{
      FieldOf{"pageSize", &EntityEnvelope::page_size}, FieldOf{"pageNumber", &EntityEnvelope::page_number},
      FieldOf{"pageCount", &EntityEnvelope::page_count}, FieldOf{"total", &EntityEnvelope::total},
      FieldOf{"nextUri", &EntityEnvelope::next_uri}};
};

template <>
struct Fields<StartedJob> {
  static constexpr std::tuple list{FieldOf{"jobId", &StartedJob::job_id}};
};

template <>
struct Fields<DataRetention> {
  static constexpr std::tuple list{FieldOf{"retentionDays", &DataRetention::retention_days}};
};

template <>
struct Fields<JobStatus> {
  static constexpr std::tuple list{FieldOf{"state", &JobStatus::state},
                                   FieldOf{"errorMessage", &JobStatus::error_message},
                                   FieldOf{"submissionDate", &JobStatus::submission_date},
                                   FieldOf{"completionDate", &JobStatus::completion_date},
                                   FieldOf{"expirationDate", &JobStatus::expiration_date}};
};

template <>
struct Fields<NamedEntity> {
  static constexpr std::tuple list{FieldOf{"id", &NamedEntity::id}, FieldOf{"name", &NamedEntity::name}};
};

template <>
struct Fields<Entity> {
  static constexpr std::tuple list{FieldOf{"id", &Entity::id}, FieldOf{"name", &Entity::name},
                                   FieldOf{"division", &Entity::division}, FieldOf{"state", &Entity::state}};
};

template <>
struct Fields<NotificationChannel> {
  static constexpr std::tuple list{FieldOf{"id", &NotificationChannel::id},
                                   FieldOf{"connectUri", &NotificationChannel::connect_uri},
                                   FieldOf{"expires", &NotificationChannel::expires}};
};

template <>
struct Fields<TopicState> {
  static constexpr std::tuple list{FieldOf{"id", &TopicState::id}, FieldOf{"state", &TopicState::state},
                                   FieldOf{"rejectionReason", &TopicState::rejection_reason},
                                   FieldOf{"missingPermissions", &TopicState::missing_permissions}};
};

template <>
struct Fields<TokenClient> {
  static constexpr std::tuple list{FieldOf{"id", &TokenClient::id}, FieldOf{"name", &TokenClient::name},
                                   FieldOf{"organization", &TokenClient::organization}};
};

template <>
struct Fields<TokenInfo> {
  static constexpr std::tuple list{FieldOf{"organization", &TokenInfo::organization},
                                   FieldOf{"homeOrganization", &TokenInfo::home_organization},
                                   FieldOf{"authorizedScope", &TokenInfo::authorized_scope},
                                   FieldOf{"dateTokenIdles", &TokenInfo::date_token_idles},
                                   FieldOf{"OAuthClient", &TokenInfo::oauth_client}};
};

template <>
struct Fields<Organization> {
  static constexpr std::tuple list{FieldOf{"id", &Organization::id},
                                   FieldOf{"name", &Organization::name},
                                   FieldOf{"domain", &Organization::domain},
                                   FieldOf{"state", &Organization::state},
                                   FieldOf{"defaultLanguage", &Organization::default_language},
                                   FieldOf{"defaultCountryCode", &Organization::default_country_code},
                                   FieldOf{"productPlatform", &Organization::product_platform}};
};

}  // namespace nowthen::genesys::platform
