#pragma once
#include <chrono>
#include <optional>
#include <stop_token>
#include <string>

#include "webhooks/endpoint.hpp"
#include "webhooks/event.hpp"

namespace nowthen::webhooks {

/// What came of one attempt.
struct Attempt {
  int status = 0;  ///< 0: no reply.
  std::optional<std::chrono::seconds> retry_after;
  std::string trouble;  ///< Why there was no reply, or none that helps; one line without secrets.

  bool is_delivered() const noexcept { return status >= 200 && status < 300; }
  /// The receiver says that it is gone for good.
  bool is_gone() const noexcept { return status == 410; }
};

/// Sends an event to a receiver, once. Blocks for some seconds at most, and returns soon after `stop`.
/// Thread-safe.
class Sender {
 public:
  virtual ~Sender() = default;
  virtual Attempt send(const Endpoint& endpoint, const Event& event, const std::stop_token& stop) = 0;
};

}  // namespace nowthen::webhooks
