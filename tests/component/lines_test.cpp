// The notification channels of an organisation with more queues than one of them has topics for.
#include "live/lines.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <deque>
#include <map>
#include <set>

#include "core/seeded_random.hpp"
#include "genesys/client_parts.hpp"
#include "support/scripted_transport.hpp"

namespace nowthen::live {
namespace {
using namespace std::chrono_literals;
using testing::Script;
using testing::ScriptedTransport;
using testing::VirtualClock;

std::vector<std::string> numbered(int count) {
  std::vector<std::string> queues;
  queues.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) queues.push_back(fmt::format("queue-{:05}", i));
  return queues;
}

std::string topic(const std::string& queue) { return "v2.routing.queues." + queue + ".conversations"; }

/// Channels as the platform has them: up to 1,000 topics each, and messages for whoever listens.
class ManyChannels final : public net::WebSocketConnector {
 public:
  std::map<std::string, std::set<std::string>> topics;  ///< By channel.
  std::map<std::string, std::deque<std::string>> waiting;
  std::vector<std::string> changed;  ///< Channels whose topics were set, in order.
  std::set<std::string> listened;    ///< Channels with a connection.
  int ended = 0;                     ///< Connections that ended because there were too many channels.

  explicit ManyChannels(VirtualClock& clock) : clock_(clock) {}

