// Streams, replies that come later and room for new connections, over real sockets.
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "net/server.hpp"
#include "support/raw_socket.hpp"

namespace nowthen {
namespace {

using net::Server;
using net::ServerReply;
using net::ServerStream;
using testing::RawSocket;

constexpr std::string_view request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

/// Pieces that a test gives, one stream's.
class Pieces {
 public:
  void add(const std::string& bytes) {
    change([&] { left_.push_back(bytes); });
  }
  void end() {
    change([&] { is_over_ = true; });
  }
  void wait_for_listener() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return static_cast<bool>(wake_); });
  }
  bool is_listened_to() {
    const std::scoped_lock lock(mutex_);
    return listeners_ > 0;
  }

  net::MakeStream stream() {
    return [this](std::function<void()> wake) -> std::unique_ptr<ServerStream> {
      const std::scoped_lock lock(mutex_);
      wake_ = std::move(wake);
      ++listeners_;
      changed_.notify_all();
      return std::make_unique<Stream>(*this);
    };
  }

 private:
  class Stream final : public ServerStream {
   public:
    explicit Stream(Pieces& pieces) : pieces_(pieces) {}
    ~Stream() override {
      const std::scoped_lock lock(pieces_.mutex_);
      --pieces_.listeners_;
      pieces_.changed_.notify_all();
    }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    Stream(Stream&&) = delete;
    Stream& operator=(Stream&&) = delete;
    Step next() override {
      const std::scoped_lock lock(pieces_.mutex_);
      if (pieces_.left_.empty()) return {.bytes = nullptr, .is_over = pieces_.is_over_};
      auto bytes = std::make_shared<const std::string>(pieces_.left_.front());
      pieces_.left_.erase(pieces_.left_.begin());
      return {.bytes = std::move(bytes)};
    }

   private:
    Pieces& pieces_;
  };

  template <class Change>
  void change(Change make) {
    std::function<void()> wake;
    {
      const std::scoped_lock lock(mutex_);
      make();
      wake = wake_;
    }
    if (wake) wake();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> left_;
  bool is_over_ = false;
  int listeners_ = 0;
  std::function<void()> wake_;
};

std::unique_ptr<Server> serving(Server::Handler handler, net::ServerOptions options = {}) {
  return Server::start(std::move(options), std::move(handler)).value();
}

std::unique_ptr<Server> serving_pieces(Pieces& pieces) {
  return serving([&pieces](const net::Request&) {
    ServerReply reply;
    reply.stream = pieces.stream();
    return reply;
  });
}

TEST(ServerStream, SendsEachPieceAsItComesAndEndsTheConnection) {
  Pieces pieces;
  const auto server = serving_pieces(pieces);
  const RawSocket client = RawSocket::connected_to(server->port());
  client.send(request);
  const std::string head = client.receive_until("\r\n\r\n");
  EXPECT_NE(head.find("Connection: close"), std::string::npos);
  EXPECT_EQ(head.find("Content-Length"), std::string::npos);
  EXPECT_EQ(head.find("Transfer-Encoding"), std::string::npos);
  pieces.add("one.");
  EXPECT_EQ(client.receive_until("."), "one.");
  pieces.add("two.");
  EXPECT_EQ(client.receive_until("."), "two.");
  pieces.add("three.");
  pieces.end();
  EXPECT_EQ(client.receive_all(), "three.");
}

TEST(ServerStream, GoesWhenItsReaderHasGone) {
  Pieces pieces;
  const auto server = serving_pieces(pieces);
  {
    const RawSocket client = RawSocket::connected_to(server->port());
    client.send(request);
    client.receive_until("\r\n\r\n");
    pieces.wait_for_listener();
  }
  while (pieces.is_listened_to()) {
    pieces.add("more");  // a peer that has gone is noticed by writing to it
    std::this_thread::yield();
  }
}

TEST(ServerStream, IsNotMadeForHead) {
  Pieces pieces;
  const auto server = serving_pieces(pieces);
  const RawSocket client = RawSocket::connected_to(server->port());
  client.send("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_NE(client.receive_all().find("200 OK"), std::string::npos);
  EXPECT_FALSE(pieces.is_listened_to());
}

TEST(ServerLater, AnswersFromAnotherThreadAndKeepsTheConnection) {
  std::jthread worker;
  const auto server = serving([&](const net::Request& asked) {
    ServerReply reply;
    reply.later = [&worker, target = asked.target](ServerReply::Answer answer) {
      worker = std::jthread([answer = std::move(answer), target] {
        ServerReply made;
        made.reply.body = "later " + target;
        answer(std::move(made));
        answer({});  // a second one is nobody's
      });
    };
    return reply;
  });
  const RawSocket client = RawSocket::connected_to(server->port());
  for (const std::string target : {"/one", "/two"}) {
    client.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const std::string wanted = "later " + target;
    EXPECT_NE(client.receive_until(wanted).find(wanted), std::string::npos);
  }
}

TEST(ServerLater, AnswersAtOnceWhereTheAnswerIsThere) {
  const auto server = serving([](const net::Request&) {
    ServerReply reply;
    reply.later = [](const ServerReply::Answer& answer) {
      ServerReply made;
      made.reply.status = 404;
      answer(std::move(made));
    };
    return reply;
  });
  const RawSocket client = RawSocket::connected_to(server->port());
  client.send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_NE(client.receive_all().find("404"), std::string::npos);
}

TEST(ServerLater, SurvivesAnAnswerForAConnectionThatHasGone) {
  std::mutex mutex;
  std::condition_variable changed;
  std::optional<ServerReply::Answer> answer;
  const auto server = serving([&](const net::Request&) {
    ServerReply reply;
    reply.later = [&](ServerReply::Answer given) {
      const std::scoped_lock lock(mutex);
      answer = std::move(given);
      changed.notify_all();
    };
    return reply;
  });
  {
    const RawSocket client = RawSocket::connected_to(server->port());
    client.send(request);
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return answer.has_value(); });
  }
  (*answer)({});
  const RawSocket next = RawSocket::connected_to(server->port());
  answer.reset();
  next.send(request);
  std::unique_lock lock(mutex);
  EXPECT_TRUE(changed.wait_for(lock, std::chrono::seconds(20), [&] { return answer.has_value(); }));
}

TEST(ServerRoom, IsMadeByThoseWhoHaveWaitedLongestWithTheirRequest) {
  net::ServerOptions options;
  options.max_connections = 8;
  const auto server = serving([](const net::Request&) { return ServerReply{}; }, options);
  std::vector<RawSocket> slow;
  for (int i = 0; i < 100; ++i) {
    slow.push_back(RawSocket::connected_to(server->port()));
    slow.back().send("GET / HTT");
  }
  const RawSocket client = RawSocket::connected_to(server->port());
  client.send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_NE(client.receive_all().find("200 OK"), std::string::npos);
  EXPECT_EQ(slow.front().receive_all(), "") << "the first to wait was let go";
}

}  // namespace
}  // namespace nowthen
