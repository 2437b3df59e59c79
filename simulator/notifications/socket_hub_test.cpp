#include "simulator/notifications/socket_hub.hpp"

#include <gtest/gtest.h>

#include "simulator/notifications/floor_truth.hpp"
#include "simulator/notifications/notifications_fixture.hpp"
#include "simulator/platform/directory.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test::fixture_begin;
using test::fixture_world;
using test::text_of;

/// A Friday morning of the fixture's second week.
const Instant begin = fixture_begin() + std::chrono::days(8) + hours(10);

/// A hub on the fixture's world, with time in one's own hands.
struct HubBench {
  WorldRecords source{fixture_world()};
  EventFeed feed{source, [](Instant) {}, {.seed = 1, .job_lag = hours(4)}};
  ChannelStore channels;
  SocketHub hub{channels, feed, 1};
  SimulatedClock simulated{{fixture_begin(), fixture_begin() + std::chrono::days(14)}, Clock::Ticks(0)};
  Clock::Ticks ticks{0};

  HubBench() { simulated.set(ticks, begin, 1); }

  HubTime time() const { return {.simulated = simulated, .ticks = ticks}; }

  Channel& channel(const std::vector<std::string>& topics) {
    Channel& made = channels.make({.client_id = "c", .token_text = "t"}, time().moment(), 1);
    for (const std::string& topic : topics)
      made.subscriptions.push_back({.topic = topic_named(topic).value(), .since = time().moment().now});
    return made;
  }

  /// What is sent up to `until`, each with its tick; ends early where the socket does.
  std::vector<std::pair<Clock::Ticks, std::string>> frames(SocketId id, Clock::Ticks until) {
    std::vector<std::pair<Clock::Ticks, std::string>> sent;
    for (;;) {
      SocketStep step = hub.next(id, time());
      if (step.kind == SocketStep::Kind::send)
        sent.emplace_back(ticks, std::move(step.text));
      else if (step.kind != SocketStep::Kind::wait || step.until > until)
        break;
      else
        ticks = std::max(ticks, step.until);
    }
    ticks = std::max(ticks, until);
    return sent;
  }
};

std::string queue_topic(std::size_t number, const std::string& rest = "conversations") {
  return "v2.routing.queues." + to_text(fixture_world().centre().queues[number].id) + "." + rest;
}

boost::json::object parsed(const std::string& text) { return boost::json::parse(text).as_object(); }

TEST(SocketHub, BeatsEveryThirtySecondsWhileNothingHappens) {
  HubBench bench;
  const auto id = bench.hub.open(bench.channel({}).id, bench.time());
  const auto frames = bench.frames(*id, seconds(95));
  ASSERT_EQ(frames.size(), 3U);
  EXPECT_EQ(frames[0].first, seconds(30));
  EXPECT_EQ(frames[0].second,
            R"({"topicName":"channel.metadata","eventBody":{"message":"WebSocket Heartbeat"}})");
  EXPECT_EQ(frames[2].first, seconds(90));
}

TEST(SocketHub, TellsEachChangeAtItsVeryInstant) {
  HubBench bench;
  const std::string topic = queue_topic(0);
  const auto id = bench.hub.open(bench.channel({topic}).id, bench.time());
  EventIndex index(bench.source, [](Instant) {});
  std::vector<QueueChange> expected;
  index.between(expected, topic_named(topic)->id, begin, begin + hours(2));
  std::size_t seen = 0;
  for (const auto& [ticks, text] : bench.frames(*id, hours(2))) {
    const auto frame = parsed(text);
    if (text_of(frame, "topicName") == "channel.metadata") continue;
    ASSERT_LT(seen, expected.size());
    EXPECT_EQ(bench.simulated.at(ticks), expected[seen].at);
    EXPECT_EQ(text_of(frame, "topicName"), topic);
    EXPECT_EQ(text_of(frame, "version"), "2");
    EXPECT_EQ(text_of(frame.at("eventBody").as_object(), "id"), bench.source.id(expected[seen].conversation));
    EXPECT_EQ(text_of(frame.at("metadata").as_object(), "CorrelationId").size(), 36U);
    ++seen;
  }
  EXPECT_EQ(seen, expected.size());
  EXPECT_GT(seen, 20U);
}

