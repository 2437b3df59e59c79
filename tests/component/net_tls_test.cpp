#include <gtest/gtest.h>

#include <thread>

#include "net/self_signed.hpp"
#include "support/loopback_server.hpp"
#include "support/raw_socket.hpp"
#include "support/temporary_file.hpp"

namespace nowthen::net {
namespace {

using nowthen::testing::TemporaryFile;
using testing::loopback_server;
using testing::tls_transport_to;

ServerReply greet(const Request&) { return {.reply = {.body = "hello"}}; }

std::unique_ptr<Server> tls_server(const CertificatePem& own, const std::string& client_ca = "") {
  return loopback_server(
      greet, {.tls_certificate = own.certificate, .tls_key = own.key, .tls_client_ca = client_ca});
}

Error error_of(const Result<Reply>& reply) {
  return reply ? throw std::logic_error("it was trusted") : reply.error();
}

TEST(Tls, TrustsTheCaFileAndKeepsTheConnection) {
  const auto own = make_self_signed();
  const auto server = tls_server(own);
  const TemporaryFile ca(own.certificate);
  const auto transport = tls_transport_to(*server, {.ca_file = ca.path()});
  for (int i = 0; i < 5; ++i) {
    const auto reply = transport->send({}, {});
    ASSERT_TRUE(reply) << reply.error().message;
    EXPECT_EQ(reply->body, "hello");
  }
  EXPECT_EQ(server->connection_count(), 1U);
}

TEST(Tls, TrustsAnAddressThatTheCertificateNames) {
  const auto own = make_self_signed();
  const auto server = tls_server(own);
  const TemporaryFile ca(own.certificate);
  const auto transport =
      CurlTransport::create({.base_url = testing::address_of(*server, "https"), .ca_file = ca.path()});
  EXPECT_TRUE((*transport)->send({}, {}));
}

TEST(Tls, RefusesASelfSignedCertificateAndPointsToTheCaFile) {
  const auto server = tls_server(make_self_signed());
  const Error error = error_of(tls_transport_to(*server)->send({}, {}));
  EXPECT_EQ(error.kind, ErrorKind::local);
  EXPECT_EQ(error.message, "localhost: its certificate is self-signed and not trusted here");
  EXPECT_NE(error.hint.find("--cacert"), std::string::npos);
}

TEST(Tls, RefusesAnotherCertificateThanTheCaFiles) {
  const auto server = tls_server(make_self_signed());
  const TemporaryFile ca(make_self_signed({.common_name = "another"}).certificate);
  EXPECT_EQ(error_of(tls_transport_to(*server, {.ca_file = ca.path()})->send({}, {})).kind, ErrorKind::local);
}

TEST(Tls, RefusesACertificateOutsideItsTime) {
  using namespace std::chrono;
  const Instant past{sys_days{year{2001} / 1 / 1}};
  const Instant future{sys_days{year{2048} / 1 / 1}};
  for (const auto& [options, message] :
       {std::pair{SelfSignedOptions{.not_after = past}, "localhost: its certificate has expired"},
        std::pair{SelfSignedOptions{.not_before = future}, "localhost: its certificate is not valid yet"}}) {
    const auto own = make_self_signed(options);
    const auto server = tls_server(own);
    const TemporaryFile ca(own.certificate);
    const Error error = error_of(tls_transport_to(*server, {.ca_file = ca.path()})->send({}, {}));
    EXPECT_EQ(error.kind, ErrorKind::local);
    EXPECT_EQ(error.message, message);
  }
}

TEST(Tls, RefusesACertificateForAnotherHost) {
  const auto own = make_self_signed({.common_name = "localhost", .names = {"other.example", "10.1.1.1"}});
  const auto server = tls_server(own);
  const TemporaryFile ca(own.certificate);
  const Error error = error_of(tls_transport_to(*server, {.ca_file = ca.path()})->send({}, {}));
  EXPECT_EQ(error.kind, ErrorKind::local);
  EXPECT_EQ(error.message, "localhost: its certificate is for another host");
}

TEST(Tls, SaysThatThePortSpeaksPlainHttp) {
  const auto server = loopback_server(greet);
  const Error error = error_of(tls_transport_to(*server)->send({}, {}));
  EXPECT_EQ(error.kind, ErrorKind::local);
  EXPECT_EQ(error.message, "localhost: it does not speak TLS at this port");
}

TEST(Tls, APeerThatLeavesInTheHandshakeIsTransient) {
  const auto listener = nowthen::testing::RawSocket::listening();
  const std::jthread peer([&] { listener.accept().receive(); });
  const auto transport =
      CurlTransport::create({.base_url = "https://127.0.0.1:" + std::to_string(listener.port())});
  EXPECT_EQ(error_of((*transport)->send({}, {})).kind, ErrorKind::transient);
}

TEST(MutualTls, ShowsTheClientCertificate) {
  const auto own = make_self_signed();
  const auto client = make_self_signed({.common_name = "client"});
  const auto server = tls_server(own, client.certificate);
  const TemporaryFile ca(own.certificate);
  const TemporaryFile certificate(client.certificate);
  const TemporaryFile key(client.key);
  const TemporaryFile both(client.certificate + client.key);
  for (const auto& options :
       {CurlOptions{.ca_file = ca.path(), .client_certificate = certificate.path(), .client_key = key.path()},
        CurlOptions{.ca_file = ca.path(), .client_certificate = both.path()}}) {
    const auto reply = tls_transport_to(*server, options)->send({}, {});
    EXPECT_TRUE(reply) << reply.error().message;
  }
}

TEST(MutualTls, SaysThatTheServerWantsACertificateOrRefusesOurs) {
  const auto own = make_self_signed();
  const auto server = tls_server(own, make_self_signed({.common_name = "client"}).certificate);
  const TemporaryFile ca(own.certificate);
  const Error missing = error_of(tls_transport_to(*server, {.ca_file = ca.path()})->send({}, {}));
  EXPECT_EQ(missing.kind, ErrorKind::local);
  EXPECT_EQ(missing.message, "localhost: it wants a client certificate");
  const auto wrong = make_self_signed({.common_name = "stranger"});
  const TemporaryFile both(wrong.certificate + wrong.key);
  const Error refused = error_of(
      tls_transport_to(*server, {.ca_file = ca.path(), .client_certificate = both.path()})->send({}, {}));
  EXPECT_EQ(refused.kind, ErrorKind::local);
  EXPECT_EQ(refused.message, "localhost: it refuses our client certificate");
}

TEST(TlsFiles, AreCheckedAtTheStartAndNamed) {
  const auto one = make_self_signed();
  const auto other = make_self_signed();
  const TemporaryFile certificate(one.certificate);
  const TemporaryFile foreign_key(other.key);
  const TemporaryFile rubbish("rubbish");
  const std::string missing = "/nonexistent/file.pem";
  const std::string url = "https://localhost:1";
  for (const auto& [options, file] :
       {std::pair{CurlOptions{.base_url = url, .ca_file = missing}, missing},
        std::pair{CurlOptions{.base_url = url, .ca_file = rubbish.path()}, rubbish.path()},
        std::pair{CurlOptions{.base_url = url, .client_certificate = missing}, missing},
        std::pair{CurlOptions{.base_url = url, .client_certificate = certificate.path()}, certificate.path()},
        std::pair{
            CurlOptions{
                .base_url = url, .client_certificate = certificate.path(), .client_key = foreign_key.path()},
            foreign_key.path()}}) {
    const auto transport = CurlTransport::create(options);
    ASSERT_FALSE(transport) << file;
    EXPECT_EQ(transport.error().kind, ErrorKind::local);
    EXPECT_NE(transport.error().message.find(file), std::string::npos);
  }
}

}  // namespace
}  // namespace nowthen::net
