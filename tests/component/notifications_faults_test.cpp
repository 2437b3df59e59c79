#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "support/feed_bench.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::Channel;
using testing::FeedBench;
using testing::moving_world;
using testing::noon;

using Messages = std::vector<std::pair<Instant, std::string>>;

/// What comes within so long under a fault script.
Messages received_under(const std::string& faults, Clock::Ticks duration = minutes(10)) {
  Options options = moving_world();
  options.faults = faults;
  FeedBench bench(options);
  return bench.received(*bench.socket(bench.channel_of_all()), duration);
}

const Messages& undisturbed() {
  static const Messages all = received_under("");
  return all;
}

std::vector<std::string> texts_of(const Messages& messages) {
  std::vector<std::string> texts;
  for (const auto& [at, text] : messages) texts.push_back(text);
  return texts;
}

TEST(FrameFaults, DropEveryThirdAndNothingElse) {
  auto expected = texts_of(undisturbed());
  const std::size_t whole = expected.size();
  std::size_t number = 0;
  std::erase_if(expected, [&number](const auto&) { return ++number % 3 == 0; });
  EXPECT_EQ(texts_of(received_under(R"([{"every":3,"do":"drop_frame"}])")), expected);
  EXPECT_EQ(expected.size(), whole - whole / 3);
}

TEST(FrameFaults, AreAboutATopicWhereItIsNamed) {
  const auto left = received_under(R"([{"match":{"topic":"channel.metadata"},"do":"drop_frame"}])");
  EXPECT_FALSE(left.empty());
  for (const auto& [at, text] : left) EXPECT_EQ(text.find("channel.metadata"), std::string::npos);
}

TEST(FrameFaults, AreTheSameForTheSameSeedAndOthersForAnother) {
  const auto script = [](int seed) {
    return R"({"seed":)" + std::to_string(seed) + R"(,"rules":[{"probability":0.2,"do":"drop_frame"}]})";
  };
  EXPECT_EQ(received_under(script(1)), received_under(script(1)));
  EXPECT_NE(received_under(script(1)), received_under(script(2)));
}

TEST(FrameFaults, DoubleWithoutLosingTheOrder) {
  std::vector<std::string> expected;
  for (const auto& text : texts_of(undisturbed())) expected.insert(expected.end(), {text, text});
  EXPECT_EQ(texts_of(received_under(R"([{"do":"double_frame"}])")), expected);
}

TEST(FrameFaults, ReorderWithoutLosingAny) {
  const auto moved = texts_of(received_under(R"([{"every":4,"do":"reorder_frame","behind":2}])"));
  const auto whole = texts_of(undisturbed());
  EXPECT_NE(moved, whole);
  ASSERT_GT(whole.size(), 8U);
  EXPECT_EQ(moved[3], whole[4]);
  EXPECT_EQ(moved[4], whole[5]);
  EXPECT_EQ(moved[5], whole[3]);
}

TEST(FrameFaults, DelaySomeWhileTheOthersPass) {
  const auto late =
      received_under(R"([{"match":{"topic":"queues"},"every":2,"do":"delay_frame","milliseconds":7000}])");
  const auto& whole = undisturbed();
  std::map<std::string, Instant> on_time;
  for (const auto& [at, text] : whole) on_time.emplace(text, at);
  std::size_t delayed = 0;
  for (const auto& [at, text] : late) {
    if (text.find("Heartbeat") != std::string::npos) continue;
    const auto by = at - on_time.at(text);
    EXPECT_TRUE(by == seconds(0) || by == seconds(7));
    delayed += by == seconds(7) ? 1 : 0;
  }
  EXPECT_GT(delayed, 10U);
}

TEST(FrameFaults, FallSilentWithTheSocketOpen) {
  const auto heard =
      received_under(R"([{"from":"2026-11-20T12:02:00Z","do":"silence","seconds":180,"for_requests":1}])");
  for (const auto& [at, text] : heard)
    EXPECT_TRUE(at <= noon + minutes(2) || at >= noon + minutes(5)) << text;
  EXPECT_TRUE(std::any_of(heard.begin(), heard.end(),
                          [](const auto& each) { return each.first >= noon + minutes(5); }));
}

TEST(FrameFaults, CutTheSocketFromAnInstantOn) {
  Options options = moving_world();
  options.faults = R"([{"from":"2026-11-20T12:03:00Z","do":"cut_socket","for_requests":1}])";
  FeedBench bench(options);
  const Channel channel = bench.channel_of_all();
  const auto socket = bench.socket(channel);
  const auto heard = bench.received(*socket, minutes(10));
  EXPECT_LT(heard.back().first, noon + minutes(3));
  EXPECT_LT(bench.simulator->now(), noon + minutes(4));
  const auto after = socket->receive(bench.clock.ticks() + seconds(60), {});
  EXPECT_EQ(after.error().kind, ErrorKind::transient);
  const auto again = bench.received(*bench.socket(channel), minutes(5));
  EXPECT_GT(again.size(), 10U);
}

