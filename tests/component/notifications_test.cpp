#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <thread>

#include "net/server.hpp"
#include "simulator/serve.hpp"
#include "support/feed_bench.hpp"
#include "support/raw_web_socket.hpp"

namespace nowthen::sim {
namespace {

using nowthen::testing::RawWebSocket;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::Channel;
using testing::FeedBench;
using testing::moving_world;
using testing::noon;
using testing::parsed;
using testing::PlatformBench;
using testing::text;

TEST(InProcessSocket, EndsAWaitAtTheVeryTickAMessageIsDue) {
  FeedBench bench;
  const auto socket = bench.socket(bench.channel());
  const Clock::Ticks begin = bench.clock.ticks();
  EXPECT_FALSE(socket->receive(begin + seconds(29), {}).value());
  EXPECT_EQ(bench.clock.ticks(), begin + seconds(29));
  const auto beat = socket->receive(begin + hours(1), {}).value();
  ASSERT_TRUE(beat);
  EXPECT_EQ(text(parsed(*beat).at("topicName")), "channel.metadata");
  EXPECT_EQ(bench.clock.ticks(), begin + seconds(30));
}

TEST(InProcessSocket, GivesEqualMessagesForEqualSeeds) {
  const auto run = [] {
    FeedBench bench;
    return bench.received(*bench.socket(bench.channel_of_all()), minutes(30));
  };
  const auto first = run();
  EXPECT_GT(first.size(), 200U);
  EXPECT_EQ(first, run());
}

TEST(InProcessSocket, ComesAtTheInstantOfWhatItTells) {
  FeedBench bench;
  for (const auto& [at, message] : bench.received(*bench.socket(bench.channel_of_all()), minutes(30))) {
    const auto frame = parsed(message);
    if (text(frame.at("topicName")) == "channel.metadata") continue;
    Instant newest{};
    for (const auto& participant : frame.at("eventBody").at("participants").as_array())
      for (const char* time : {"connectedTime", "endTime", "startAcwTime", "endAcwTime"})
        if (const auto* value = participant.as_object().if_contains(time))
          newest = std::max(newest, parse_instant(text(*value)).value());
    EXPECT_LE(newest, at);
  }
}

/// The states of each session, as the last message about its conversation has it.
std::map<std::string, std::string> session_states(const boost::json::object& event) {
  std::map<std::string, std::string> states;
  for (const auto& participant : event.at("participants").as_array()) {
    const auto purpose = text(participant.at("purpose"));
    if (purpose != "acd" && purpose != "agent") continue;
    for (const char* list : {"calls", "callbacks", "chats", "emails", "messages"}) {
      const auto* found = participant.as_object().if_contains(list);
      if (found == nullptr) continue;
      for (const auto& each : found->as_array()) {
        const auto& session = each.as_object();
        const bool is_over = session.contains("disconnectedTime");
        const bool is_held = session.at("held").as_bool();
        const std::string state = text(session.at("state"));
        states[text(session.at("id"))] = is_over                                       ? ""
                                         : purpose == "acd"                            ? "waiting"
                                         : is_held                                     ? "holding"
                                         : state == "contacting" || state == "dialing" ? "dialing"
                                         : state == "connected"                        ? "interacting"
                                                                                       : state;
      }
    }
  }
  return states;
}

TEST(InProcessSocket, TellsEnoughToKnowTheFloor) {
  FeedBench bench;
  const auto socket = bench.socket(bench.channel_of_all());
  std::map<std::string, std::map<std::string, std::string>> told;
  for (int step = 0; step < 12; ++step) {
    for (const auto& [at, message] : bench.received(*socket, minutes(20))) {
      const auto frame = parsed(message);
      if (!frame.contains("version")) continue;
      const auto& event = frame.at("eventBody").as_object();
      told[text(event.at("id"))] = session_states(event);
    }
    for (const FloorTruth& floor : bench.simulator->floor(bench.simulator->now())) {
      const auto seen = told.find(floor.conversation_id);
      if (seen == told.end()) {
        // Nothing has happened to it since the socket was opened.
        EXPECT_LT(floor.start, noon);
        continue;
      }
      std::map<std::string, std::string> truth;
      for (const FloorLeg& leg : floor.legs)
        if (leg.state != LegState::wrapping) truth[leg.session_id] = std::string(name_of(leg.state));
      auto shown = seen->second;
      std::erase_if(shown, [](const auto& each) { return each.second.empty(); });
      EXPECT_EQ(shown, truth) << floor.conversation_id;
    }
  }
  EXPECT_GT(told.size(), 50U);
}

TEST(InProcessSocket, SaysWhyItHasEndedNowAndLater) {
  FeedBench bench;
  const Channel channel = bench.channel();
  const auto first = bench.socket(channel);
  const auto second = bench.socket(channel);
  for (int time = 0; time < 2; ++time) {
    const auto received = first->receive(bench.clock.ticks() + seconds(1), {});
    ASSERT_FALSE(received);
    EXPECT_EQ(received.error().kind, ErrorKind::transient);
    EXPECT_NE(received.error().message.find("another socket"), std::string::npos) << received.error().message;
  }
  EXPECT_EQ(first->send("{}", {}).error().kind, ErrorKind::transient);
  EXPECT_FALSE(second->receive(bench.clock.ticks() + seconds(1), {}).value());
}

TEST(InProcessSocket, OpensOnlyWhatThereIs) {
  FeedBench bench;
  const auto unknown = bench.connector->connect("wss://in-process.invalid/channels/streaming-0-none", {});
  EXPECT_EQ(unknown.error().kind, ErrorKind::not_found);
  EXPECT_EQ(bench.connector->connect("nonsense", {}).error().kind, ErrorKind::invalid_request);
}

TEST(InProcessSocket, IsWokenByASubscriptionAndByAStop) {
  // On the machine's own clock: the wait below would last for half a minute.
  auto simulator = Simulator::create(moving_world(), system_clock()).value();
  const auto request = [&simulator](const std::string& method, const std::string& path,
                                    const net::Headers& headers, const std::string& body) {
    return simulator->handle({.method = method, .target = path, .headers = headers, .body = body}).reply;
  };
  const auto token = text(
      PlatformBench::json(request("POST", "/oauth/token",
                                  {{"Content-Type", "application/x-www-form-urlencoded"},
                                   {"Authorization", "Basic " + base64("nowthen-sim:nowthen-sim-secret")}},
                                  "grant_type=client_credentials"))
          .at("access_token"));
  const net::Headers headers{{"Authorization", "Bearer " + token}, {"Content-Type", "application/json"}};
  const auto made = PlatformBench::json(request("POST", "/api/v2/notifications/channels", headers, ""));
  const auto connector = simulator->web_socket_connector();
  const auto socket = connector->connect(text(made.at("connectUri")), {}).value();
  std::jthread client([&](const std::stop_token& stop) {
    EXPECT_EQ(socket->receive(system_clock().ticks() + hours(1), stop).error().kind, ErrorKind::cancelled);
  });
  client.request_stop();
  client.join();
  const auto queues = PlatformBench::json(request("GET", "/api/v2/routing/queues", headers, ""));
  const std::string topic =
      R"([{"id":"v2.routing.queues.)" + text(queues.at("entities").at(0).at("id")) + R"(.conversations"}])";
  simulator->set_clock(simulator->now(), 100'000);
  std::jthread reader(
      [&] { EXPECT_TRUE(socket->receive(system_clock().ticks() + seconds(25), {}).value()); });
  const auto path = "/api/v2/notifications/channels/" + text(made.at("id")) + "/subscriptions";
  EXPECT_EQ(request("POST", path, headers, topic).status, 200);
  reader.join();
}

TEST(ServedSocket, TellsOverTcpWhatItTellsInProcess) {
  FeedBench in_process;
  const Channel channel = in_process.channel_of_all();
  const auto expected = in_process.received(*in_process.socket(channel), minutes(5));

  FeedBench bench;
  const auto serving = serve(*bench.simulator, {.port = 0}).value();
  const Channel same = bench.channel_of_all();
  EXPECT_EQ(same.uri, "ws://127.0.0.1:" + std::to_string(serving.server->port()) + "/channels/" + same.id);
  RawWebSocket client(serving.server->port(), "/channels/" + same.id);
  ASSERT_TRUE(client.is_open()) << client.head();
  bench.clock.advance(minutes(5));
  for (const auto& [at, message] : expected) EXPECT_EQ(client.next_text(), message);
  client.send(R"({"message":"ping"})");
  EXPECT_EQ(client.next_text(), R"({"topicName":"channel.metadata","eventBody":{"message":"pong"}})");
}

TEST(ServedSocket, IsNotFoundWithoutItsChannelAndEndsWithASecond) {
  FeedBench bench;
  const auto serving = serve(*bench.simulator, {.port = 0}).value();
  const RawWebSocket refused(serving.server->port(), "/channels/streaming-0-none");
  EXPECT_NE(refused.head().find(" 404 "), std::string::npos) << refused.head();
  const Channel channel = bench.channel();
  RawWebSocket first(serving.server->port(), "/channels/" + channel.id);
  RawWebSocket second(serving.server->port(), "/channels/" + channel.id);
  ASSERT_TRUE(second.is_open());
  const auto farewell = first.next();
  EXPECT_TRUE(!farewell || farewell->opcode == RawWebSocket::close);
}

}  // namespace
}  // namespace nowthen::sim
