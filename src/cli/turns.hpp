#pragma once
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>

namespace nowthen::cli {

/// Whose turn it is to change a data set: one at a time. Thread-safe.
class Turns {
 public:
  /// A turn, until it is destroyed.
  class Turn {
   public:
    explicit Turn(Turns& turns) : turns_(&turns) {}
    ~Turn();
    Turn(Turn&& other) noexcept : turns_(other.turns_) { other.turns_ = nullptr; }
    Turn& operator=(Turn&&) = delete;
    /// This turn lasts for as long as somebody else likes.
    void be_long();

   private:
    Turns* turns_;
  };

  /// Waits for it. Nothing: `stop` was requested, and the turn at hand is a long one.
  std::optional<Turn> take(const std::stop_token& stop);

 private:
  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool is_taken_ = false;
  bool is_long_ = false;
};

}  // namespace nowthen::cli
