#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "net/local_server.hpp"

namespace nowthen::net {

/// Between the thread that makes a reply and the one that sends it: never much more than `most_bytes`.
/// Thread-safe.
class LocalOutbox final : public ReplyBody {
 public:
  /// What there is to send.
  struct Piece {
    std::string bytes;
    bool is_last = false;    ///< The reply is made; nothing follows.
    bool is_whole = false;   ///< With `is_last`: it was made to its end.
    bool may_go_on = false;  ///< With `is_last`: the peer may ask again.
  };

  /// @param wake  called by the making thread whenever there is something to send after there was nothing
  explicit LocalOutbox(std::function<void()> wake) : wake_(std::move(wake)) {}

  bool write(std::string_view lines) override;
  void hurry() override;
  /// The reply is made, or broke off.
  void finish(bool is_whole, bool may_go_on);

  /// Takes all that waits.
  Piece take();
  /// Nobody takes any more: `write` gives false from now on.
  void close();

 private:
  static constexpr std::size_t most_bytes = std::size_t{256} << 10U;

  const std::function<void()> wake_;
  std::mutex mutex_;
  std::condition_variable room_;
  Piece waiting_;
  bool is_closed_ = false;
  bool is_hurried_ = false;
};

}  // namespace nowthen::net
