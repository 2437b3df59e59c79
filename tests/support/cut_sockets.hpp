#pragma once
#include <algorithm>
#include <memory>
#include <vector>

#include "net/web_socket.hpp"

namespace nowthen::testing {

/// A stretch of ticks in which nothing gets through.
struct Outage {
  Clock::Ticks begin;
  Clock::Ticks end;
};

/// Sockets that end at the begin of each outage, and cannot be opened until its end.
class CutSockets final : public net::WebSocketConnector {
 public:
  CutSockets(std::unique_ptr<net::WebSocketConnector> inner, Clock& clock, std::vector<Outage> outages)
      : inner_(std::move(inner)), clock_(clock), outages_(std::move(outages)) {}

  Result<std::unique_ptr<net::WebSocket>> connect(const std::string& uri, std::stop_token stop) override {
    if (is_out(clock_.ticks())) return gone();
    auto socket = inner_->connect(uri, std::move(stop));
    if (!socket) return socket.error();
    return std::unique_ptr<net::WebSocket>(std::make_unique<Cut>(*this, *std::move(socket)));
  }

 private:
  class Cut final : public net::WebSocket {
   public:
    Cut(CutSockets& all, std::unique_ptr<net::WebSocket> inner) : all_(all), inner_(std::move(inner)) {}
    Result<std::optional<std::string>> receive(Clock::Ticks until, std::stop_token stop) override {
      const Clock::Ticks end = all_.next_outage(all_.clock_.ticks());
      if (!inner_ || end <= all_.clock_.ticks()) return lose();
      auto message = inner_->receive(std::min(until, end), std::move(stop));
      if (message && !*message && all_.clock_.ticks() >= end) return lose();
      return message;
    }
    Result<void> send(std::string_view text, std::stop_token stop) override {
      if (!inner_) return gone();
      return inner_->send(text, std::move(stop));
    }

   private:
    Error lose() {
      inner_.reset();
      return gone();
    }
    CutSockets& all_;
    std::unique_ptr<net::WebSocket> inner_;
  };

  static Error gone() { return {.kind = ErrorKind::transient, .message = "the line is down"}; }
  bool is_out(Clock::Ticks now) const {
    return std::any_of(outages_.begin(), outages_.end(),
                       [now](const Outage& each) { return each.begin <= now && now < each.end; });
  }
  /// The begin of the outage that goes on or comes next.
  Clock::Ticks next_outage(Clock::Ticks now) const {
    Clock::Ticks next = Clock::Ticks::max();
    for (const Outage& each : outages_)
      if (now < each.end) next = std::min(next, each.begin);
    return next;
  }

  std::unique_ptr<net::WebSocketConnector> inner_;
  Clock& clock_;
  std::vector<Outage> outages_;
};

}  // namespace nowthen::testing
