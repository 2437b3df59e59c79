#include <nowthen/genesys/platform.hpp>

#include "genesys/platform/analytics_requests.hpp"
#include "genesys/platform/entity_walk.hpp"
#include "genesys/platform/platform_access.hpp"
#include "genesys/platform/platform_call.hpp"
#include "genesys/platform/platform_checks.hpp"
#include "genesys/platform/reply_reading.hpp"
#include "genesys/platform/request_parts.hpp"

namespace nowthen {

using namespace genesys::platform;

Result<Activity> Platform::activity(const ActivityQuery& query, std::stop_token stop) const {
  if (auto checked = check(query); !checked) return checked.error();
  return call(*parts_, parts_->endpoints->activity, activity_request(query), read_activity, std::move(stop));
}

Result<Observations> Platform::queue_observations(const ObservationQuery& query, std::stop_token stop) const {
  if (auto checked = check(query); !checked) return checked.error();
  return call(*parts_, parts_->endpoints->queue_observations, queue_observations_request(query),
              read_observations, std::move(stop));
}

Result<Observations> Platform::user_observations(const ObservationQuery& query, std::stop_token stop) const {
  if (auto checked = check(query); !checked) return checked.error();
  return call(*parts_, parts_->endpoints->user_observations, user_observations_request(query),
              read_observations, std::move(stop));
}

Result<Aggregates> Platform::aggregates(const AggregateQuery& query, std::stop_token stop) const {
  if (auto checked = check(query); !checked) return checked.error();
  return call(*parts_, parts_->endpoints->aggregates, aggregates_request(query), read_aggregates,
              std::move(stop));
}

Result<TokenInfo> Platform::token_info(std::stop_token stop) const {
  return call(*parts_, parts_->endpoints->token_info, get("/api/v2/tokens/me"), read_token_info,
              std::move(stop));
}

Result<Organization> Platform::organization(std::stop_token stop) const {
  return call(*parts_, parts_->endpoints->organization, get("/api/v2/organizations/me"), read_organization,
              std::move(stop));
}

Result<std::chrono::days> Platform::data_retention(std::stop_token stop) const {
  return call(*parts_, parts_->endpoints->data_retention, get("/api/v2/analytics/dataretention/settings"),
              read_data_retention, std::move(stop));
}

Instant Platform::server_time() const {
  return parts_->server_clock != nullptr ? parts_->server_clock->now() : parts_->clock->now();
}

/// Asks for the pages that the walk wants.
class EntityListing::Source {
 public:
  Source(const PlatformAccess::Parts& parts, EntityKind kind, std::stop_token stop)
      : parts_(&parts), kind_(kind), stop_(std::move(stop)) {}

  Result<std::optional<EntityPage>> next_page() {
    const auto number = walk_.next();
    if (!number) return std::optional<EntityPage>();
    auto reply =
        call(*parts_, parts_->endpoints->of(kind_), entities_request(kind_, *number), read_entities, stop_);
    if (!reply) return reply.error();
    auto page = walk_.take(*std::move(reply));
    if (!page) return page.error();
    return std::optional(*std::move(page));
  }

  const EntityReport& report() const noexcept { return walk_.report(); }

 private:
  const PlatformAccess::Parts* parts_;
  EntityKind kind_;
  std::stop_token stop_;
  EntityWalk walk_;
};

EntityListing::EntityListing(std::unique_ptr<Source> source) : source_(std::move(source)) {}
EntityListing::EntityListing(EntityListing&&) noexcept = default;
EntityListing& EntityListing::operator=(EntityListing&&) noexcept = default;
EntityListing::~EntityListing() = default;

Result<std::optional<EntityPage>> EntityListing::next_page() { return source_->next_page(); }
const EntityReport& EntityListing::report() const noexcept { return source_->report(); }

EntityListing Platform::entities(EntityKind kind, std::stop_token stop) const {
  return EntityListing(std::make_unique<EntityListing::Source>(*parts_, kind, std::move(stop)));
}

}  // namespace nowthen
