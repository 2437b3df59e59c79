// A name that is asked for, and a name server that never answers: nobody waits for it who has been stopped.
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <netdb.h>

#include <condition_variable>
#include <future>
#include <mutex>
#include <string_view>

#include "net/curl_transport.hpp"
#include "net/resolve.hpp"
#include "net/web_socket_client.hpp"

namespace nowthen::testing {
namespace {
using namespace std::chrono_literals;

constexpr const char* silent_host = "never-answers.invalid";
constexpr const char* silent_channel = "wss://never-answers.invalid/channel";

/// Who asks for the silent host, and waits until the test is over.
class SilentNames {
 public:
  int ask() {
    std::unique_lock lock(mutex_);
    ++asking_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return is_over_; });
    --asking_;
    changed_.notify_all();
    return EAI_AGAIN;
  }
  void begin() {
    const std::scoped_lock lock(mutex_);
    is_over_ = false;
  }
  void wait_until_asked() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return asking_ > 0; });
  }
  /// Lets everybody go who asks.
  void end() {
    std::unique_lock lock(mutex_);
    is_over_ = true;
    changed_.notify_all();
    changed_.wait(lock, [this] { return asking_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int asking_ = 0;
  bool is_over_ = true;
};

SilentNames& silent_names() {
  static auto& names = *new SilentNames;  // for threads that may outlive every test
  return names;
}

}  // namespace
}  // namespace nowthen::testing

/// In place of the system's, in this program: libcurl, Asio and our own code ask here.
extern "C" int getaddrinfo(const char* node, const char* service, const addrinfo* hints, addrinfo** found) {
  using namespace nowthen::testing;
  if (node != nullptr && std::string_view(node) == silent_host) return silent_names().ask();
  static const auto real = reinterpret_cast<decltype(&getaddrinfo)>(::dlsym(RTLD_NEXT, "getaddrinfo"));
  return real(node, service, hints, found);
}

namespace nowthen::testing {
namespace {

class SlowNames : public ::testing::Test {
 public:
  SlowNames(const SlowNames&) = delete;
  SlowNames& operator=(const SlowNames&) = delete;
  SlowNames(SlowNames&&) = delete;
  SlowNames& operator=(SlowNames&&) = delete;

 protected:
  SlowNames() { silent_names().begin(); }
  ~SlowNames() override { silent_names().end(); }
  /// Whether `work` comes to its end while the name server is silent. One that waits for it is let go after a
  /// while, so that the test ends.
  template <class Work>
  static bool ends(Work work) {
    auto done = std::async(std::launch::async, std::move(work));
    const bool ended = done.wait_for(30s) == std::future_status::ready;
    if (!ended) silent_names().end();
    done.get();
    return ended;
  }

  /// The same of work that is stopped as soon as it has asked for the name.
  template <class Work>
  static bool ends_when_stopped(Work work) {
    return ends([&work] {
      std::stop_source stop;
      auto done = std::async(std::launch::async, [&] { work(stop.get_token()); });
      silent_names().wait_until_asked();
      stop.request_stop();
      done.get();
    });
  }
};

TEST_F(SlowNames, DoNotHoldAWebSocketThatIsStopped) {
  EXPECT_TRUE(ends_when_stopped([](const std::stop_token& stop) {
    net::WebSocketClient sockets({}, system_clock());
    const auto opened = sockets.connect(silent_channel, stop);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, ErrorKind::cancelled);
  }));
}

TEST_F(SlowNames, DoNotHoldAWebSocketForLongerThanAConnectionMayTake) {
  EXPECT_TRUE(ends([] {
    net::WebSocketClient sockets({.connect_limit = 1s}, system_clock());
    const auto opened = sockets.connect(silent_channel, {});
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, ErrorKind::transient);
  }));
}

TEST_F(SlowNames, DoNotHoldARequestThatIsStopped) {
  EXPECT_TRUE(ends_when_stopped([](const std::stop_token& stop) {
    const auto transport =
        net::CurlTransport::create({.base_url = "https://never-answers.invalid", .no_proxy = "*"});
    ASSERT_TRUE(transport);
    const auto reply = (*transport)->send({.method = "GET", .target = "/"}, stop);
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().kind, ErrorKind::cancelled);
  }));
}

TEST_F(SlowNames, DoNotHoldWhoAsksForTheAddressesOfAReceiver) {
  EXPECT_TRUE(ends_when_stopped([](const std::stop_token& stop) {
    const auto found = net::resolve(silent_host, 1h, stop);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, ErrorKind::cancelled);
  }));
}

}  // namespace
}  // namespace nowthen::testing
