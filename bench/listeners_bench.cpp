// The board's events to many listeners at once: 20 changes a second, one listener that takes nothing, beside
// a bare epoll loop that writes the same bytes to as many sockets.
//
//   listeners_bench [LISTENERS [SECONDS]]
#include <fmt/core.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <thread>
#include <vector>

#include "board/board_json.hpp"
#include "net/server.hpp"
#include "serve/event_hub.hpp"
#include "serve/process_figures.hpp"
#include "support/raw_socket.hpp"

namespace {
using namespace nowthen;
using Steady = std::chrono::steady_clock;
using testing::RawSocket;
using namespace std::chrono_literals;

constexpr int changes_a_second = 20;
constexpr int conversations = 200;

double cpu_of_thread() {
  timespec spent{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
  return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) / 1e9;
}

double cpu_of_process() {
  timespec spent{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent);
  return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) / 1e9;
}

/// The board of a busy centre, of which change `number` moves one conversation.
board::Board board_at(int number) {
  const Instant noon{std::chrono::sys_days(std::chrono::year(2026) / 11 / 20) + 12h};
  floor::Floor floor{.at = noon + std::chrono::milliseconds(number), .conversations = {}};
  for (int i = 0; i < conversations; ++i) {
    const bool is_other = number % conversations == i;
    floor.conversations.push_back({.conversation_id = ConversationId(fmt::format("conversation-{:032}", i)),
                                   .state = is_other ? floor::State::holding : floor::State::interacting,
                                   .since = noon + std::chrono::seconds(is_other ? number : i),
                                   .queue_id = QueueId(fmt::format("queue-{:032}", i % 12)),
                                   .user_id = UserId(fmt::format("user-{:032}", i)),
                                   .media_type = "voice",
                                   .direction = "inbound"});
  }
  return board::board_of(floor, {});
}

/// Readers on one thread: when each event came to each.
class Readers {
 public:
  Readers(std::uint16_t port, int count) : poll_(::epoll_create1(EPOLL_CLOEXEC)) {
    for (int i = 0; i < count; ++i) {
      sockets_.push_back(RawSocket::connected_to(port));
      sockets_.back().send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
      epoll_event event{.events = EPOLLIN, .data = {.u32 = static_cast<std::uint32_t>(i)}};
      ::epoll_ctl(poll_, EPOLL_CTL_ADD, sockets_.back().descriptor(), &event);
    }
    thread_ = std::jthread([this](const std::stop_token& stop) { read(stop); });
  }
  ~Readers() { ::close(poll_); }
  Readers(const Readers&) = delete;
  Readers& operator=(const Readers&) = delete;

  void stop() {
    thread_.request_stop();
    thread_.join();
  }
  void sent_at(Steady::time_point when) { sent_.store(when.time_since_epoch().count()); }
  std::uint64_t bytes() const { return bytes_.load(); }
  double cpu() const { return cpu_; }
  std::vector<double> delays;  ///< Milliseconds; once stopped.

 private:
  void read(const std::stop_token& stop) {
    std::vector<epoll_event> ready(256);
    std::vector<char> buffer(std::size_t{256} << 10U);
    while (!stop.stop_requested()) {
      const int count = ::epoll_wait(poll_, ready.data(), static_cast<int>(ready.size()), 50);
      for (int i = 0; i < count; ++i) {
        const auto& socket = sockets_[ready[static_cast<std::size_t>(i)].data.u32];
        const ssize_t got = ::recv(socket.descriptor(), buffer.data(), buffer.size(), 0);
        if (got <= 0) continue;
        bytes_ += static_cast<std::uint64_t>(got);
        const auto sent = Steady::time_point(Steady::duration(sent_.load()));
        if (sent.time_since_epoch().count() != 0)
          delays.push_back(std::chrono::duration<double, std::milli>(Steady::now() - sent).count());
      }
    }
    cpu_ = cpu_of_thread();
  }

  int poll_;
  std::vector<RawSocket> sockets_;
  std::atomic<Steady::rep> sent_{0};
  std::atomic<std::uint64_t> bytes_{0};
  double cpu_ = 0;
  std::jthread thread_;
};

struct Figures {
  double cpu = 0;  ///< Seconds, the readers' left out.
  std::uint64_t bytes = 0;
  std::vector<double> delays;
};

