#include "net/web_socket_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "genesys/client_parts.hpp"
#include "simulator/serve.hpp"
#include "support/simulated_client.hpp"
#include "support/temporary_file.hpp"

namespace nowthen::testing {
namespace {
using namespace std::chrono_literals;
using ::testing::HasSubstr;

/// A simulator behind a socket, on the machine's clock.
struct ServedFeed {
  std::unique_ptr<sim::Simulator> simulator;
  sim::Serving serving;
  std::unique_ptr<Client> client;
  std::string trusted;

  explicit ServedFeed(bool tls) {
    sim::Options world{.seed = 2, .days = 1, .per_day = 2'000, .now = noon, .speed = 30, .limits = "off"};
    simulator = sim::Simulator::create(world, system_clock()).value();
    serving = sim::serve(*simulator, {.port = 0, .tls = tls}).value();
    client = std::make_unique<Client>(
        make_client({.client_id = world.client_id,
                     .client_secret = world.client_secret,
                     .contract = Contract::platform},
                    {.api = simulator->transport(), .clock = &system_clock(), .random = &system_random()})
            .value());
  }

  /// A channel with the events of all queues, at the address that those over the network have.
  std::string channel_uri() {
    const auto platform = client->platform().value();
    const auto channel = platform.create_notification_channel().value();
    std::vector<std::string> topics;
    auto listing = platform.entities(EntityKind::queues);
    for (auto page = listing.next_page().value(); page; page = listing.next_page().value())
      for (const auto& queue : page->entities)
        topics.push_back("v2.routing.queues." + queue.id + ".conversations");
    const auto states = platform.set_topics(channel.id, topics).value();
    EXPECT_EQ(states.size(), topics.size());
    const std::string base = serving.base_url.substr(serving.base_url.find("://"));
    const bool tls = !serving.certificate_pem.empty();
    const auto path = channel.connect_uri.substr(channel.connect_uri.find("/channels"));
    return (tls ? "wss" : "ws") + base + path;
  }
};

TEST(WebSocketClient, ReceivesEventsAndAnswersToAPing) {
  ServedFeed served(false);
  net::WebSocketClient sockets({}, system_clock());
  const auto uri = served.channel_uri();
  auto socket = sockets.connect(uri, {});
  ASSERT_TRUE(socket) << socket.error().message << " " << uri;
  ASSERT_TRUE((*socket)->send(R"({"message":"ping"})", {}));
  bool has_pong = false;
  bool has_event = false;
  const auto limit = system_clock().ticks() + 60s;
  while ((!has_pong || !has_event) && system_clock().ticks() < limit) {
    const auto message = (*socket)->receive(system_clock().ticks() + 1s, {});
    ASSERT_TRUE(message) << message.error().message;
    if (!*message) continue;
    has_pong = has_pong || (*message)->find("\"pong\"") != std::string::npos;
    has_event = has_event || (*message)->find(".conversations\"") != std::string::npos;
  }
  EXPECT_TRUE(has_pong);
  EXPECT_TRUE(has_event);
}

TEST(WebSocketClient, EndsAtOnceWhenItIsStopped) {
  ServedFeed served(false);
  net::WebSocketClient sockets({}, system_clock());
  auto socket = sockets.connect(served.channel_uri(), {});
  ASSERT_TRUE(socket) << socket.error().message;
  std::stop_source stop;
  std::jthread other([&stop] { stop.request_stop(); });
  for (;;) {
    const auto message = (*socket)->receive(system_clock().ticks() + 60s, stop.get_token());
    if (message) continue;
    EXPECT_EQ(message.error().kind, ErrorKind::cancelled);
    return;
  }
}

TEST(WebSocketClient, TrustsOnlyWhomItIsToldToTrust) {
  ServedFeed served(true);
  const auto uri = served.channel_uri();
  net::WebSocketClient strangers({}, system_clock());
  const auto refused = strangers.connect(uri, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::local);
  EXPECT_THAT(refused.error().message, HasSubstr("not trusted"));
  const TemporaryFile file(served.serving.certificate_pem);
  net::WebSocketClient friends({.tls = {.ca_file = file.path()}}, system_clock());
  const auto socket = friends.connect(uri, {});
  EXPECT_TRUE(socket) << socket.error().message;
}

TEST(WebSocketClient, SaysWhyThereIsNoConnection) {
  ServedFeed served(false);
  net::WebSocketClient sockets({.connect_limit = 5s}, system_clock());
  const std::string base = "ws" + served.serving.base_url.substr(served.serving.base_url.find("://"));
  const auto unknown = sockets.connect(base + "/channels/nobody", {});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind, ErrorKind::transient);
  EXPECT_EQ(unknown.error().http_status / 100, 4);
  const auto nobody = sockets.connect("ws://127.0.0.1:9/", {});
  ASSERT_FALSE(nobody);
  EXPECT_THAT(nobody.error().message, HasSubstr("127.0.0.1 cannot be reached"));
}

}  // namespace
}  // namespace nowthen::testing