TEST(FrameFaults, AnnounceACloseAndKeepToIt) {
  Options options = moving_world();
  options.faults = R"([{"from":"2026-11-20T12:01:00Z","do":"close_socket","for_requests":1}])";
  FeedBench bench(options);
  const auto socket = bench.socket(bench.channel_of_all());
  const auto heard = bench.received(*socket, minutes(10));
  const auto notice = std::find_if(heard.begin(), heard.end(), [](const auto& each) {
    return each.second.find("v2.system.socket_closing") != std::string::npos;
  });
  ASSERT_NE(notice, heard.end());
  EXPECT_EQ(bench.simulator->now(), notice->first + seconds(60));
}

TEST(FrameFaults, CutSocketsAsTheyAreOpened) {
  Options options = moving_world();
  options.faults =
      R"([{"match":{"topic":"socket.open"},"at":[1,2],"do":"cut_socket"},{"at":1,"do":"drop_frame"}])";
  FeedBench bench(options);
  const Channel channel = bench.channel_of_all();
  for (int time = 0; time < 2; ++time)
    EXPECT_EQ(bench.socket(channel)->receive(bench.clock.ticks(), {}).error().kind, ErrorKind::transient);
  const auto heard = bench.received(*bench.socket(channel), minutes(2));
  EXPECT_EQ(heard.front().second, undisturbed()[1].second);
}

TEST(FrameFaults, PutRubbishBetweenWhatIsGood) {
  for (const char* kind : {"not_json", "empty", "array", "no_topic", "wrong_types", "deep", "half"}) {
    const auto mixed = texts_of(received_under(
        R"([{"at":5,"do":"garbage_frame","kind":")" + std::string(kind) + R"("}])", minutes(3)));
    const auto whole = texts_of(undisturbed());
    ASSERT_GT(mixed.size(), 6U);
    EXPECT_EQ(mixed[3], whole[3]);
    EXPECT_NE(mixed[4], whole[4]) << kind;
    EXPECT_EQ(mixed[5], whole[4]) << kind;
  }
  const auto huge = texts_of(received_under(R"([{"at":2,"do":"huge_frame","size":5000000}])", minutes(2)));
  EXPECT_GT(huge[1].size(), 5'000'000U);
  const auto unknown = texts_of(received_under(R"([{"at":2,"do":"unknown_topic_frame"}])", minutes(2)));
  EXPECT_NE(unknown[1].find("v2.nobody.asked.for.this"), std::string::npos);
  const auto fields = texts_of(received_under(R"([{"do":"unknown_fields_frame"}])", minutes(2)));
  for (const std::string& text : fields)
    EXPECT_TRUE(testing::parsed(text).at("eventBody").as_object().contains("additionalProperties"));
}

TEST(FrameFaults, DoNotCountRequestsNorRequestsFrames) {
  Options options = moving_world();
  options.faults = R"([{"at":1,"do":"drop_frame"},{"at":7,"do":500}])";
  FeedBench bench(options);
  const auto heard = texts_of(bench.received(*bench.socket(bench.channel_of_all()), minutes(5)));
  auto expected = texts_of(undisturbed());
  EXPECT_EQ(heard.front(), expected[1]);
  std::vector<int> statuses;
  statuses.reserve(8);
  for (int number = 0; number < 8; ++number)
    statuses.push_back(bench.call("GET", "/api/v2/notifications/channels").status);
  EXPECT_EQ(std::count(statuses.begin(), statuses.end(), 500), 1);
}

TEST(FrameFaults, AreRefusedWhereTheyNameWhatAFrameDoesNotHave) {
  FeedBench bench;
  EXPECT_FALSE(bench.simulator->set_faults(R"([{"match":{"endpoint":"jobs"},"do":"drop_frame"}])"));
  EXPECT_FALSE(bench.simulator->set_faults(R"([{"match":{"topic":"x"},"do":"throttle"}])"));
  EXPECT_FALSE(bench.simulator->set_faults(R"([{"do":"garbage_frame","kind":"pretty"}])"));
  EXPECT_TRUE(bench.simulator->set_faults(R"([{"match":{"topic":"queues"},"do":"drop_frame"}])"));
}

}  // namespace
}  // namespace nowthen::sim
