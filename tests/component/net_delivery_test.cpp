#include <gtest/gtest.h>

#include <atomic>
#include <limits>
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
using Ending = Delivery::Ending;

/// Patient where it must be, so that a failure is the one that the test is about.
constexpr Timeouts patient{.connect = 60s, .first_byte = 60s, .stall = 60s, .total = 60s};
constexpr Timeouts impatient{.connect = 60s, .first_byte = 50ms, .stall = 50ms, .total = 60s};

struct Misbehaviour {
  const char* name;
  Delivery delivery;
  const char* message;
};

class EachMisbehaviour : public ::testing::TestWithParam<Misbehaviour> {};

TEST_P(EachMisbehaviour, IsATransientErrorThatSaysWhatHappenedAndIsNotTriedAgain) {
  std::atomic<int> calls = 0;
  std::atomic<bool> misbehave = false;
  const auto server = loopback_server([&](const Request&) -> ServerReply {
    ++calls;
    return {.reply = {.body = std::string(1000, 'x')},
            .delivery = misbehave ? GetParam().delivery : Delivery{}};
  });
  const auto transport = transport_to(*server);
  for (const bool kept : {false, true}) {  // on a new connection, and on one that has served before
    ASSERT_TRUE(!kept || transport->send({.timeouts = patient}, {}));
    misbehave = true;
    calls = 0;
    const auto reply = transport->send({.timeouts = impatient}, {});
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().kind, ErrorKind::transient);
    EXPECT_EQ(reply.error().message, std::string("127.0.0.1: ") + GetParam().message) << kept;
    EXPECT_EQ(calls, 1);
    misbehave = false;
  }
  EXPECT_TRUE(transport->send({.timeouts = patient}, {})) << "the handle must be usable again";
}

constexpr const char* no_reply = "connection closed before the reply";
constexpr const char* broke = "the connection broke";
constexpr const char* cut = "reply cut short";
constexpr const char* late = "timed out: no reply within 0.05 s";
constexpr const char* stalled = "timed out: the reply stalled for 0.05 s";

INSTANTIATE_TEST_SUITE_P(
    Delivery, EachMisbehaviour,
    ::testing::Values(
        Misbehaviour{"CloseBeforeHead", {.cut_head_after = 0, .ending = Ending::close}, no_reply},
        Misbehaviour{"ResetBeforeHead", {.cut_head_after = 0, .ending = Ending::reset}, no_reply},
        Misbehaviour{"StallBeforeHead", {.cut_head_after = 0, .ending = Ending::stall}, late},
        Misbehaviour{"CloseInHead", {.cut_head_after = 20, .ending = Ending::close}, cut},
        Misbehaviour{"ResetInHead", {.cut_head_after = 20, .ending = Ending::reset}, broke},
        Misbehaviour{"StallInHead", {.cut_head_after = 20, .ending = Ending::stall}, stalled},
        Misbehaviour{"CloseInBody", {.cut_body_after = 10, .ending = Ending::close}, cut},
        Misbehaviour{"ResetInBody", {.cut_body_after = 10, .ending = Ending::reset}, broke},
        Misbehaviour{"StallInBody", {.cut_body_after = 10, .ending = Ending::stall}, stalled},
        Misbehaviour{"CutByDefaultCloses", {.cut_body_after = 10}, cut},
        Misbehaviour{"CloseInChunk", {.cut_body_after = 10, .chunked = true}, cut},
        Misbehaviour{"CloseBeforeLastChunk", {.cut_body_after = 1000, .chunked = true}, cut},
        Misbehaviour{"ResetInChunk", {.cut_body_after = 10, .chunked = true, .ending = Ending::reset}, broke},
        Misbehaviour{"LateHead", {.before_head = 60s}, late}),
    [](const auto& each) { return std::string(each.param.name); });

