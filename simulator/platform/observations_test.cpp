#include <gtest/gtest.h>

#include <map>

#include "tests/support/platform_bench.hpp"

namespace nowthen::sim {
namespace {

using testing::message_of;
using testing::PlatformBench;
using testing::still_world;
using testing::text;

constexpr const char* queues_path = "/api/v2/analytics/queues/observations/query";
constexpr const char* users_path = "/api/v2/analytics/users/observations/query";
const std::string everything = R"("filter":{"type":"and"})";

boost::json::value asked(PlatformBench& bench, const char* path, const std::string& body) {
  const auto reply = bench.call("POST", path, body);
  EXPECT_EQ(reply.status, 200) << reply.body;
  return PlatformBench::json(reply);
}

/// The sum of a metric over its qualifiers, by queue.
std::map<std::string, std::int64_t> by_queue(const boost::json::value& reply, std::string_view metric) {
  std::map<std::string, std::int64_t> sums;
  for (const auto& row : reply.at("results").as_array())
    for (const auto& each : row.at("data").as_array())
      if (text(each.at("metric")) == metric)
        sums[text(row.at("group").at("queueId"))] += each.at("stats").at("count").as_int64();
  return sums;
}

TEST(QueueObservation, CountsEveryMemberOnceInEachMetric) {
  PlatformBench bench;
  const auto reply =
      asked(bench, queues_path,
            "{" + everything +
                R"(,"metrics":["oMemberUsers","oActiveUsers","oUserRoutingStatuses","oUserPresences",)"
                R"("oOnQueueUsers","oOffQueueUsers"]})");
  const auto members = by_queue(reply, "oMemberUsers");
  EXPECT_FALSE(members.empty());
  EXPECT_EQ(by_queue(reply, "oActiveUsers"), members);
  EXPECT_EQ(by_queue(reply, "oUserRoutingStatuses"), members);
  EXPECT_EQ(by_queue(reply, "oUserPresences"), members);
  auto on_and_off = by_queue(reply, "oOnQueueUsers");
  EXPECT_FALSE(on_and_off.empty()) << "at noon";
  for (const auto& [queue, count] : by_queue(reply, "oOffQueueUsers")) on_and_off[queue] += count;
  EXPECT_EQ(on_and_off, members);
}

TEST(QueueObservation, PutsPeopleInAGroupWithoutMedium) {
  PlatformBench bench;
  const auto reply =
      asked(bench, queues_path, "{" + everything + R"(,"metrics":["oMemberUsers","oWaiting"]})");
  for (const auto& row : reply.at("results").as_array()) {
    const bool has_medium = row.at("group").as_object().contains("mediaType");
    EXPECT_EQ(text(row.at("data").at(0).at("metric")), has_medium ? "oWaiting" : "oMemberUsers");
  }
  EXPECT_TRUE(reply.at("systemToOrganizationMappings").as_object().contains("ON_QUEUE"));
}

TEST(QueueObservation, ShowsIdleMediaAsZero) {
  PlatformBench bench;
  const auto reply =
      asked(bench, queues_path, "{" + everything + R"(,"metrics":["oWaiting","oLongestWaiting"]})");
  bool has_zero = false;
  for (const auto& row : reply.at("results").as_array()) {
    const auto& data = row.at("data").as_array();
    const auto count = data.at(0).at("stats").at("count").as_int64();
    has_zero = has_zero || count == 0;
    EXPECT_EQ(data.size(), count == 0 ? 1U : 2U) << "nothing waits longest where nothing waits";
  }
  EXPECT_TRUE(has_zero);
}

TEST(QueueObservation, ListsWhatMakesUpACount) {
  Options options = still_world();
  options.per_day = 8000;
  options.days = 1;
  PlatformBench bench(options);
  const auto reply =
      asked(bench, queues_path,
            "{" + everything +
                R"(,"metrics":["oInteracting","oLongestInteracting"],"detailMetrics":["oInteracting"]})");
  std::int64_t seen = 0;
  for (const auto& row : reply.at("results").as_array()) {
    const auto& of = row.at("data").at(0);
    const auto count = of.at("stats").at("count").as_int64();
    EXPECT_EQ(std::ssize(of.at("observations").as_array()), std::min<std::int64_t>(count, 100));
    EXPECT_EQ(of.at("truncated").as_bool(), count > 100);
    seen += count;
  }
  EXPECT_GT(seen, 10);
}

TEST(QueueObservation, KeepsToItsFilter) {
  PlatformBench bench;
  const auto listing = PlatformBench::json(bench.call("GET", "/api/v2/routing/queues"));
  const std::string queue = text(listing.at("entities").at(0).at("id"));
  const auto reply =
      asked(bench, queues_path,
            R"({"filter":{"type":"and","clauses":[{"type":"or","predicates":[{"dimension":"queueId",)"
            R"("value":")" +
                queue +
                R"("}]},{"type":"or","predicates":[{"dimension":"mediaType","value":"voice"}]}]},)"
                R"("metrics":["oWaiting","oMemberUsers"]})");
  ASSERT_EQ(reply.at("results").as_array().size(), 2U);
  for (const auto& row : reply.at("results").as_array())
    EXPECT_EQ(text(row.at("group").at("queueId")), queue);
}

TEST(QueueObservation, NamesWhatItDoesNotKnow) {
  PlatformBench bench;
  const std::pair<std::string, std::string> cases[] = {
      {R"({"metrics":["oWaiting"]})", "filter"},
      {"{" + everything + "}", "metrics"},
      {"{" + everything + R"(,"metrics":["oNothing"]})", "oNothing"},
      {"{" + everything + R"(,"metrics":["oWaiting"],"detailMetrics":["oWating"]})", "oWating"},
      {R"({"filter":{"type":"and","predicates":[{"dimension":"userId","value":"x"}]},"metrics":["oWaiting"]})",
       "userId"}};
  for (const auto& [body, named] : cases) {
    const auto reply = bench.call("POST", queues_path, body);
    EXPECT_EQ(reply.status, 400) << body;
    EXPECT_NE(message_of(reply).find(named), std::string::npos) << message_of(reply);
  }
}

TEST(UserObservation, CountsTheQueuesOfTheUsersAskedFor) {
  PlatformBench bench;
  const auto all = asked(bench, users_path, "{" + everything + R"(,"metrics":["oMemberQueues"]})");
  const auto& first = all.at("results").at(0);
  const auto one = asked(bench, users_path,
                         R"({"filter":{"type":"or","predicates":[{"dimension":"userId","value":")" +
                             text(first.at("group").at("userId")) +
                             R"("}]},"metrics":["oActiveQueues","oMemberQueues"]})");
  ASSERT_EQ(one.at("results").as_array().size(), 1U);
  EXPECT_EQ(one.at("results").at(0).at("data").at(1), first.at("data").at(0));
  EXPECT_GE(one.at("results").at(0).at("data").at(0).at("stats").at("count").as_int64(), 1);
}

TEST(Observations, AskForThePermissionOfTheirKind) {
  Options options = still_world();
  options.permissions = {"analytics:userObservation:view"};
  PlatformBench bench(options);
  const auto refused = bench.call("POST", queues_path, "{" + everything + R"(,"metrics":["oWaiting"]})");
  EXPECT_EQ(refused.status, 403);
  EXPECT_NE(message_of(refused).find("analytics:queueObservation:view"), std::string::npos);
  EXPECT_EQ(bench.call("POST", users_path, "{" + everything + R"(,"metrics":["oMemberQueues"]})").status,
            200);
}

}  // namespace
}  // namespace nowthen::sim