TEST(SocketHub, GivesEqualFramesForEqualSeeds) {
  const auto run = [] {
    HubBench bench;
    const auto id = bench.hub.open(bench.channel({queue_topic(0), queue_topic(1)}).id, bench.time());
    return bench.frames(*id, hours(3));
  };
  EXPECT_EQ(run(), run());
}

TEST(SocketHub, TellsNothingOfWhatHappensWhileNobodyListens) {
  HubBench bench;
  Channel& channel = bench.channel({queue_topic(0)});
  const auto first = bench.hub.open(channel.id, bench.time());
  bench.frames(*first, seconds(1));
  bench.hub.close(*first, bench.ticks);
  bench.ticks = hours(1);
  const auto second = bench.hub.open(channel.id, bench.time());
  for (const auto& [ticks, text] : bench.frames(*second, hours(2))) EXPECT_GE(ticks, hours(1));
}

TEST(SocketHub, ASecondSocketOnAChannelEndsTheFirst) {
  HubBench bench;
  Channel& channel = bench.channel({});
  const auto first = bench.hub.open(channel.id, bench.time());
  const auto second = bench.hub.open(channel.id, bench.time());
  EXPECT_EQ(bench.hub.next(*first, bench.time()).kind, SocketStep::Kind::close);
  EXPECT_EQ(bench.hub.next(*second, bench.time()).kind, SocketStep::Kind::wait);
  EXPECT_EQ(bench.channels.find(channel.id, bench.ticks)->socket, *second);
}

TEST(SocketHub, EndsWithItsChannelAndSaysSoAMinuteAhead) {
  HubBench bench;
  const auto id = bench.hub.open(bench.channel({}).id, bench.time());
  const auto frames = bench.frames(*id, hours(25));
  EXPECT_EQ(bench.hub.next(*id, bench.time()).kind, SocketStep::Kind::close);
  std::vector<Clock::Ticks> notices;
  for (const auto& [ticks, text] : frames)
    if (text_of(parsed(text), "topicName") == "v2.system.socket_closing") notices.push_back(ticks);
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_EQ(notices[0], hours(24) - seconds(60));
  EXPECT_LT(frames.back().first, hours(24));
}

TEST(SocketHub, AChannelThatIsEvictedEndsItsSocket) {
  HubBench bench;
  const auto id = bench.hub.open(bench.channel({}).id, bench.time());
  for (std::size_t number = 0; number < most_channels; ++number) {
    Channel& other = bench.channel({});
    bench.hub.open(other.id, bench.time());
  }
  EXPECT_EQ(bench.hub.next(*id, bench.time()).kind, SocketStep::Kind::close);
}

TEST(SocketHub, AnswersPingsAndSubscribesOverTheSocket) {
  HubBench bench;
  Channel& channel = bench.channel({});
  const auto id = bench.hub.open(channel.id, bench.time());
  const std::vector<std::string> permissions{"conversation:communication:view"};
  const Directory directory = directory_of(bench.source);
  const TopicJudge judge{permissions, directory};
  const auto answer = [&](const std::string& text) {
    bench.hub.receive(*id, text, bench.time(), judge);
    return bench.hub.next(*id, bench.time()).text;
  };
  EXPECT_EQ(answer(R"({"message":"ping"})"),
            R"({"topicName":"channel.metadata","eventBody":{"message":"pong"}})");
  EXPECT_EQ(answer(R"({"message":"subscribe","topics":[")" + queue_topic(0) + R"("],"correlationId":"x"})"),
            R"({"result":"200","status":"subscribed","correlationId":"x"})");
  EXPECT_TRUE(channel.has(queue_topic(0)));
  EXPECT_EQ(answer(R"({"message":"subscribe","topics":["v2.nonsense"]})"),
            R"({"result":"400","status":"failure"})");
  EXPECT_EQ(answer("not json"), R"({"result":"400","status":"error"})");
}

TEST(SocketHub, AnswersAfterWhatHasHappenedBefore) {
  HubBench bench;
  const auto id = bench.hub.open(bench.channel({queue_topic(0)}).id, bench.time());
  bench.simulated.set(bench.ticks, begin + hours(1), 0);
  bench.hub.clock_set(begin + hours(1));
  const Directory directory = directory_of(bench.source);
  bench.hub.receive(*id, R"({"message":"ping"})", bench.time(), {{}, directory});
  const auto frames = bench.frames(*id, bench.ticks);
  ASSERT_GT(frames.size(), 10U);
  EXPECT_NE(frames.back().second.find("pong"), std::string::npos);
}

