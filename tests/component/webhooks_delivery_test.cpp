#include <gtest/gtest.h>

#include <atomic>

#include "net/resolve.hpp"
#include "net/self_signed.hpp"
#include "support/loopback_server.hpp"
#include "support/temporary_file.hpp"
#include "webhooks/http_sender.hpp"

namespace nowthen::webhooks {
namespace {

using net::testing::loopback_server;

/// A receiver over TLS on loopback, known by a name that no resolver has.
class Receiver {
 public:
  explicit Receiver(std::function<net::ServerReply(const net::Request&)> answer)
      : certificate_(
            net::make_self_signed({.common_name = "hooks.example.com", .names = {"hooks.example.com"}})),
        ca_(certificate_.certificate),
        server_(loopback_server(
            [this, answer = std::move(answer)](const net::Request& request) {
              ++requests;
              last = request;
              return answer(request);
            },
            {.tls_certificate = certificate_.certificate, .tls_key = certificate_.key})) {}

  Endpoint endpoint(std::vector<std::string> allowed = {"127.0.0.1"}) const {
    const std::string url = "https://hooks.example.com:" + std::to_string(server_->port()) + "/in?t=1";
    auto parsed = parse_endpoint(url, allowed).value();
    return {.key = "a",
            .url = std::move(parsed),
            .events = {"*"},
            .allowed = std::move(allowed),
            .ca_file = ca_.path(),
            .secrets = {.current = Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").value(),
                        .previous = {}}};
  }
  net::Server& server() { return *server_; }

  std::atomic<int> requests = 0;
  net::Request last;

 private:
  net::CertificatePem certificate_;
  testing::TemporaryFile ca_;
  std::unique_ptr<net::Server> server_;
};

/// The sender as it is, but for the name.
class Delivery {
 public:
  explicit Delivery(std::string address = "127.0.0.1") : address_(std::move(address)) {}

  Attempt send(const Endpoint& endpoint) {
    return sender_.send(endpoint,
                        {.id = "evt_1", .type = "alert.fired", .key = "k", .at = {}, .payload = "{}"}, {});
  }

 private:
  std::string address_;
  HttpSender sender_{[] { return Instant(std::chrono::seconds(1'793'000'000)); },
                     [this](const std::string&, const std::stop_token&) -> Result<std::vector<std::string>> {
                       return std::vector{address_};
                     }};
};

net::ServerReply reply(int status, std::string body = {}) {
  return {.reply = {.status = status, .headers = {}, .body = std::move(body)}, .delivery = {}};
}

TEST(WebhooksDelivery, GoesToTheAddressThatWasLookedAtUnderTheNameOfTheUrl) {
  Receiver receiver([](const net::Request&) { return reply(204); });
  Delivery delivery;
  for (int i = 0; i < 3; ++i) {
    const Attempt attempt = delivery.send(receiver.endpoint());
    EXPECT_EQ(attempt.status, 204) << attempt.trouble;
  }
  EXPECT_EQ(receiver.server().connection_count(), 1U) << "one connection for all";
  EXPECT_EQ(receiver.last.method, "POST");
  EXPECT_EQ(receiver.last.target, "/in?t=1");
  EXPECT_EQ(receiver.last.body, "{}");
  EXPECT_EQ(receiver.last.headers.get("webhook-id"), "evt_1");
  EXPECT_EQ(receiver.last.headers.get("webhook-timestamp"), "1793000000");
  EXPECT_TRUE(receiver.last.headers.get("webhook-signature")->starts_with("v1,"));
}

TEST(WebhooksDelivery, APrivateAddressThatNobodyNamedIsNotConnectedTo) {
  Receiver receiver([](const net::Request&) { return reply(204); });
  EXPECT_NE(Delivery().send(receiver.endpoint({})).trouble.find("127.0.0.1 is loopback"), std::string::npos);
  EXPECT_EQ(receiver.server().connection_count(), 0U);
}

TEST(WebhooksDelivery, ARedirectIsNotFollowed) {
  Receiver receiver([](const net::Request&) {
    auto made = reply(307);
    made.reply.headers.set("Location", "/elsewhere");
    return made;
  });
  EXPECT_EQ(Delivery().send(receiver.endpoint()).status, 307);
  EXPECT_EQ(receiver.requests, 1);
}

TEST(WebhooksDelivery, ALongReplyIsCutOffAndCounts) {
  Receiver receiver([](const net::Request&) { return reply(200, std::string(std::size_t{32} << 20U, 'x')); });
  Delivery delivery;
  EXPECT_TRUE(delivery.send(receiver.endpoint()).is_delivered());
  EXPECT_TRUE(delivery.send(receiver.endpoint()).is_delivered());
  EXPECT_EQ(receiver.server().connection_count(), 2U) << "the rest was not taken";
}

TEST(WebhooksDelivery, WhatAReplySaysOfItsBodyDoesNotMatter) {
  Receiver receiver([](const net::Request&) {
    auto made = reply(200, "no gzip at all");
    made.reply.headers.set("Content-Encoding", "gzip");
    return made;
  });
  EXPECT_TRUE(Delivery().send(receiver.endpoint()).is_delivered());
}

TEST(WebhooksDelivery, ACertificateForAnotherNameIsRefused) {
  Receiver receiver([](const net::Request&) { return reply(204); });
  Endpoint endpoint = receiver.endpoint();
  endpoint.url.host = "other.example.com";
  const Attempt attempt = Delivery().send(endpoint);
  EXPECT_EQ(attempt.status, 0);
  EXPECT_FALSE(attempt.trouble.empty());
  EXPECT_EQ(receiver.requests, 0);
}

TEST(Resolve, KnowsLoopbackAndStopsAtOnce) {
  const auto found = net::resolve("localhost", std::chrono::seconds(10), {});
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_FALSE(found->empty());
  std::stop_source stop;
  stop.request_stop();
  const auto stopped = net::resolve("localhost", std::chrono::seconds(10), stop.get_token());
  EXPECT_TRUE(stopped || stopped.error().kind == ErrorKind::cancelled);
}

}  // namespace
}  // namespace nowthen::webhooks
