#include <gtest/gtest.h>

#include "net/self_signed.hpp"
#include "support/loopback_server.hpp"
#include "support/temporary_file.hpp"
#include "support/tiny_proxy.hpp"

namespace nowthen::net {
namespace {

using nowthen::testing::TemporaryFile;
using nowthen::testing::TinyProxy;
using testing::loopback_server;

constexpr const char* nobody = "nobody.invalid";  // a NO_PROXY that keeps the environment's out

/// An API at https://api.example, which only the proxy can reach.
class ByProxy : public ::testing::Test {
 protected:
  Result<Reply> send(CurlOptions options) const {
    options.base_url = "https://api.example:" + std::to_string(server_->port());
    options.ca_file = ca_.path();
    if (options.no_proxy.empty()) options.no_proxy = nobody;
    return CurlTransport::create(std::move(options))
        .value()
        ->send({.headers = {{"Authorization", "Bearer s3cret"}}}, {});
  }

  CertificatePem own_ = make_self_signed({.names = {"api.example"}});
  TemporaryFile ca_{own_.certificate};
  std::unique_ptr<Server> server_ = loopback_server(
      [](const Request& request) -> ServerReply {
        return {.reply = {.body = std::string(request.headers.get("Authorization").value_or("none"))}};
      },
      {.tls_certificate = own_.certificate, .tls_key = own_.key});
};

TEST_F(ByProxy, TunnelsAndShowsTheProxyNoCredentialsOfOurs) {
  const TinyProxy proxy;
  const auto reply = send({.proxy = "http://" + proxy.address()});
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->body, "Bearer s3cret");
  ASSERT_EQ(proxy.heads().size(), 1U);
  EXPECT_TRUE(proxy.heads()[0].starts_with("CONNECT api.example:" + std::to_string(server_->port())));
  EXPECT_EQ(proxy.heads()[0].find("s3cret"), std::string::npos);
}

TEST_F(ByProxy, GivesTheProxyItsOwnCredentials) {
  const TinyProxy proxy;
  ASSERT_TRUE(send({.proxy = "http://user:word@" + proxy.address()}));
  EXPECT_NE(proxy.heads().at(0).find("Proxy-Authorization: Basic dXNlcjp3b3Jk"), std::string::npos);
}

TEST_F(ByProxy, TellsARefusalByWhoRefusedAndWhy) {
  struct Case {
    const char* head;
    ErrorKind kind;
    const char* cause;
  };
  for (const auto& [head, kind, cause] :
       {Case{"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", ErrorKind::local,
             "refused the connection (status 403)"},
        Case{"HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n", ErrorKind::local,
             "wants a user name and password"},
        Case{"HTTP/1.1 502 Down\r\nContent-Length: 0\r\n\r\n", ErrorKind::transient, "status 502"}}) {
    const TinyProxy proxy(head);
    const auto reply = send({.proxy = "http://user:w0rd@" + proxy.address()});
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().kind, kind) << reply.error().message;
    EXPECT_TRUE(
        reply.error().message.starts_with("api.example (by proxy " + proxy.address() + "): the proxy "));
    EXPECT_NE(reply.error().message.find(cause), std::string::npos) << reply.error().message;
    EXPECT_EQ(reply.error().message.find("w0rd"), std::string::npos);
  }
}

TEST_F(ByProxy, TellsAProxyThatIsNotThereOrHasNoName) {
  const std::string nowhere = "127.0.0.1:" + std::to_string(nowthen::testing::RawSocket::listening().port());
  EXPECT_EQ(send({.proxy = "http://" + nowhere}).error().message,
            "api.example (by proxy " + nowhere + "): connection refused");
  EXPECT_EQ(send({.proxy = "http://nowthen.invalid:1"}).error().message,
            "api.example (by proxy nowthen.invalid:1): the proxy's name does not resolve");
}

TEST_F(ByProxy, GoesAroundTheProxyForHostsNamedInNoProxy) {
  const TinyProxy proxy;
  const auto reply = send({.proxy = "http://" + proxy.address(), .no_proxy = "example"});
  EXPECT_NE(reply.error().message.find("the name does not resolve"), std::string::npos)
      << reply.error().message;
  EXPECT_TRUE(proxy.heads().empty());
}

TEST(PlainByProxy, SendsTheAbsoluteUrl) {
  const auto server = loopback_server(
      [](const Request& request) -> ServerReply { return {.reply = {.body = request.target}}; });
  const TinyProxy proxy;
  const auto transport =
      testing::transport_to(*server, {.proxy = "http://" + proxy.address(), .no_proxy = nobody});
  const auto reply = transport->send({.target = "/x?y"}, {});
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->body, "/x?y");
  EXPECT_TRUE(proxy.heads().at(0).starts_with("GET " + testing::address_of(*server) + "/x?y HTTP/1.1\r\n"));
}

}  // namespace
}  // namespace nowthen::net