void print(const char* what, Figures figures, int listeners, int seconds) {
  std::sort(figures.delays.begin(), figures.delays.end());
  const auto at = [&](double share) {
    return figures.delays.empty() ? 0.0
                                  : figures.delays[static_cast<std::size_t>(
                                        share * static_cast<double>(figures.delays.size() - 1))];
  };
  fmt::print(
      "{:<12} {:>6} listeners, {} changes a second: {:>9} deliveries, half within {:.1f} ms, 99 % within "
      "{:.1f} ms; {:.2f} CPU-seconds a second; {:.0f} bytes a listener and second\n",
      what, listeners, changes_a_second, figures.delays.size(), at(0.5), at(0.99), figures.cpu / seconds,
      static_cast<double>(figures.bytes) / listeners / seconds);
}

/// Publishes for so long, and calls `publish(number)` at each change.
template <class Publish>
void for_a_while(int seconds, Readers& readers, Publish publish) {
  auto next = Steady::now();
  for (int number = 1; number <= seconds * changes_a_second; ++number) {
    next += 1'000ms / changes_a_second;
    std::this_thread::sleep_until(next);
    readers.sent_at(Steady::now());
    publish(number);
  }
  std::this_thread::sleep_for(200ms);
}

Figures measure_ours(int listeners, int seconds) {
  const auto hub = std::make_shared<serve::EventHub>("bench");
  hub->publish(board_at(0));
  auto server = net::Server::start({.max_connections = 100'000}, [&hub](const net::Request&) {
                  net::ServerReply reply;
                  reply.reply.headers.set("Content-Type", "text/event-stream");
                  reply.stream = [&hub](std::function<void()> wake) {
                    return hub->listen({}, std::move(wake), [] { return true; });
                  };
                  return reply;
                }).value();
  const RawSocket stalled = RawSocket::connected_to(server->port());  // takes nothing, ever
  stalled.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const double before_readers = static_cast<double>(serve::process_figures().resident_bytes.value_or(0));
  Readers readers(server->port(), listeners);
  while (hub->listeners() < static_cast<std::size_t>(listeners) + 1) std::this_thread::sleep_for(10ms);
  std::this_thread::sleep_for(500ms);
  const double with_readers = static_cast<double>(serve::process_figures().resident_bytes.value_or(0));
  fmt::print("memory: {:.0f} bytes a listener in this process, its own end included\n",
             (with_readers - before_readers) / listeners);
  const std::uint64_t bytes = readers.bytes();
  const double began = cpu_of_process();
  for_a_while(seconds, readers, [&hub](int number) { hub->publish(board_at(number)); });
  Figures figures{.cpu = cpu_of_process() - began, .bytes = readers.bytes() - bytes, .delays = {}};
  hub->close();
  readers.stop();
  figures.cpu -= readers.cpu();
  figures.delays = std::move(readers.delays);
  fmt::print("after {} s with a listener that takes nothing: {:.1f} MB resident, {:.1f} MB before\n", seconds,
             static_cast<double>(serve::process_figures().resident_bytes.value_or(0)) / 1e6,
             with_readers / 1e6);
  server.reset();
  return figures;
}

/// Accepts, and writes what it is given to each socket, as the least that would do.
Figures measure_bare(int listeners, int seconds) {
  const RawSocket listening = RawSocket::listening();
  std::vector<RawSocket> peers;
  std::jthread accepting([&] {
    for (int i = 0; i < listeners; ++i) peers.push_back(listening.accept());
  });
  Readers readers(listening.port(), listeners);
  accepting.join();
  std::string bytes;
  board::Board before = board_at(0);
  const double began = cpu_of_process();
  for_a_while(seconds, readers, [&](int number) {
    const board::Board after = board_at(number);
    bytes = board::event_text("change", "bench-1", board::change_json(before, after).value_or("{}"));
    before = after;
    for (const RawSocket& peer : peers) peer.send(bytes);
  });
  Figures figures{.cpu = cpu_of_process() - began, .bytes = readers.bytes(), .delays = {}};
  readers.stop();
  figures.cpu -= readers.cpu();
  figures.delays = std::move(readers.delays);
  return figures;
}

}  // namespace

int main(int count, char** arguments) {
  const int listeners = count > 1 ? std::atoi(arguments[1]) : 2'000;
  const int seconds = count > 2 ? std::atoi(arguments[2]) : 10;
  struct rlimit limit {};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  Figures ours = measure_ours(listeners, seconds);
  Figures bare = measure_bare(listeners, seconds);
  const double ratio = bare.cpu / ours.cpu;
  print("ours", std::move(ours), listeners, seconds);
  print("bare epoll", std::move(bare), listeners, seconds);
  fmt::print("a bare loop takes {:.2f} of our CPU time\n", ratio);
  return 0;
}