TEST(Delivery, SendsSlowlyWithoutLosingAByte) {
  const auto server = loopback_server([](const Request&) -> ServerReply {
    return {.reply = {.body = std::string(3000, 'x')},
            .delivery = {.bytes_per_second = 100'000, .chunked = true}};
  });
  EXPECT_EQ(transport_to(*server)->send({.timeouts = patient}, {})->body, std::string(3000, 'x'));
}

TEST(Delivery, SendsLargeBodiesWholeAndInChunks) {
  std::string body;
  for (int i = 0; body.size() < 5'000'000; ++i) body += std::to_string(i);
  const auto server = loopback_server([&](const Request& request) -> ServerReply {
    return {.reply = {.body = body}, .delivery = {.chunked = request.target == "/chunked"}};
  });
  const auto transport = transport_to(*server);
  EXPECT_TRUE(transport->send({.target = "/", .timeouts = patient}, {})->body == body);
  EXPECT_TRUE(transport->send({.target = "/chunked", .timeouts = patient}, {})->body == body);
}

TEST(Delivery, DelaysOneConnectionOnly) {
  const auto server = loopback_server([](const Request& request) -> ServerReply {
    return {.delivery = {.before_head = request.target == "/slow" ? 60s : 0s}};
  });
  const auto transport = transport_to(*server);
  std::jthread slow([&](const std::stop_token& stop) {
    EXPECT_EQ(transport->send({.target = "/slow", .timeouts = {.total = 1h}}, stop).error().kind,
              ErrorKind::cancelled);
  });
  while (server->connection_count() == 0) std::this_thread::yield();
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(transport->send({.timeouts = patient}, {}));
}

TEST(Delivery, ClosesBehindAReplyAndTheNextTakesANewConnection) {
  const auto server =
      loopback_server([](const Request&) -> ServerReply { return {.delivery = {.ending = Ending::close}}; });
  const auto transport = transport_to(*server);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(transport->send({.timeouts = patient}, {}));
  EXPECT_EQ(server->connection_count(), 3U);
}

class EachWait : public ::testing::TestWithParam<Delivery> {};

TEST_P(EachWait, EndsWithAStop) {
  const auto server = loopback_server([](const Request&) -> ServerReply {
    return {.reply = {.body = std::string(100'000, 'x')}, .delivery = GetParam()};
  });
  const auto transport = transport_to(*server);
  std::stop_source stop;
  const std::jthread stopper([&] {
    std::this_thread::sleep_for(50ms);
    stop.request_stop();
  });
  EXPECT_EQ(transport->send({.timeouts = patient}, stop.get_token()).error().kind, ErrorKind::cancelled);
}

INSTANTIATE_TEST_SUITE_P(Stop, EachWait,
                         ::testing::Values(Delivery{.cut_head_after = 0, .ending = Ending::stall},
                                           Delivery{.cut_body_after = 10, .ending = Ending::stall},
                                           Delivery{.bytes_per_second = 1000}, Delivery{.before_head = 60s}));

TEST(Stop, BeforeTheStartSendsNothing) {
  const auto server = loopback_server([](const Request&) { return ServerReply{}; });
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(transport_to(*server)->send({}, stop.get_token()).error().kind, ErrorKind::cancelled);
  EXPECT_EQ(server->connection_count(), 0U);
}

TEST(Timeouts, LimitTheTlsHandshakeToo) {
  const auto listener = RawSocket::listening();
  const auto transport =
      CurlTransport::create({.base_url = "https://127.0.0.1:" + std::to_string(listener.port())});
  const auto reply = (*transport)->send({.timeouts = {.connect = 50ms}}, {});
  EXPECT_EQ(reply.error().kind, ErrorKind::transient);
  EXPECT_EQ(reply.error().message, "127.0.0.1: timed out: no connection within 0.05 s");
}

TEST(Timeouts, LimitTheWholeOfASlowButLivelyReply) {
  const auto server = loopback_server([](const Request&) -> ServerReply {
    return {.reply = {.body = std::string(100'000, 'x')}, .delivery = {.bytes_per_second = 5000}};
  });
  const auto reply = transport_to(*server)->send({.timeouts = {.total = 100ms}}, {});
  EXPECT_EQ(reply.error().message, "127.0.0.1: timed out: the reply was not complete within 0.1 s");
}

TEST(Limits, BoundABodyPlainChunkedAndInflated) {
  const std::string large(5'000'000, 'x');
  const auto server = loopback_server([&](const Request& request) -> ServerReply {
    Reply reply{.body = large};
    if (request.target == "/gzip")
      reply = {.headers = {{"Content-Encoding", "gzip"}}, .body = nowthen::testing::gzip(large)};
    if (request.target == "/zstd")
      reply = {.headers = {{"Content-Encoding", "zstd"}}, .body = nowthen::testing::zstd(large)};
    return {.reply = std::move(reply), .delivery = {.chunked = request.target == "/chunked"}};
  });
  const auto narrow = transport_to(*server, {.max_reply_bytes = 1'000'000});
  const auto wide = transport_to(*server, {.max_reply_bytes = 5'000'000});
  for (const char* target : {"/", "/chunked", "/gzip", "/zstd"}) {
    const auto refused = narrow->send({.target = target, .timeouts = patient}, {});
    ASSERT_FALSE(refused) << target;
    EXPECT_EQ(refused.error().kind, ErrorKind::malformed_reply);
    EXPECT_EQ(refused.error().message, "127.0.0.1: the reply is larger than 1000000 bytes");
    EXPECT_TRUE(wide->send({.target = target, .timeouts = patient}, {})->body == large) << target;
  }
}

TEST(Limits, BoundTheHead) {
  const auto server = loopback_server([](const Request&) -> ServerReply {
    return {.reply = {.headers = {{"X", std::string(90'000, 'x')}}}};
  });
  EXPECT_EQ(transport_to(*server)->send({}, {}).error().kind, ErrorKind::malformed_reply);
}

TEST(Encoding, CutShortIsTransientAndUnknownIsMalformed) {
  const std::string packed = nowthen::testing::gzip(std::string(1000, 'x'));
  const auto server = loopback_server([&](const Request& request) -> ServerReply {
    if (request.target == "/unknown")
      return {.reply = {.headers = {{"Content-Encoding", "br"}}, .body = "text"}};
    return {
        .reply = {.headers = {{"Content-Encoding", "gzip"}}, .body = packed.substr(0, packed.size() - 1)}};
  });
  const auto transport = transport_to(*server);
  EXPECT_EQ(transport->send({.target = "/cut"}, {}).error().kind, ErrorKind::transient);
  EXPECT_EQ(transport->send({.target = "/unknown"}, {}).error().kind, ErrorKind::malformed_reply);
}

TEST(Limits, BelieveNoAnnouncedLength) {
  const auto listener = RawSocket::listening();
  const std::jthread peer([&] {
    const RawSocket socket = listener.accept();
    socket.receive_until("\r\n\r\n");
    socket.send("HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\nx");
  });
  const auto transport =
      CurlTransport::create({.base_url = "http://127.0.0.1:" + std::to_string(listener.port()),
                             .max_reply_bytes = std::numeric_limits<std::size_t>::max()});
  EXPECT_EQ((*transport)->send({.timeouts = patient}, {}).error().message, "127.0.0.1: reply cut short");
}

class EachRubbish : public ::testing::TestWithParam<const char*> {};

TEST_P(EachRubbish, IsRefusedAsMalformed) {
  const auto listener = RawSocket::listening();
  const std::jthread peer([&] {
    const RawSocket socket = listener.accept();
    socket.receive_until("\r\n\r\n");
    socket.send(GetParam());
  });
  const auto transport =
      CurlTransport::create({.base_url = "http://127.0.0.1:" + std::to_string(listener.port())});
  const auto reply = (*transport)->send({.timeouts = patient}, {});
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().kind, ErrorKind::malformed_reply) << reply.error().message;
}

INSTANTIATE_TEST_SUITE_P(Rubbish, EachRubbish,
                         ::testing::Values("<html>no HTTP at all</html>\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n",
                                           "HTTP/1.1 2x0 OK\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n",
                                           "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"));

TEST(Refused, IsTransientAndSaysSo) {
  std::uint16_t port = RawSocket::listening().port();
  const auto transport = CurlTransport::create({.base_url = "http://127.0.0.1:" + std::to_string(port)});
  const auto reply = (*transport)->send({}, {});
  EXPECT_EQ(reply.error().kind, ErrorKind::transient);
  EXPECT_EQ(reply.error().message, "127.0.0.1:" + std::to_string(port) + ": connection refused");
}

TEST(Refused, ANameThatDoesNotResolveIsTransientAndSaysSo) {
  const auto transport = CurlTransport::create({.base_url = "https://nowthen.invalid", .no_proxy = "*"});
  const auto reply = (*transport)->send({.timeouts = patient}, {});
  EXPECT_EQ(reply.error().kind, ErrorKind::transient);
  EXPECT_EQ(reply.error().message, "nowthen.invalid: the name does not resolve");
}

}  // namespace
}  // namespace nowthen::net
