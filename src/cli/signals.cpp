#include "cli/signals.hpp"

#include <pthread.h>
#include <unistd.h>

#include "cli/exit_code.hpp"

namespace nowthen::cli {
namespace {
/// Tells the waiting thread that it is no longer needed.
constexpr int farewell = SIGUSR2;
}  // namespace

SignalWatch::SignalWatch() {
  static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
  sigemptyset(&watched_);
  for (const int signal : {SIGINT, SIGTERM, farewell}) sigaddset(&watched_, signal);
  pthread_sigmask(SIG_BLOCK, &watched_, nullptr);
  thread_ = std::thread([this] { wait_for_signals(); });
}

SignalWatch::~SignalWatch() {
  pthread_kill(thread_.native_handle(), farewell);
  thread_.join();
}

void SignalWatch::wait_for_signals() {
  int signal = 0;
  while (sigwait(&watched_, &signal) == 0 && signal != farewell)
    if (!stop_.request_stop()) _exit(static_cast<int>(ExitCode::interrupted));
}

}  // namespace nowthen::cli
