#include <gtest/gtest.h>

#include "tests/support/platform_bench.hpp"

namespace nowthen::sim {
namespace {

using testing::message_of;
using testing::noon;
using testing::PlatformBench;
using testing::still_world;
using testing::text;

constexpr const char* channels_path = "/api/v2/notifications/channels";

/// A client of the channels in the shortest words.
struct ChannelBench : PlatformBench {
  explicit ChannelBench(const Options& options = still_world()) : PlatformBench(options) {}

  std::string made() { return text(json(call("POST", channels_path)).at("id")); }

  net::Reply change(const std::string& method, const std::string& id, std::string body,
                    const std::string& query = "") {
    return send(
        {.method = method,
         .target = std::string(channels_path) + "/" + id + "/subscriptions" + query,
         .headers = {{"Authorization", "Bearer " + platform_token}, {"Content-Type", "application/json"}},
         .body = std::move(body)});
  }

  int head(const std::string& id) { return call("HEAD", std::string(channels_path) + "/" + id).status; }

  std::string queue_topic(std::size_t number = 0) {
    const auto queues = json(call("GET", "/api/v2/routing/queues?pageSize=25"));
    return "v2.routing.queues." + text(queues.at("entities").at(number).at("id")) + ".conversations";
  }

  std::vector<std::string> topics_of(const std::string& id) {
    const auto listing = json(call("GET", std::string(channels_path) + "/" + id + "/subscriptions"));
    std::vector<std::string> names;
    for (const auto& each : listing.at("entities").as_array()) names.push_back(text(each.at("id")));
    return names;
  }
};

std::string body_of(const std::vector<std::string>& topics) {
  std::string body = "[";
  for (const std::string& topic : topics)
    body += (body.size() > 1 ? "," : "") + (R"({"id":")" + topic) + R"("})";
  return body + "]";
}

TEST(Channels, AreMadeForADayAndListedForTheTokenThatMadeThem) {
  ChannelBench bench;
  const auto made = PlatformBench::json(bench.call("POST", channels_path));
  EXPECT_EQ(parse_instant(text(made.at("expires"))).value(), noon + std::chrono::hours(24));
  EXPECT_EQ(text(made.at("connectUri")), "wss://in-process.invalid/channels/" + text(made.at("id")));
  EXPECT_EQ(bench.head(text(made.at("id"))), 200);
  bench.platform_token = bench.fresh_platform_token();
  const auto mine = PlatformBench::json(bench.call("GET", channels_path));
  EXPECT_TRUE(mine.at("entities").as_array().empty());
  const auto of_client =
      PlatformBench::json(bench.call("GET", std::string(channels_path) + "?includechannels=oauthclient"));
  EXPECT_EQ(text(of_client.at("entities").at(0).at("id")), text(made.at("id")));
  EXPECT_EQ(bench.call("GET", std::string(channels_path) + "?includechannels=all").status, 400);
}

TEST(Channels, EndAfterTheirDayUnlessSubscribedToAnew) {
  ChannelBench bench;
  const std::string left = bench.made();
  const std::string kept = bench.made();
  bench.clock.advance(std::chrono::hours(23));
  bench.platform_token = bench.fresh_platform_token();
  EXPECT_EQ(bench.change("PUT", kept, body_of({bench.queue_topic()})).status, 200);
  bench.clock.advance(std::chrono::hours(2));
  bench.platform_token = bench.fresh_platform_token();
  EXPECT_EQ(bench.head(left), 404);
  EXPECT_EQ(bench.head(kept), 200);
  bench.clock.advance(std::chrono::hours(23));
  bench.platform_token = bench.fresh_platform_token();
  EXPECT_EQ(bench.head(kept), 404);
}

TEST(Channels, TheTwentyFirstRemovesTheOneLastUsedLongestAgo) {
  ChannelBench bench;
  std::vector<std::string> ids;
  for (int number = 0; number < 20; ++number) {
    ids.push_back(bench.made());
    bench.clock.advance(std::chrono::seconds(1));
  }
  ASSERT_EQ(bench.change("POST", ids[0], body_of({bench.queue_topic()})).status, 200);
  bench.clock.advance(std::chrono::seconds(1));
  bench.made();
  EXPECT_EQ(bench.head(ids[0]), 200);
  EXPECT_EQ(bench.head(ids[1]), 404);
  EXPECT_EQ(bench.head(ids[2]), 200);
}

TEST(Channels, AnotherOnesIsNotFound) {
  ChannelBench bench;
  EXPECT_EQ(bench.head("streaming-0-none"), 404);
  EXPECT_EQ(bench.change("POST", "streaming-0-none", "[]").status, 404);
  EXPECT_EQ(bench.call("DELETE", std::string(channels_path) + "/x").status, 405);
}

TEST(Subscriptions, AreAddedReplacedAndRemoved) {
  ChannelBench bench;
  const std::string id = bench.made();
  const std::string first = bench.queue_topic(0);
  const std::string second = bench.queue_topic(1);
  const auto reply = bench.change("POST", id, body_of({first}));
  ASSERT_EQ(reply.status, 200) << reply.body;
  const auto entity = PlatformBench::json(reply).at("entities").at(0);
  EXPECT_EQ(text(entity.at("state")), "Permitted");
  EXPECT_EQ(text(entity.at("selfUri")), "/api/v2/notifications/channels/" + id + "/subscriptions");
  EXPECT_EQ(bench.change("POST", id, body_of({second, first})).status, 200);
  EXPECT_EQ(bench.topics_of(id), (std::vector{first, second}));
  EXPECT_EQ(bench.change("PUT", id, body_of({second})).status, 200);
  EXPECT_EQ(bench.topics_of(id), (std::vector{second}));
  EXPECT_EQ(bench.call("DELETE", std::string(channels_path) + "/" + id + "/subscriptions").status, 200);
  EXPECT_TRUE(bench.topics_of(id).empty());
}

TEST(Subscriptions, CompareNamesWhateverTheirCase) {
  ChannelBench bench;
  const std::string id = bench.made();
  const std::string topic = bench.queue_topic();
  std::string shouted = topic;
  for (char& letter : shouted) letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  ASSERT_EQ(bench.change("POST", id, body_of({shouted, topic})).status, 200);
  EXPECT_EQ(bench.topics_of(id), (std::vector{topic}));
}

TEST(Subscriptions, RefuseAllForOneUnlessErrorsAreIgnored) {
  ChannelBench bench;
  const std::string id = bench.made();
  const std::string good = bench.queue_topic();
  const std::string nobody = "v2.routing.queues.0f1c3a52-0b7e-4c1d-8a55-1f0e6d2b7c90.conversations";
  EXPECT_EQ(bench.change("POST", id, body_of({good, "v2.nonsense"})).status, 400);
  EXPECT_EQ(bench.change("POST", id, body_of({good, nobody})).status, 404);
  EXPECT_TRUE(bench.topics_of(id).empty());
  const auto reply = bench.change("POST", id, body_of({"v2.nonsense", good, nobody}), "?ignoreErrors=true");
  ASSERT_EQ(reply.status, 200) << reply.body;
  const auto entities = PlatformBench::json(reply).at("entities").as_array();
  ASSERT_EQ(entities.size(), 3U);
  EXPECT_EQ(text(entities[0].at("state")), "Rejected");
  EXPECT_FALSE(text(entities[0].at("rejectionReason")).empty());
  EXPECT_EQ(text(entities[1].at("state")), "Permitted");
  EXPECT_EQ(text(entities[2].at("state")), "Rejected");
  EXPECT_EQ(bench.topics_of(id), (std::vector{good}));
}

TEST(Subscriptions, AskForThePermissionOfTheTopic) {
  Options options = still_world();
  options.permissions = {"routing:queue:view"};
  ChannelBench bench(options);
  const std::string id = bench.made();
  const auto refused = bench.change("POST", id, body_of({bench.queue_topic()}));
  EXPECT_EQ(refused.status, 403);
  EXPECT_NE(message_of(refused).find("conversation:communication:view"), std::string::npos);
  const auto ignored = bench.change("POST", id, body_of({bench.queue_topic()}), "?ignoreErrors=true");
  const auto entity = PlatformBench::json(ignored).at("entities").at(0);
  EXPECT_EQ(text(entity.at("missingPermissions").at(0)), "conversation:communication:view");
}

TEST(Subscriptions, AreAThousandAtMost) {
  ChannelBench bench;
  const std::string id = bench.made();
  std::vector<std::string> topics;
  topics.reserve(1000);
  for (int number = 0; number < 1000; ++number)
    topics.push_back("v2.detail.events.conversation." + std::to_string(number) + ".acd.start");
  EXPECT_EQ(bench.change("PUT", id, body_of(topics)).status, 200);
  const auto reply = bench.change("POST", id, body_of({bench.queue_topic()}));
  EXPECT_EQ(reply.status, 400);
  EXPECT_NE(message_of(reply).find("1000"), std::string::npos);
  EXPECT_EQ(bench.topics_of(id).size(), 1000U);
  topics[0] = "v2.detail.events.conversation.other.acd.start";
  EXPECT_EQ(bench.change("PUT", id, body_of(topics)).status, 200);
}

TEST(Subscriptions, RefuseABodyThatIsNoneInThePlatformsWords) {
  ChannelBench bench;
  const std::string id = bench.made();
  for (const char* body : {"", "{}", "[1]", R"([{"id":3}])", R"([{"name":"x"}])", "["}) {
    const auto reply = bench.change("POST", id, body);
    EXPECT_EQ(reply.status, 400) << body;
    EXPECT_FALSE(message_of(reply).empty());
  }
  EXPECT_EQ(bench.change("POST", id, "[]", "?ignoreErrors=perhaps").status, 400);
}

TEST(AvailableTopics, AreListedWithWhatIsAskedFor) {
  ChannelBench bench;
  const auto bare = PlatformBench::json(bench.call("GET", "/api/v2/notifications/availabletopics"));
  EXPECT_FALSE(bare.at("entities").at(0).as_object().contains("requiresPermissions"));
  const auto whole = PlatformBench::json(bench.call(
      "GET", "/api/v2/notifications/availabletopics?expand=requiresPermissions,description,transports"));
  bool found = false;
  for (const auto& each : whole.at("entities").as_array()) {
    if (text(each.at("id")) != "v2.routing.queues.{id}.conversations") continue;
    found = text(each.at("requiresPermissions").at(0)) == "conversation:communication:view";
  }
  EXPECT_TRUE(found);
}

}  // namespace
}  // namespace nowthen::sim
