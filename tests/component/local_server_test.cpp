// The local server and its client, over real sockets: what each does about the other's worst manners.
#include "net/local_server.hpp"

#include <grp.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

#include "net/local_client.hpp"
#include "support/local_sessions.hpp"

namespace nowthen {
namespace {

using net::LocalClient;
using net::LocalServer;
using net::LocalServerOptions;
using testing::OneSession;
using testing::RawLocalSocket;
using testing::sessions_that;
using testing::SocketFolder;
using namespace std::chrono_literals;

bool echo(const net::Request& request, net::ReplyBody& body, const std::stop_token&) {
  body.write(request.target + " " + request.body + "\n");
  return true;
}

std::unique_ptr<LocalServer> start(const SocketFolder& folder, OneSession::Do answer,
                                   LocalServerOptions options = {}, const std::stop_token& stop = {}) {
  options.path = folder.socket();
  return LocalServer::start(options, sessions_that(std::move(answer)), stop).value();
}

LocalClient connect(const SocketFolder& folder, const net::LocalTimeouts& timeouts = {}) {
  return LocalClient::connect(folder.socket(), timeouts, {}).value();
}

/// The whole body, without empty lines at its front.
Result<std::string> body_of(LocalClient& client) {
  std::string body;
  for (;;) {
    const auto piece = client.read();
    if (!piece) return piece.error();
    if (piece->empty()) return body.substr(std::min(body.find_first_not_of('\n'), body.size()));
    body += *piece;
  }
}

Result<std::string> ask(LocalClient& client, const std::string& target, const std::string& body = "") {
  const auto status = client.send({.method = "POST", .target = target, .headers = {}, .body = body}, {});
  if (!status) return status.error();
  if (*status != 200) return std::to_string(*status);
  return body_of(client);
}

/// Blocks until `stop` is requested.
void wait_for_stop(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait(lock, stop, [] { return false; });
}

TEST(LocalServer, AnswersOneRequestAfterTheOtherOnAConnection) {
  const SocketFolder folder;
  const auto server = start(folder, echo);
  auto client = connect(folder);
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(ask(client, "/a", std::to_string(i)).value(), "/a " + std::to_string(i) + "\n");
  EXPECT_EQ(ask(client, "/large", std::string(20U << 20U, 'x')).value().size(), (20U << 20U) + 8);
  EXPECT_EQ(client.process(), ::getpid());
}

TEST(LocalServer, IsReachedByPathsOfAnyLength) {
  const SocketFolder folder(std::string(200, 'a') + "/" + std::string(200, 'b'));
  ASSERT_GT(folder.socket().size(), 108U);
  const auto server = start(folder, echo);
  auto client = connect(folder);
  EXPECT_EQ(ask(client, "/a").value(), "/a \n");
}

TEST(LocalServer, ReplacesASocketThatADeadOneLeftAndTakesItsOwnAway) {
  const SocketFolder folder;
  {
    const int dead = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto address = net::LocalAddress::of(folder.socket()).value();
    ASSERT_EQ(::bind(dead, address.get(), address.size()), 0);
    ::close(dead);
  }
  EXPECT_EQ(LocalClient::connect(folder.socket(), {}, {}).error().kind, ErrorKind::not_found);
  {
    const auto server = start(folder, echo);
    auto client = connect(folder);
    EXPECT_TRUE(ask(client, "/a"));
    struct stat status {};
    ASSERT_EQ(::stat(folder.socket().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
  }
  EXPECT_FALSE(std::filesystem::exists(folder.socket()));
  EXPECT_EQ(LocalClient::connect(folder.socket(), {}, {}).error().kind, ErrorKind::not_found);
}

TEST(LocalServer, RefusesWhatItDoesNotKnowAndWhatIsTooLarge) {
  const SocketFolder folder;
  const auto server = start(folder, echo);
  auto client = connect(folder);
  EXPECT_EQ(ask(client, "/nowhere").value(), "404");
  auto other = connect(folder);
  EXPECT_EQ(ask(other, "/a", std::string((1U << 20U) + 1, 'x')).value(), "413");
  const RawLocalSocket rubbish(folder.socket());
  rubbish.send("what is this\r\n\r\n");
  EXPECT_EQ(rubbish.read_all().substr(0, 12), "HTTP/1.1 400");
  const RawLocalSocket head(folder.socket());
  head.send("POST /a HTTP/1.1\r\nX: " + std::string(100'000, 'x') + "\r\n\r\n");
  EXPECT_EQ(head.read_all().substr(0, 12), "HTTP/1.1 431");
}

TEST(LocalServer, TakesOnlySoManyAtOnce) {
  const SocketFolder folder;
  const auto server = start(folder, echo, {.max_connections = 2});
  auto one = connect(folder);
  auto two = connect(folder);
  ASSERT_TRUE(ask(one, "/a"));
  ASSERT_TRUE(ask(two, "/a"));
  auto three = connect(folder);
  EXPECT_EQ(ask(three, "/a").value(), "503");
  EXPECT_TRUE(ask(one, "/a"));
}

TEST(LocalServer, TakesOnlySoManyLargeRequestsAtOnce) {
  const SocketFolder folder;
  std::promise<void> begun;
  std::promise<void> go_on;
  const auto server =
      start(folder,
            [&](const net::Request& request, net::ReplyBody& body, const std::stop_token& stop) {
              if (request.body == "wait") {
                begun.set_value();
                go_on.get_future().wait();
              }
              return echo(request, body, stop);
            },
            {.max_large_requests = 1});
  std::thread first([&] {
    auto client = connect(folder);
    EXPECT_EQ(ask(client, "/large", "wait").value(), "/large wait\n");
  });
  begun.get_future().wait();
  auto second = connect(folder);
  EXPECT_EQ(ask(second, "/large", "x").value(), "503");
  auto small = connect(folder);
  EXPECT_TRUE(ask(small, "/a"));
  go_on.set_value();
  first.join();
}

TEST(LocalServer, ClosesConnectionsThatSayNothing) {
  const SocketFolder folder;
  const auto server = start(folder, echo, {.idle_timeout = 50ms});
  EXPECT_EQ(RawLocalSocket(folder.socket()).read_all(), "");
  const RawLocalSocket half(folder.socket());
  half.send("POST /a HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf");
  EXPECT_EQ(half.read_all(), "");
}

TEST(LocalServer, EndsTheWorkOfACallerThatHasGone) {
  const SocketFolder folder;
  std::promise<void> begun;
  std::promise<void> stopped;
  const auto server = start(folder, [&](const net::Request&, net::ReplyBody&, const std::stop_token& stop) {
    begun.set_value();
    wait_for_stop(stop);
    stopped.set_value();
    return false;
  });
  {
    auto client = connect(folder);
    ASSERT_EQ(client.send({.method = "POST", .target = "/a"}, {}).value(), 200);
    begun.get_future().wait();
  }
  stopped.get_future().wait();
}

/// Writes for ever, and tells how much was taken when nobody takes it any more.
OneSession::Do endless(std::promise<std::size_t>& written) {
  return [&written](const net::Request&, net::ReplyBody& body, const std::stop_token&) {
    const std::string line(10'000, 'x');
    std::size_t bytes = 0;
    while (bytes < std::size_t{1} << 32U && body.write(line)) bytes += line.size();
    written.set_value(bytes);
    return false;
  };
}

TEST(LocalServer, MakesNoMoreOfAReplyThanIsTaken) {
  const SocketFolder folder;
  std::promise<std::size_t> written;
  const auto server = start(folder, endless(written));
  {
    auto client = connect(folder);
    ASSERT_EQ(client.send({.method = "POST", .target = "/a"}, {}).value(), 200);
    ASSERT_FALSE(client.read().value().empty());
  }
  EXPECT_LT(written.get_future().get(), std::size_t{16} << 20U);
}

TEST(LocalServer, DropsACallerThatTakesNothingForTooLong) {
  const SocketFolder folder;
  std::promise<std::size_t> written;
  const auto server = start(folder, endless(written), {.take_timeout = 50ms});
  const RawLocalSocket lazy(folder.socket());
  lazy.send("POST /a HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
  EXPECT_LT(written.get_future().get(), std::size_t{16} << 20U);
}

TEST(LocalServer, SaysThatItIsAliveWhileItWorks) {
  const SocketFolder folder;
  std::promise<void> heard;
  const auto server = start(folder,
                            [&](const net::Request&, net::ReplyBody& body, const std::stop_token&) {
                              heard.get_future().wait();
                              body.write("done\n");
                              return true;
                            },
                            {.heartbeat = 5ms});
  auto client = connect(folder);
  ASSERT_EQ(client.send({.method = "POST", .target = "/a"}, {}).value(), 200);
  EXPECT_EQ(client.read().value().front(), '\n');
  heard.set_value();
  EXPECT_EQ(body_of(client).value(), "done\n");
  EXPECT_TRUE(client.read().value().empty());
}

TEST(LocalServer, NeverLetsABrokenReplyLookWhole) {
  const SocketFolder folder;
  const auto server =
      start(folder, [](const net::Request&, net::ReplyBody& body, const std::stop_token&) -> bool {
        body.write("a line\n");
        throw std::runtime_error("broken");
      });
  auto client = connect(folder);
  EXPECT_EQ(ask(client, "/a").error().kind, ErrorKind::transient);
}

TEST(LocalServer, LetsRepliesGoOnForAMomentWhenItEnds) {
  const SocketFolder folder;
  std::promise<void> begun;
  std::promise<void> go_on;
  auto server = start(folder,
                      [&](const net::Request& request, net::ReplyBody& body, const std::stop_token& stop) {
                        begun.set_value();
                        go_on.get_future().wait();
                        return echo(request, body, stop);
                      },
                      {.drain = 60s});
  std::thread caller([&] {
    auto client = connect(folder);
    EXPECT_EQ(ask(client, "/a").value(), "/a \n");
  });
  begun.get_future().wait();
  std::thread end([&] { server.reset(); });
  while (std::filesystem::exists(folder.socket())) std::this_thread::yield();
  go_on.set_value();
  caller.join();
  end.join();
}

TEST(LocalServer, EndsWhatIsLeftAfterThatMoment) {
  const SocketFolder folder;
  std::promise<void> begun;
  auto server = start(folder,
                      [&](const net::Request&, net::ReplyBody&, const std::stop_token& stop) {
                        begun.set_value();
                        wait_for_stop(stop);
                        return false;
                      },
                      {.drain = 1ms});
  auto client = connect(folder);
  ASSERT_EQ(client.send({.method = "POST", .target = "/a"}, {}).value(), 200);
  begun.get_future().wait();
  server.reset();
  EXPECT_EQ(body_of(client).error().kind, ErrorKind::transient);
}

TEST(LocalServer, EndsAtOnceWhenItIsStopped) {
  const SocketFolder folder;
  std::promise<void> begun;
  std::stop_source stop;
  const auto server = start(
      folder,
      [&](const net::Request&, net::ReplyBody&, const std::stop_token& asked) {
        begun.set_value();
        wait_for_stop(asked);
        return false;
      },
      {}, stop.get_token());
  auto client = connect(folder);
  ASSERT_EQ(client.send({.method = "POST", .target = "/a"}, {}).value(), 200);
  begun.get_future().wait();
  stop.request_stop();
  EXPECT_EQ(body_of(client).error().kind, ErrorKind::transient);
}

TEST(LocalServer, HearsNoOtherUser) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can be somebody else";
  const SocketFolder folder;
  const auto server = start(folder, echo);
  // As if somebody had opened the doors: the process's user counts all the same.
  ASSERT_EQ(::chmod(folder.path().c_str(), 0755), 0);
  ASSERT_EQ(::chmod(folder.socket().c_str(), 0666), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    if (::setgroups(0, nullptr) != 0 || ::setgid(65534) != 0 || ::setuid(65534) != 0) ::_exit(2);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    const auto address = net::LocalAddress::of(folder.socket()).value();
    if (::connect(socket, address.get(), address.size()) != 0) ::_exit(3);
    constexpr std::string_view request = "POST /a HTTP/1.1\r\nContent-Length: 0\r\n\r\n";
    (void)::send(socket, request.data(), request.size(), MSG_NOSIGNAL);
    char byte = 0;
    ::_exit(::recv(socket, &byte, 1, 0) > 0 ? 1 : 0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(LocalClient, GivesUpASilentOtherEnd) {
  const SocketFolder folder;
  const int deaf = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const auto address = net::LocalAddress::of(folder.socket()).value();
  ASSERT_EQ(::bind(deaf, address.get(), address.size()), 0);
  ASSERT_EQ(::listen(deaf, 0), 0);
  const net::LocalTimeouts short_ones{.connect = 20ms, .first_byte = 20ms, .silence = 20ms};
  auto client = connect(folder, short_ones);
  EXPECT_EQ(ask(client, "/a").error().kind, ErrorKind::transient);
  // Its queue takes one; more do not even connect.
  auto second = LocalClient::connect(folder.socket(), short_ones, {});
  auto third = LocalClient::connect(folder.socket(), short_ones, {});
  EXPECT_EQ(third.error().kind, ErrorKind::transient);
  ::close(deaf);
}

TEST(LocalClient, StopsWhenItIsTold) {
  const SocketFolder folder;
  std::promise<void> begun;
  std::promise<void> stopped;
  const auto server = start(folder, [&](const net::Request&, net::ReplyBody&, const std::stop_token& stop) {
    begun.set_value();
    wait_for_stop(stop);
    stopped.set_value();
    return false;
  });
  std::stop_source stop;
  {
    auto client = connect(folder);
    ASSERT_EQ(client.send({.method = "POST", .target = "/a"}, stop.get_token()).value(), 200);
    begun.get_future().wait();
    std::thread later([&] { stop.request_stop(); });
    EXPECT_EQ(body_of(client).error().kind, ErrorKind::cancelled);
    later.join();
  }
  stopped.get_future().wait();
}

}  // namespace
}  // namespace nowthen