  Result<net::Reply> answer(const net::Request& request) {
    const auto reply = [](std::string body) {
      return net::Reply{.status = 200, .headers = {}, .body = std::move(body)};
    };
    if (request.target.find("/oauth/token") != std::string::npos)
      return reply(R"({"access_token":"t","token_type":"bearer","expires_in":86400})");
    if (request.method == "POST") {
      make_room();
      const std::string id = fmt::format("channel-{}", ++made_);
      alive_.push_back(id);
      return reply(fmt::format(R"({{"id":"{0}","connectUri":"wss://host/{0}"}})", id));
    }
    const auto from = request.target.find("channel-");
    const std::string id = request.target.substr(from, request.target.find('/', from) - from);
    changed.push_back(id);
    return reply(set_topics(topics[id], request.body));
  }

  Result<std::unique_ptr<net::WebSocket>> connect(const std::string& uri, std::stop_token) override {
    return std::unique_ptr<net::WebSocket>(std::make_unique<Socket>(*this, uri.substr(uri.rfind('/') + 1)));
  }

 private:
  class Socket final : public net::WebSocket {
   public:
    Socket(ManyChannels& server, std::string id)
        : server_(server), id_(std::move(id)), waiting_(server.waiting[id_]) {
      server_.listened.insert(id_);
    }
    ~Socket() override { server_.listened.erase(id_); }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    Socket(Socket&&) = delete;
    Socket& operator=(Socket&&) = delete;
    Result<std::optional<std::string>> receive(Clock::Ticks until, std::stop_token stop) override {
      if (waiting_.empty()) {
        server_.clock_.wait_until(until, stop);
        return std::optional<std::string>();
      }
      auto text = std::move(waiting_.front());
      waiting_.pop_front();
      return std::optional(std::move(text));
    }
    Result<void> send(std::string_view, std::stop_token) override { return {}; }

   private:
    ManyChannels& server_;
    std::string id_;
    std::deque<std::string>& waiting_;
  };

  /// The twenty-first ends another: one that nobody listens to if there is one.
  void make_room() {
    if (alive_.size() < 20) return;
    auto last = std::find_if(alive_.begin(), alive_.end(),
                             [this](const std::string& each) { return !listened.contains(each); });
    if (last == alive_.end()) {
      ++ended;
      last = alive_.begin();
    }
    alive_.erase(last);
  }

  static std::string set_topics(std::set<std::string>& topics, const std::string& body) {
    topics.clear();
    boost::json::array states;
    const auto asked = boost::json::parse(body);
    for (const auto& each : asked.as_array()) {
      const auto& id = each.as_object().at("id").as_string();
      topics.insert(std::string(id));
      states.push_back(boost::json::object{{"id", id}, {"state", "Permitted"}});
    }
    return boost::json::serialize(boost::json::object{{"entities", std::move(states)}});
  }

  VirtualClock& clock_;
  int made_ = 0;
  std::vector<std::string> alive_;
};

struct LinesRun {
  VirtualClock clock;
  SeededRandom random{3};
  GapLog gaps;
  ManyChannels server{clock};
  Client client;
  Platform platform;
  FeedProfile profile;
  Lines lines;

  explicit LinesRun(FeedProfile wanted = {})
      : client(make()),
        platform(client.platform().value()),
        profile(std::move(wanted)),
        lines({.platform = &platform, .sockets = &server, .clock = &clock, .random = &random, .gaps = &gaps},
              profile) {}

  Client make() {
    auto script = std::make_shared<Script>();
    script->otherwise = [this](const net::Request& request) { return server.answer(request); };
    return make_client(
               {.client_id = "id",
                .client_secret = "secret",
                .contract = Contract::platform,
                .limits = {.live_per_minute = 0, .history_per_minute = 0, .platform_per_minute = 0}},
               {.api = std::make_unique<ScriptedTransport>(script), .clock = &clock, .random = &random})
        .value();
  }

  void listen_to(const std::vector<std::string>& queues) {
    lines.want(queues);
    ASSERT_TRUE(lines.connect({}));
  }

  /// The channel of each queue.
  std::map<std::string, std::string> heard() const {
    std::map<std::string, std::string> found;
    for (const auto& [channel, topics] : server.topics)
      for (const auto& each : topics) found[each] = channel;
    return found;
  }
};

class MoreQueuesThanTopics : public ::testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Some, MoreQueuesThanTopics, ::testing::Values(1, 1'000, 1'001, 2'500));

TEST_P(MoreQueuesThanTopics, AreAllHeard) {
  LinesRun run;
  run.listen_to(numbered(GetParam()));
  EXPECT_EQ(run.heard().size(), GetParam());
  EXPECT_EQ(run.server.topics.size(), (GetParam() + 999) / 1'000);
  EXPECT_TRUE(run.lines.status().all_come) << run.lines.status().why_not;
}

TEST_P(MoreQueuesThanTopics, StayWhereTheyAreWhenAnotherComesOrGoes) {
  LinesRun run;
  auto queues = numbered(GetParam());
  run.listen_to(queues);
  const auto before = run.heard();
  run.server.changed.clear();
  queues.insert(queues.begin(), "a-new-one");
  run.listen_to(queues);
  EXPECT_EQ(run.server.changed.size(), 1U) << "one channel gets one more topic";
  auto after = run.heard();
  EXPECT_EQ(after.erase(topic("a-new-one")), 1U);
  EXPECT_EQ(after, before);
  run.server.changed.clear();
  run.listen_to(queues);
  EXPECT_TRUE(run.server.changed.empty()) << "nothing is other than it was";
  queues.erase(queues.begin());
  run.listen_to(queues);
  EXPECT_LE(run.server.changed.size(), 1U);
  EXPECT_TRUE(run.lines.status().all_come) << run.lines.status().why_not;
}

TEST(Lines, LetAChannelGoThatHasNoTopicAnyMore) {
  LinesRun run({.topics_per_channel = 2});
  run.listen_to({"a", "b", "c", "d", "e"});
  EXPECT_EQ(run.lines.status().connected, 3U);
  run.listen_to({"a", "b", "e"});
  EXPECT_EQ(run.lines.status().connected, 2U);
  EXPECT_TRUE(run.lines.status().all_come) << run.lines.status().why_not;
}

/// Nearly a day later each is left for a new one.
TEST(Lines, ChangeChannelsWithoutEndingAnother) {
  LinesRun run({.topics_per_channel = 1});
  run.listen_to(numbered(30));
  const std::size_t connected = run.lines.status().connected;
  const auto first = run.server.listened;
  run.clock.advance(23h + 40min);
  ASSERT_TRUE(run.lines.connect({}));
  EXPECT_EQ(run.server.ended, 0);
  EXPECT_EQ(run.lines.status().connected, connected);
  for (const std::string& each : first) EXPECT_FALSE(run.server.listened.contains(each)) << each;
}

TEST(Lines, SayHowManyQueuesAreTooMany) {
  LinesRun run;
  run.listen_to(numbered(19'007));
  EXPECT_EQ(run.heard().size(), 19'000U);
  EXPECT_FALSE(run.lines.status().all_come);
  EXPECT_EQ(run.lines.status().left_over, 7U);
  EXPECT_EQ(run.lines.status().why_not, "7 queues are more than 19 channels of 1000 topics have room for");
}

/// A busy channel among quiet ones, which are waited for by turns.
TEST(Lines, GiveWhatHasComeBeforeTheyWaitForMore) {
  LinesRun run({.topics_per_channel = 1});
  run.listen_to({"a", "b", "c", "d", "e"});
  auto& busy = run.server.waiting["channel-3"];
  for (int i = 0; i < 500; ++i) busy.push_back(std::to_string(i));
  const auto began = run.clock.ticks();
  for (int i = 0; i < 500; ++i) {
    const auto message = run.lines.receive(run.clock.ticks() + 1min, {});
    ASSERT_TRUE(message && *message);
    EXPECT_EQ((*message)->text, std::to_string(i));
    EXPECT_EQ((*message)->line, 2U);
  }
  EXPECT_EQ(run.clock.ticks(), began) << "nothing was waited for";
  const auto until = run.clock.ticks() + 1s;
  const auto nothing = run.lines.receive(until, {});
  ASSERT_TRUE(nothing);
  EXPECT_FALSE(*nothing);
  EXPECT_EQ(run.clock.ticks(), until);
}

}  // namespace
}  // namespace nowthen::live
