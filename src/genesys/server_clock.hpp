#pragma once
#include <atomic>
#include <memory>
#include <nowthen/core/clock.hpp>
#include <utility>

#include "client/http_date.hpp"
#include "net/transport.hpp"

namespace nowthen::genesys {

/// The time as the server has it, by the `Date` of its replies: a wrong local clock does no harm. The local
/// time until a reply has said one. Thread-safe.
class ServerClock {
 public:
  /// `clock` must outlive it.
  explicit ServerClock(Clock& clock) : clock_(&clock) {}

  void heard(const net::Reply& reply) {
    const Instant here = clock_->now();
    const auto date = client::date_of(reply.headers, here);
    if (date) ahead_.store((*date - here).count() + 1'000);  // a date has no fraction: at most a second later
  }

  /// Never earlier than the server's own time when it wrote its last reply.
  Instant now() const { return clock_->now() + std::chrono::milliseconds(ahead_.load()); }

 private:
  Clock* clock_;
  std::atomic<std::int64_t> ahead_{0};  ///< Milliseconds.
};

/// Lets a `ServerClock` hear each reply.
class ListeningTransport final : public net::Transport {
 public:
  /// `clock` must outlive it.
  ListeningTransport(std::shared_ptr<net::Transport> transport, ServerClock& clock)
      : transport_(std::move(transport)), clock_(&clock) {}

  Result<net::Reply> send(const net::Request& request, std::stop_token stop) override {
    auto reply = transport_->send(request, std::move(stop));
    if (reply) clock_->heard(*reply);
    return reply;
  }

 private:
  std::shared_ptr<net::Transport> transport_;
  ServerClock* clock_;
};

}  // namespace nowthen::genesys
