#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <thread>

#include "support/compressed.hpp"
#include "support/loopback_server.hpp"
#include "support/raw_socket.hpp"

namespace nowthen::net {
namespace {

using namespace std::chrono_literals;
using nowthen::testing::RawSocket;
using testing::loopback_server;
using testing::transport_to;

TEST(Concurrency, ThirtyTwoSendersShareOneTransport) {
  const auto server = loopback_server([](const Request& request) -> ServerReply {
    Reply reply{.headers = {{"Content-Encoding", "gzip"}}};
    reply.body = nowthen::testing::gzip(request.body + request.target);
    return {.reply = std::move(reply)};
  });
  const auto transport = transport_to(*server);
  std::atomic<int> right = 0;
  {
    std::vector<std::jthread> senders;
    senders.reserve(32);
    for (int sender = 0; sender < 32; ++sender)
      senders.emplace_back([&, sender] {
        for (int i = 0; i < 20; ++i) {
          const std::string body = std::to_string(sender) + "-" + std::to_string(i);
          const auto reply = transport->send({.method = "POST", .target = "/t", .body = body}, {});
          if (reply && reply->body == body + "/t") ++right;
        }
      });
  }
  EXPECT_EQ(right, 32 * 20);
  EXPECT_LE(server->connection_count(), 32U);
}

TEST(Concurrency, OneStopEndsAllThatWait) {
  const auto server =
      loopback_server([](const Request&) -> ServerReply { return {.delivery = {.before_head = 1h}}; });
  const auto transport = transport_to(*server);
  std::stop_source stop;
  std::atomic<int> cancelled = 0;
  {
    std::vector<std::jthread> senders;
    senders.reserve(8);
    for (int sender = 0; sender < 8; ++sender)
      senders.emplace_back([&] {
        const auto reply = transport->send({.timeouts = {.first_byte = 1h, .total = 1h}}, stop.get_token());
        if (!reply && reply.error().kind == ErrorKind::cancelled) ++cancelled;
      });
    while (server->connection_count() < 8) std::this_thread::yield();
    stop.request_stop();
  }
  EXPECT_EQ(cancelled, 8);
}

TEST(Server, StopsWithConnectionsOpenInEveryState) {
  std::string large;
  large.resize(std::size_t{50} << 20U);
  auto server = loopback_server([&](const Request& request) -> ServerReply {
    if (request.target == "/late") return {.delivery = {.before_head = 1h}};
    if (request.target == "/stall")
      return {.delivery = {.cut_head_after = 0, .ending = Delivery::Ending::stall}};
    return {.reply = {.body = large}};
  });
  const RawSocket idle = RawSocket::connected_to(server->port());
  const RawSocket half = RawSocket::connected_to(server->port());
  half.send("GET / HT");
  std::vector<RawSocket> waiting;
  for (const char* target : {"/late", "/stall", "/blocked-since-nobody-reads"}) {
    waiting.push_back(RawSocket::connected_to(server->port()));
    waiting.back().send(std::string("GET ") + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
  }
  while (server->connection_count() < 5) std::this_thread::yield();
  server.reset();
  EXPECT_EQ(half.receive_all(), "");
}

TEST(Server, AnswersPipelinedRequestsInTheirOrder) {
  const auto server = loopback_server(
      [](const Request& request) -> ServerReply { return {.reply = {.body = request.target}}; });
  const RawSocket peer = RawSocket::connected_to(server->port());
  peer.send("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\nGET /3 HTTP/1.1\r\nConnection: close\r\n\r\n");
  const std::string replies = peer.receive_all();
  EXPECT_LT(replies.find("\r\n\r\n/1"), replies.find("\r\n\r\n/2"));
  EXPECT_TRUE(replies.ends_with("Connection: close\r\n\r\n/3"));
}

TEST(Server, AnswersWhatIsNotHttpWith400) {
  const auto server = loopback_server([](const Request&) { return ServerReply{}; });
  const RawSocket peer = RawSocket::connected_to(server->port());
  peer.send("\x16\x03\x01 this is no request\r\n\r\n");
  EXPECT_TRUE(peer.receive_all().starts_with("HTTP/1.1 400 "));
}

TEST(Server, ClosesAnOldPeersConnection) {
  const auto server = loopback_server([](const Request&) -> ServerReply { return {.reply = {.body = "x"}}; });
  const RawSocket peer = RawSocket::connected_to(server->port());
  peer.send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_TRUE(peer.receive_all().ends_with("\r\n\r\nx"));
}

TEST(Server, TellsAPeerThatAsksToGoOn) {
  const auto server = loopback_server(
      [](const Request& request) -> ServerReply { return {.reply = {.body = request.body}}; });
  const RawSocket peer = RawSocket::connected_to(server->port());
  peer.send("POST / HTTP/1.1\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: 4\r\n\r\n");
  EXPECT_EQ(peer.receive_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  peer.send("text");
  EXPECT_TRUE(peer.receive_all().ends_with("\r\n\r\ntext"));
}

TEST(Server, ClosesQuietConnections) {
  const auto server = loopback_server([](const Request&) { return ServerReply{}; }, {.idle_timeout = 1s});
  const RawSocket quiet = RawSocket::connected_to(server->port());
  const RawSocket half = RawSocket::connected_to(server->port());
  half.send("GET / HT");
  EXPECT_EQ(quiet.receive_all(), "");
  EXPECT_EQ(half.receive_all(), "");
}

/// Takes every file descriptor but `spare` of them until it goes.
class Shortage {
 public:
  explicit Shortage(std::size_t spare) {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    rlimit tight = before_;
    tight.rlim_cur = std::min<rlim_t>(before_.rlim_cur, 200);
    ::setrlimit(RLIMIT_NOFILE, &tight);
    try {
      for (;;) taken_.emplace_back(::socket(AF_INET, SOCK_STREAM, 0));
    } catch (const std::runtime_error&) {
      for (; spare > 0; --spare) taken_.pop_back();
    }
  }
  ~Shortage() { ::setrlimit(RLIMIT_NOFILE, &before_); }
  Shortage(const Shortage&) = delete;
  Shortage& operator=(const Shortage&) = delete;

 private:
  rlimit before_{};
  std::vector<RawSocket> taken_;
};

TEST(Stop, IsNoticedByATransportThatRanOutOfFileDescriptorsBefore) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "the sanitizer of undefined behaviour needs a descriptor itself to look at an address";
#endif
  const auto server = loopback_server(
      [](const Request&) -> ServerReply { return {.delivery = {.before_head = std::chrono::seconds{60}}}; });
  const auto transport = transport_to(*server);
  {
    const Shortage shortage(0);
    EXPECT_FALSE(transport->send({}, {}));
  }
  std::stop_source stop;
  const std::jthread stopper([&] {
    std::this_thread::sleep_for(400ms);  // libcurl wakes up by itself before, for its second address
    stop.request_stop();
  });
  const Timeouts patient{.connect = 20s, .first_byte = 20s, .stall = 20s, .total = 20s};
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(transport->send({.timeouts = patient}, stop.get_token()).error().kind, ErrorKind::cancelled);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 10s) << "noticed at the time-out only";
}

TEST(Server, GoesOnWhenItHasRunOutOfFileDescriptors) {
  const auto server = loopback_server([](const Request&) -> ServerReply { return {.reply = {.body = "x"}}; });
  auto shortage = std::make_unique<Shortage>(1);
  const RawSocket peer = RawSocket::connected_to(server->port());  // takes the last one
  peer.send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
  std::this_thread::sleep_for(20ms);  // time for accept to fail
  shortage.reset();
  EXPECT_TRUE(peer.receive_all().ends_with("\r\n\r\nx"));
}

}  // namespace
}  // namespace nowthen::net
