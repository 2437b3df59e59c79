#include "cli/signals.hpp"

#include <poll.h>
#include <pthread.h>
#include <unistd.h>

#include <sstream>

#include "cli/exit_code.hpp"
#include "cli/report_error.hpp"

namespace nowthen::cli {
namespace {
/// Tells the waiting thread that it is no longer needed.
constexpr int farewell = SIGUSR2;

/// One Ctrl-C may arrive twice: from the terminal and from a parent such as `timeout` that passes it on. What
/// was received is to be written whole all the same, which takes less than this.
constexpr std::chrono::seconds same_wish{1};

/// No signal at all.
constexpr int time_is_up = 0;

[[noreturn]] void end_now() { _exit(static_cast<int>(ExitCode::interrupted)); }

/// As a command would that was stopped in time; where standard error takes no more, nothing is said.
void say_so() {
  pollfd error{.fd = STDERR_FILENO, .events = POLLOUT, .revents = 0};
  if (::poll(&error, 1, 0) != 1) return;
  std::ostringstream words;
  if (isatty(STDERR_FILENO) != 0) words << "\r\x1b[K";  // a line of progress may be there
  report_error(words, {.kind = ErrorKind::cancelled, .message = "interrupted", .hint = {}});
  const std::string text = words.str();
  (void)!::write(STDERR_FILENO, text.data(), text.size());
}

timespec to_timespec(std::chrono::nanoseconds span) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(span);
  return {.tv_sec = seconds.count(), .tv_nsec = (span - seconds).count()};
}

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
  std::optional<Steady::time_point> first;
  for (int signal = next_signal(first); signal != farewell; signal = next_signal(first)) {
    if (signal == time_is_up) {
      say_so();
      end_now();
    }
    if (signal == SIGHUP && hangups_.note()) continue;
    const auto now = Steady::now();
    if (stop_.request_stop())
      first = now;
    else if (now - *first >= same_wish)
      end_now();
  }
}

/// @param first  when the first came, if one did: patience ends some time after it
int SignalWatch::next_signal(std::optional<Steady::time_point> first) {
  for (;;) {
    const std::chrono::milliseconds grace = grace_;
    int signal = 0;
    if (!first || grace == std::chrono::milliseconds::max())
      return sigwait(&watched_, &signal) == 0 ? signal : farewell;
    const std::chrono::nanoseconds left = *first + grace - Steady::now();
    if (left <= std::chrono::nanoseconds::zero()) return time_is_up;
    const timespec timeout = to_timespec(left);
    signal = sigtimedwait(&watched_, nullptr, &timeout);
    if (signal > 0) return signal;
  }
}

}  // namespace nowthen::cli
