#pragma once
#include <nowthen/core/result.hpp>
#include <nowthen/genesys/analytics.hpp>
#include <nowthen/genesys/details.hpp>
#include <nowthen/genesys/jobs.hpp>

namespace nowthen::genesys::platform {

// What is refused before anything is sent: `invalid_request`, which says what to give instead.

Result<void> check(const JobId& id);
Result<void> check(const JobQuery& query);
Result<void> check(const DetailsPageQuery& query);
Result<void> check(const JobPageQuery& query);
Result<void> check(const IdsQuery& query);
Result<void> check(const ActivityQuery& query);
Result<void> check(const ObservationQuery& query);
Result<void> check(const AggregateQuery& query);

}  // namespace nowthen::genesys::platform
