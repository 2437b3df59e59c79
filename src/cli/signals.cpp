#include "cli/signals.hpp"

#include <pthread.h>
#include <unistd.h>

#include <chrono>

#include "cli/exit_code.hpp"

namespace nowthen::cli {
namespace {
/// Tells the waiting thread that it is no longer needed.
constexpr int farewell = SIGUSR2;

/// One Ctrl-C may arrive twice: from the terminal and from a parent such as `timeout` that passes it on. What
/// was received is to be written whole all the same, which takes less than this.
constexpr std::chrono::seconds same_wish{1};
}  // namespace

SignalWatch::SignalWatch(Hangups& hangups) : hangups_(hangups) {
  static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
  sigemptyset(&watched_);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, farewell}) sigaddset(&watched_, signal);
  pthread_sigmask(SIG_BLOCK, &watched_, nullptr);
  thread_ = std::thread([this] { wait_for_signals(); });
}

SignalWatch::~SignalWatch() {
  pthread_kill(thread_.native_handle(), farewell);
  thread_.join();
}

void SignalWatch::wait_for_signals() {
  using Steady = std::chrono::steady_clock;
  Steady::time_point first{};
  int signal = 0;
  while (sigwait(&watched_, &signal) == 0 && signal != farewell) {
    if (signal == SIGHUP && hangups_.note()) continue;
    const auto now = Steady::now();
    if (stop_.request_stop())
      first = now;
    else if (now - first >= same_wish)
      _exit(static_cast<int>(ExitCode::interrupted));
  }
}

}  // namespace nowthen::cli
