#include <gtest/gtest.h>

#include <atomic>
#include <deque>
#include <mutex>

#include "net/server.hpp"
#include "support/loopback_server.hpp"
#include "support/raw_web_socket.hpp"

namespace nowthen::net {
namespace {

using nowthen::testing::RawWebSocket;

/// What a test wants to be sent, and what has come.
struct Script {
  std::mutex mutex;
  std::deque<ServerWebSocket::Step> steps;
  std::deque<std::string> received;
  std::function<void()> wake;
  std::atomic<int> alive = 0;

  void add(ServerWebSocket::Step step) {
    const std::scoped_lock lock(mutex);
    steps.push_back(std::move(step));
    if (wake) wake();
  }
  void send(std::string text) { add({.text = std::move(text), .ending = {}, .wait = {}}); }
  void end(ServerWebSocket::Step::Ending ending) { add({.text = {}, .ending = ending, .wait = {}}); }
};

/// Sends what the script has and answers each message with it.
class Player final : public ServerWebSocket {
 public:
  Player(Script& script, std::function<void()> wake) : script_(script) {
    const std::scoped_lock lock(script_.mutex);
    script_.wake = std::move(wake);
    ++script_.alive;
  }
  ~Player() override {
    const std::scoped_lock lock(script_.mutex);
    script_.wake = nullptr;
    --script_.alive;
  }
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;
  Player(Player&&) = delete;
  Player& operator=(Player&&) = delete;

  Step next() override {
    const std::scoped_lock lock(script_.mutex);
    if (script_.steps.empty()) return {.text = {}, .ending = {}, .wait = std::chrono::hours(1)};
    Step step = std::move(script_.steps.front());
    script_.steps.pop_front();
    return step;
  }

  void receive(std::string text) override {
    const std::scoped_lock lock(script_.mutex);
    script_.steps.push_back({.text = "heard " + text, .ending = {}, .wait = {}});
  }

 private:
  Script& script_;
};

struct SocketBench {
  Script script;
  std::unique_ptr<Server> server;

  explicit SocketBench(ServerOptions options = {})
      : server(Server::start(
                   std::move(options),
                   [](const Request&) { return ServerReply{.reply = {.status = 404, .body = "no socket"}}; },
                   [this](const Request& request,
                          std::function<void()> wake) -> std::unique_ptr<ServerWebSocket> {
                     if (request.target != "/socket") return nullptr;
                     return std::make_unique<Player>(script, std::move(wake));
                   })
                   .value()) {}

  RawWebSocket client(const std::string& path = "/socket") const { return {server->port(), path}; }
};

TEST(ServerWebSocket, ShakesHandsAsTheStandardHasIt) {
  SocketBench bench;
  const RawWebSocket client = bench.client();
  EXPECT_TRUE(client.is_open()) << client.head();
  // RFC 6455, 1.3: the answer to the sample nonce.
  EXPECT_NE(client.head().find("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), std::string::npos) << client.head();
}

TEST(ServerWebSocket, IsAnsweredLikeAnyRequestWhereThereIsNone) {
  SocketBench bench;
  const RawWebSocket client = bench.client("/elsewhere");
  EXPECT_NE(client.head().find("404"), std::string::npos);
}

TEST(ServerWebSocket, SendsWhenWokenThoughItWaits) {
  SocketBench bench;
  RawWebSocket client = bench.client();
  client.send("ping");
  EXPECT_EQ(client.next_text(), "heard ping");
  bench.script.send("now");
  EXPECT_EQ(client.next_text(), "now");
}

TEST(ServerWebSocket, CarriesLongMessagesBothWaysInOrder) {
  SocketBench bench;
  RawWebSocket client = bench.client();
  const std::string large(1 << 20, 'x');
  bench.script.send("first");
  bench.script.send(large);
  bench.script.send("last");
  EXPECT_EQ(client.next_text(), "first");
  EXPECT_EQ(client.next_text(), large);
  EXPECT_EQ(client.next_text(), "last");
  client.send(std::string(60'000, 'y'));
  EXPECT_EQ(client.next_text().size(), 60'006U);
}

TEST(ServerWebSocket, ClosesAsTheStandardHasItOrResets) {
  SocketBench bench;
  RawWebSocket closed = bench.client();
  bench.script.end(ServerWebSocket::Step::Ending::close);
  const auto farewell = closed.next();
  ASSERT_TRUE(farewell);
  EXPECT_EQ(farewell->opcode, RawWebSocket::close);
  closed.send(farewell->payload, RawWebSocket::close);
  EXPECT_FALSE(closed.next());
  RawWebSocket reset = bench.client();
  bench.script.end(ServerWebSocket::Step::Ending::reset);
  EXPECT_FALSE(reset.next());
}

TEST(ServerWebSocket, GoesWhenThePeerDoesAndServesTheNext) {
  SocketBench bench;
  {
    RawWebSocket client = bench.client();
    client.send("hello");
    EXPECT_EQ(client.next_text(), "heard hello");
  }
  RawWebSocket next = bench.client();
  next.send("again");
  EXPECT_EQ(next.next_text(), "heard again");
  next.send("", RawWebSocket::close);
  while (next.next()) {
  }
  bench.server.reset();
  EXPECT_EQ(bench.script.alive, 0);
}

TEST(ServerWebSocket, DropsAPeerThatTakesNothing) {
  SocketBench bench({.web_socket_patience = std::chrono::seconds(1)});
  RawWebSocket client = bench.client();
  for (int number = 0; number < 40; ++number) bench.script.send(std::string(1 << 20, 'x'));
  // Not a byte is taken until the server has given up: then the rest of what was on its way, and the end.
  while (bench.script.alive > 0) std::this_thread::yield();
  std::size_t whole = 0;
  while (client.next()) ++whole;
  EXPECT_LT(whole, 40U);
}

TEST(ServerWebSocket, EndsAPeerWhoseMessageIsTooLong) {
  SocketBench bench;
  RawWebSocket client = bench.client();
  client.send(std::string(65'500, 'x'));
  EXPECT_EQ(client.next_text().size(), 65'506U);
  std::string head{'\x81', '\xFF'};
  head += std::string("\0\0\0\0\x10\0\0\0", 8);
  client.socket().send(head + std::string(4, '\0') + std::string(100, 'x'));
  const auto message = client.next();
  EXPECT_TRUE(!message || message->opcode == RawWebSocket::close);
}

}  // namespace
}  // namespace nowthen::net
