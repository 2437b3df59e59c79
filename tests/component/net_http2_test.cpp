#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>

#include <array>
#include <csignal>
#include <thread>

#include "net/curl_transport.hpp"
#include "net/self_signed.hpp"
#include "support/raw_socket.hpp"
#include "support/temporary_file.hpp"

namespace nowthen::net {
namespace {

using nowthen::testing::RawSocket;
using nowthen::testing::TemporaryFile;

/// nghttpd, which speaks HTTP/2 and nothing else. Debian has it in nghttp2-server.
class Http2Server {
 public:
  Http2Server(const TemporaryFile& key, const TemporaryFile& certificate, const std::string& folder)
      : port_(RawSocket::listening().port()) {
    std::array<std::string, 7> words{
        "nghttpd", "-a", "127.0.0.1", "-d" + folder, std::to_string(port_), key.path(), certificate.path()};
    std::array<char*, 8> arguments{};
    for (std::size_t i = 0; i < words.size(); ++i) arguments.at(i) = words.at(i).data();
    if (::posix_spawnp(&pid_, "nghttpd", nullptr, nullptr, arguments.data(), environ) != 0) pid_ = 0;
  }
  ~Http2Server() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGTERM);
    ::waitpid(pid_, nullptr, 0);
  }
  Http2Server(const Http2Server&) = delete;
  Http2Server& operator=(const Http2Server&) = delete;

  std::uint16_t port() const { return port_; }

  /// Waits until it listens. False when there is no such program.
  bool is_ready() const {
    for (int attempt = 0; pid_ > 0 && attempt < 500; ++attempt) {
      try {
        RawSocket::connected_to(port_);
        return true;
      } catch (const std::runtime_error&) {
        if (::waitpid(pid_, nullptr, WNOHANG) != 0) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
      }
    }
    return false;
  }

 private:
  std::uint16_t port_;
  pid_t pid_ = 0;
};

TEST(Http2, IsSpokenWhereItIsOffered) {
  const auto own = make_self_signed();
  const TemporaryFile key(own.key);
  const TemporaryFile certificate(own.certificate);
  const TemporaryFile content("what HTTP/2 has carried");
  const auto slash = content.path().rfind('/');
  const Http2Server server(key, certificate, content.path().substr(0, slash));
  if (!server.is_ready()) GTEST_SKIP() << "nghttpd is not installed (package nghttp2-server)";
  const auto transport = CurlTransport::create(
      {.base_url = "https://localhost:" + std::to_string(server.port()), .ca_file = certificate.path()});
  for (int i = 0; i < 3; ++i) {
    const auto reply = (*transport)->send({.target = content.path().substr(slash)}, {});
    ASSERT_TRUE(reply) << reply.error().message;
    EXPECT_EQ(reply->status, 200);
    EXPECT_EQ(reply->body, "what HTTP/2 has carried");
  }
  EXPECT_EQ((*transport)->send({.target = "/absent"}, {})->status, 404);
}

}  // namespace
}  // namespace nowthen::net
