#include <gtest/gtest.h>

#include "net/curl_transport.hpp"
#include "net/server.hpp"
#include "support/loopback_server.hpp"

namespace nowthen::net {
namespace {

using testing::loopback_server;
using testing::transport_to;

ServerReply echo(const Request& request) {
  Headers seen{{"X-Method", request.method}, {"X-Target", request.target}};
  for (const char* name : {"User-Agent", "Accept-Encoding", "Expect", "Content-Type", "Authorization"})
    if (const auto value = request.headers.get(name))
      seen.add(std::string("Seen-") + name, std::string(*value));
  return {.reply = {.status = 200, .headers = seen, .body = request.body}};
}

TEST(Exchange, CarriesMethodTargetHeadersAndBodyBothWays) {
  const auto server = loopback_server(echo);
  const auto transport = transport_to(*server);
  const auto reply = transport->send({.method = "POST",
                                      .target = "/a/../b?c=%20d",
                                      .headers = {{"Content-Type", "text/x"}},
                                      .body = "hello"},
                                     {});
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->status, 200);
  EXPECT_EQ(reply->body, "hello");
  EXPECT_EQ(reply->headers.get("x-method"), "POST");
  EXPECT_EQ(reply->headers.get("x-target"), "/a/../b?c=%20d");
  EXPECT_EQ(reply->headers.get("seen-content-type"), "text/x");
  EXPECT_EQ(reply->headers.get("seen-accept-encoding"), "gzip, zstd");
  EXPECT_EQ(reply->headers.get("seen-expect"), std::nullopt);
  EXPECT_EQ(reply->headers.get("seen-user-agent"), "nowthen/" NOWTHEN_VERSION);
}

TEST(Exchange, PutsTheBaseUrlsPathBeforeTheTarget) {
  const auto server = loopback_server(echo);
  const auto transport = transport_to(*server, {.base_url = "/prefix/"});
  EXPECT_EQ(transport->send({.target = "/x"}, {})->headers.get("X-Target"), "/prefix/x");
}

class EveryMethod : public ::testing::TestWithParam<const char*> {};

TEST_P(EveryMethod, ReachesTheHandlerAsText) {
  const auto server = loopback_server(echo);
  const auto transport = transport_to(*server);
  const std::string method = GetParam();
  for (const char* body : {"", "some body"}) {
    if (method == "HEAD" && *body != 0) continue;
    const auto reply = transport->send({.method = method, .body = body}, {});
    ASSERT_TRUE(reply) << reply.error().message;
    EXPECT_EQ(reply->headers.get("X-Method"), method);
    EXPECT_EQ(reply->body, body);
  }
  EXPECT_EQ(transport->send({}, {})->headers.get("X-Method"), "GET")
      << "the method must not stick to the handle";
}

INSTANTIATE_TEST_SUITE_P(Exchange, EveryMethod,
                         ::testing::Values("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
                                           "FROB"));

TEST(Exchange, NothingOfARequestSticksToTheNext) {
  const auto server = loopback_server(echo);
  const auto transport = transport_to(*server);
  ASSERT_TRUE(
      transport->send({.method = "POST", .headers = {{"Authorization", "Bearer s3cret"}}, .body = "x"}, {}));
  const auto second = transport->send({}, {});
  EXPECT_EQ(second->headers.get("seen-authorization"), std::nullopt);
  EXPECT_EQ(second->body, "");
  EXPECT_EQ(server->connection_count(), 1U);
}

TEST(Exchange, KeepsOneConnectionForManyRequests) {
  const auto server = loopback_server(echo);
  const auto transport = transport_to(*server);
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(transport->send({}, {}));
  EXPECT_EQ(server->connection_count(), 1U);
}

TEST(Exchange, TakesARedirectAsAReplyLikeAnyOther) {
  int calls = 0;
  const auto server = loopback_server([&](const Request&) -> ServerReply {
    ++calls;
    return {.reply = {.status = 302, .headers = {{"Location", "/elsewhere"}}}};
  });
  EXPECT_EQ(transport_to(*server)->send({}, {})->status, 302);
  EXPECT_EQ(calls, 1);
}

TEST(Exchange, TakesEveryStatusAsAReply) {
  const auto server = loopback_server([](const Request& request) -> ServerReply {
    return {.reply = {.status = std::stoi(request.target.substr(1)), .body = "body"}};
  });
  const auto transport = transport_to(*server);
  for (const int status : {200, 204, 304, 400, 401, 403, 404, 407, 408, 429, 500, 503, 599, 799}) {
    const auto reply = transport->send({.target = "/" + std::to_string(status)}, {});
    ASSERT_TRUE(reply) << status << reply.error().message;
    EXPECT_EQ(reply->status, status);
    EXPECT_EQ(reply->body, status == 204 || status == 304 ? "" : "body");
  }
}

TEST(Exchange, RefusesARequestThatCannotBePutOnTheWire) {
  const auto server = loopback_server(echo);
  const auto transport = transport_to(*server);
  const auto reply = transport->send({.headers = {{"X", "a\r\nY: b"}}}, {});
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().kind, ErrorKind::invalid_request);
}

TEST(Server, SurvivesAHandlerThatThrows) {
  const auto server =
      loopback_server([](const Request&) -> ServerReply { throw std::runtime_error("secret"); });
  const auto reply = transport_to(*server)->send({}, {});
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->status, 500);
  EXPECT_EQ(reply->body, "");
}

TEST(Server, RefusesARequestOverItsLimit) {
  const auto server = loopback_server(echo, {.max_request_bytes = 1000});
  const auto transport = transport_to(*server);
  const auto large = transport->send({.method = "POST", .body = std::string(1'000'000, 'x')}, {});
  ASSERT_TRUE(large) << large.error().message;
  EXPECT_EQ(large->status, 413);
  const auto long_head = transport->send({.headers = {{"X", std::string(100'000, 'x')}}}, {});
  ASSERT_TRUE(long_head) << long_head.error().message;
  EXPECT_EQ(long_head->status, 431);
  EXPECT_EQ(transport->send({.method = "POST", .body = "small"}, {})->body, "small");
}

TEST(Server, SaysWhyItCannotListen) {
  const auto first = loopback_server(echo);
  const auto second = Server::start({.port = first->port()}, echo);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::local);
  EXPECT_NE(second.error().message.find(std::to_string(first->port())), std::string::npos);
  EXPECT_EQ(Server::start({.host = "not an address"}, echo).error().kind, ErrorKind::local);
  EXPECT_EQ(Server::start({.tls_certificate = "rubbish", .tls_key = "rubbish"}, echo).error().kind,
            ErrorKind::local);
}

}  // namespace
}  // namespace nowthen::net
