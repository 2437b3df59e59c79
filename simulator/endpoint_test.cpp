#include "simulator/endpoint.hpp"

#include <gtest/gtest.h>

namespace nowthen::sim {
namespace {

Endpoint platform_at(std::string_view path) {
  const Place place = place_of(path);
  return place.platform == nullptr ? Endpoint::unknown : place.platform->endpoint;
}

TEST(Endpoints, StandInTheOrderOfTheirNumbersAndAreFoundByName) {
  for (std::size_t at = 0; at < endpoint_count; ++at) {
    EXPECT_EQ(routes()[at].endpoint, static_cast<Endpoint>(at));
    EXPECT_EQ(endpoint_named(name_of(static_cast<Endpoint>(at))), static_cast<Endpoint>(at));
  }
  EXPECT_EQ(endpoint_named("nonsense"), std::nullopt);
}

TEST(PlaceOf, ReadsTheIdOutOfAPath) {
  const Place job = place_of("/api/v2/analytics/conversations/details/jobs/a-b/results");
  ASSERT_NE(job.platform, nullptr);
  EXPECT_EQ(job.platform->endpoint, Endpoint::job_results);
  EXPECT_EQ(job.id, "a-b");
  EXPECT_EQ(platform_at("/api/v2/analytics/conversations/details/jobs/availability"),
            Endpoint::jobs_availability);
  EXPECT_EQ(platform_at("/api/v2/analytics/conversations/details/jobs/other"), Endpoint::job);
  EXPECT_EQ(platform_at("/api/v2/analytics/conversations/x/details"), Endpoint::conversation_details);
  EXPECT_EQ(platform_at("/api/v2/analytics/conversations//details"), Endpoint::unknown);
  EXPECT_EQ(platform_at("/api/v2/analytics/conversations/a/b/details"), Endpoint::unknown);
}

TEST(PlaceOf, KnowsWhatBothContractsHaveAtOnePath) {
  const Place place = place_of("/api/v2/analytics/conversations/details/query");
  ASSERT_TRUE(place.tutorial != nullptr && place.platform != nullptr);
  EXPECT_EQ(place.tutorial->endpoint, Endpoint::history);
  EXPECT_EQ(place.platform->endpoint, Endpoint::details_query);
}

TEST(Takes, ReadsTheListOfMethods) {
  const Route& route = *place_of("/api/v2/tokens/me").platform;
  for (const char* method : {"GET", "HEAD", "DELETE"}) EXPECT_TRUE(takes(route, method));
  for (const char* method : {"POST", "GE", "GET,", ""}) EXPECT_FALSE(takes(route, method)) << method;
}

TEST(QuotaOf, IsOneForAllOfThePlatforms) {
  EXPECT_EQ(quota_of(Endpoint::details_query), Endpoint::platform);
  EXPECT_EQ(quota_of(Endpoint::organization), Endpoint::platform);
  EXPECT_EQ(quota_of(Endpoint::token), Endpoint::token);
  EXPECT_EQ(quota_of(Endpoint::live), Endpoint::live);
}

}  // namespace
}  // namespace nowthen::sim
