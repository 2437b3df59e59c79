#pragma once
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>

namespace nowthen::cli {

/// Hang-ups (SIGHUP) that a command takes as a wish to read its configuration again. Thread-safe.
///
/// As long as nobody has waited, a hang-up means what it usually does: the program is to end.
class Hangups {
 public:
  /// One came. @return false where nobody waits for it
  bool note() {
    const std::scoped_lock lock(mutex_);
    if (!is_awaited_) return false;
    ++noted_;
    changed_.notify_all();
    return true;
  }

  /// Blocks until one has come since the last wait, or until `stop`. @return false when stopped
  bool wait(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    is_awaited_ = true;
    if (!changed_.wait(lock, stop, [this] { return noted_ > 0; })) return false;
    noted_ = 0;  // several at once are one wish
    return true;
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::uint64_t noted_ = 0;
  bool is_awaited_ = false;
};

}  // namespace nowthen::cli
