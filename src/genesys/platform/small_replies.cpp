#include "genesys/platform/record_list.hpp"
#include "genesys/platform/reply_check.hpp"
#include "genesys/platform/reply_reading.hpp"

namespace nowthen::genesys::platform {

Result<JobId> read_started_job(const std::string& body) {
  auto started = read_checked<StartedJob>(body);
  if (!started) return started.error();
  if (started->job_id.empty()) return unlike_any("jobId");
  return std::move(started->job_id);
}

Result<JobStatus> read_job_status(const std::string& body) {
  auto status = read_checked<JobStatus>(body);
  if (status && status->state.empty()) return unlike_any("state");
  return status;
}

Result<Instant> read_availability(const std::string& body) {
  const auto availability = read_checked<DetailEnvelope>(body);
  if (!availability) return availability.error();
  if (!availability->data_availability_date) return unlike_any("dataAvailabilityDate");
  return *availability->data_availability_date;
}

Result<EntityReply> read_entities(const std::string& body) {
  const auto list = RecordList::of(body, "entities");
  auto envelope = list.around<EntityEnvelope>("entities");
  if (!envelope) return envelope.error();
  if (list.records.empty() && !envelope->page_number && !envelope->total &&
      !has_field(envelope->extra, "entities"))
    return unlike_any("entities");
  EntityReply reply{.page = {}, .envelope = *std::move(envelope)};
  TypedDecoder decoder;
  const auto read = [&](std::string_view bytes) -> Result<Entity> {
    auto entity = decoder.decode<Entity>(bytes);
    if (entity && entity->id.empty())
      return Error{.kind = ErrorKind::malformed_reply, .message = "id: missing"};
    return entity;
  };
  list.each(body, reply.page.set_aside, read, [&](Entity&& entity, std::string&& json) {
    reply.page.entities.push_back(std::move(entity));
    reply.page.entities.back().json = std::move(json);
  });
  return reply;
}

Result<TokenInfo> read_token_info(const std::string& body) {
  auto info = read_checked<TokenInfo>(body);
  if (info && !info->organization && !info->oauth_client) return unlike_any("organization");
  return info;
}

Result<std::chrono::days> read_data_retention(const std::string& body) {
  constexpr std::int64_t longest = 100 * 366;
  const auto settings = read_checked<DataRetention>(body);
  if (!settings) return settings.error();
  if (!settings->retention_days || *settings->retention_days < 1 || *settings->retention_days > longest)
    return unlike_any("retentionDays");
  return std::chrono::days(*settings->retention_days);
}

Result<Organization> read_organization(const std::string& body) {
  auto organization = read_checked<Organization>(body);
  if (organization && organization->id.empty()) return unlike_any("id");
  return organization;
}

}  // namespace nowthen::genesys::platform
