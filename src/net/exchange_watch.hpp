#pragma once
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

#include "net/message.hpp"

namespace nowthen::net {

/// How far an exchange has come, as counters that only grow.
struct ExchangeProgress {
  bool connected = false;    ///< Name, TCP, proxy and TLS are done.
  std::size_t sent = 0;      ///< Bytes of the request's body.
  std::size_t received = 0;  ///< Bytes of the reply, head and body.
};

/// Decides when one exchange has taken too long, and in which phase. Holds no clock: time comes in.
class ExchangeWatch {
 public:
  using Time = std::chrono::steady_clock::time_point;

  ExchangeWatch(const Timeouts& timeouts, Time started);

  /// Tells what is there at `now`; whatever has grown restarts its phase's timeout.
  void observe(const ExchangeProgress& progress, Time now);

  /// When `expired` may next become true, unless something is observed before.
  Time deadline() const;

  /// Why the exchange is over at `now`, such as `timed out: no reply within 30 s`; or nothing.
  std::optional<std::string> expired(Time now) const;

 private:
  enum class Phase { connecting, waiting, receiving };

  Time phase_deadline() const;

  Timeouts timeouts_;
  Time started_;
  Time moved_;  ///< The last time that anything grew.
  ExchangeProgress progress_;
  Phase phase_ = Phase::connecting;
};

}  // namespace nowthen::net
