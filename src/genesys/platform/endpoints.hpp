#pragma once
#include <nowthen/genesys/entities.hpp>

#include "client/endpoint.hpp"

namespace nowthen::genesys::platform {

/// The remote operations of the platform's contract, with its time-outs.
///
/// None has a pace of its own: the platform counts what a token asks for over all of them together, see
/// `RateLimits::platform_per_minute`.
struct Endpoints {
  client::Endpoint token;
  client::Endpoint details_query;
  client::Endpoint details_by_id;
  client::Endpoint conversation;
  client::Endpoint job_start;
  client::Endpoint job_status;
  client::Endpoint job_results;
  client::Endpoint job_cancel;
  client::Endpoint jobs_availability;
  client::Endpoint activity;
  client::Endpoint queue_observations;
  client::Endpoint user_observations;
  client::Endpoint aggregates;
  client::Endpoint queues;
  client::Endpoint users;
  client::Endpoint wrapup_codes;
  client::Endpoint skills;
  client::Endpoint divisions;
  client::Endpoint token_info;
  client::Endpoint organization;
  client::Endpoint data_retention;
  client::Endpoint channels;
  client::Endpoint channel_create;
  client::Endpoint channel_topics;

  const client::Endpoint& of(EntityKind kind) const noexcept;
};

/// All but starting a job and opening a channel are safe to repeat: the queries are POSTs that change
/// nothing.
Endpoints endpoints();

/// The same, all of them background work.
Endpoints in_background(Endpoints endpoints);

}  // namespace nowthen::genesys::platform
