#pragma once
#include <atomic>
#include <chrono>
#include <csignal>
#include <optional>
#include <stop_token>
#include <thread>

#include "cli/hangups.hpp"

namespace nowthen::cli {

/// Turns Ctrl-C (SIGINT), SIGTERM, and a SIGHUP that nobody waits for into a requested stop; another one, a
/// second later or more, ends the process at once with exit code 130.
///
/// A thread of its own waits for the signals, since hardly anything may be done in a handler. Make it before
/// any other thread: they inherit the mask that keeps the signals away from them. SIGPIPE is ignored: a
/// reader that left shows as a failed write. One per process.
class SignalWatch {
 public:
  /// @param hangups  told of SIGHUP; must outlive it
  explicit SignalWatch(Hangups& hangups);
  ~SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

  std::stop_token token() const { return stop_.get_token(); }

  /// For work that loses nothing wherever it is cut off: `grace` after the first signal the process is ended
  /// with exit code 130, if it has not ended by then. To be said before that signal comes. Thread-safe.
  void end_within(std::chrono::milliseconds grace) { grace_ = grace; }

 private:
  using Steady = std::chrono::steady_clock;

  void wait_for_signals();
  int next_signal(std::optional<Steady::time_point> first);

  Hangups& hangups_;
  sigset_t watched_{};
  std::stop_source stop_;
  std::atomic<std::chrono::milliseconds> grace_{std::chrono::milliseconds::max()};
  std::thread thread_;
};

}  // namespace nowthen::cli