TEST(SocketHub, AClockSetForwardTellsWhatLiesBetweenAndSetBackNothingTwice) {
  HubBench bench;
  const auto id = bench.hub.open(bench.channel({queue_topic(0)}).id, bench.time());
  EventIndex index(bench.source, [](Instant) {});
  std::vector<QueueChange> expected;
  index.between(expected, topic_named(queue_topic(0))->id, begin, begin + hours(1));
  bench.simulated.set(bench.ticks, begin + hours(1), 0);
  bench.hub.clock_set(begin + hours(1));
  EXPECT_EQ(bench.frames(*id, bench.ticks).size(), expected.size());
  bench.simulated.set(bench.ticks, begin, 0);
  bench.hub.clock_set(begin);
  EXPECT_TRUE(bench.frames(*id, bench.ticks).empty());
}

TEST(EventFeed, TellsEachStepOfAConversationOnItsTopic) {
  HubBench bench;
  const auto steps = {"customer.start", "flow.start", "flow.end", "acd.start", "acd.end",
                      "user.start",     "user.end",   "acw",      "wrapup",    "customer.end"};
  std::map<std::string, int> seen;
  for (std::uint32_t index = 0; index < 400; index += 7) {
    const std::string id = bench.source.id(index);
    std::vector<Subscription> topics;
    for (const char* step : steps)
      topics.push_back({.topic = topic_named("v2.detail.events.conversation." + id + "." + step).value(),
                        .since = Instant::min()});
    Instant after = fixture_begin() - hours(1);
    while (const auto at = bench.feed.next(topics, after, fixture_begin() + std::chrono::days(40))) {
      for (const Frame& frame : bench.feed.frames(topics, *at)) {
        const auto body = parsed(frame.text).at("eventBody").as_object();
        EXPECT_EQ(body.at("eventTime").as_int64(), at->time_since_epoch().count());
        EXPECT_EQ(text_of(body, "conversationId"), id);
        ++seen[frame.topic.substr(frame.topic.find(id) + id.size() + 1)];
      }
      after = *at;
    }
  }
  for (const char* step : steps) EXPECT_GT(seen[step], 3) << step;
}

TEST(EventFeed, CountsWhatAQueueIsAtEveryFiveSecondsThatSomethingChanges) {
  HubBench bench;
  const std::string queue = to_text(fixture_world().centre().queues[0].id);
  const std::vector<Subscription> topics{
      {.topic = topic_named("v2.analytics.queues." + queue + ".observations").value(), .since = begin}};
  Instant after = begin;
  int told = 0;
  while (const auto at = bench.feed.next(topics, after, begin + hours(1))) {
    EXPECT_EQ(at->time_since_epoch() % seconds(5), milliseconds(0));
    const auto frames = bench.feed.frames(topics, *at);
    EXPECT_FALSE(frames.empty());
    for (const Frame& frame : frames) {
      const auto body = parsed(frame.text).at("eventBody").as_object();
      EXPECT_EQ(text_of(body.at("group").as_object(), "queueId"), queue);
      std::int64_t interacting = 0;
      const std::string medium = text_of(body.at("group").as_object(), "mediaType");
      for (const FloorTruth& floor : floor_at(fixture_world(), *at))
        for (const FloorLeg& leg : floor.legs)
          if (leg.queue_id == queue && leg.media == medium &&
              (leg.state == LegState::interacting || leg.state == LegState::holding))
            ++interacting;
      const auto& metrics = body.at("data").at(0).at("metrics").as_array();
      EXPECT_EQ(metrics.at(2).at("stats").at("count").as_int64(), interacting);
    }
    after = *at;
    ++told;
  }
  EXPECT_GT(told, 10);
}

TEST(EventFeed, TellsWhenJobsReachFurther) {
  HubBench bench;
  const std::vector<Subscription> topics{
      {.topic = topic_named("v2.analytics.conversations.details.jobs.availability").value(), .since = begin}};
  const auto at = bench.feed.next(topics, begin, begin + hours(3));
  ASSERT_EQ(at, begin + hours(1));
  const auto body = parsed(bench.feed.frames(topics, *at).at(0).text).at("eventBody").as_object();
  EXPECT_EQ(parse_instant(text_of(body, "dataAvailabilityDate")).value(), begin + hours(1) - hours(4));
}

}  // namespace
}  // namespace nowthen::sim
