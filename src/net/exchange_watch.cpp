#include "net/exchange_watch.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace nowthen::net {
namespace {

std::string seconds(std::chrono::milliseconds duration) {
  return fmt::format("{:g} s", static_cast<double>(duration.count()) / 1000);
}

}  // namespace

ExchangeWatch::ExchangeWatch(const Timeouts& timeouts, Time started)
    : timeouts_(timeouts), started_(started), moved_(started) {}

void ExchangeWatch::observe(const ExchangeProgress& progress, Time now) {
  const bool grown = progress.connected != progress_.connected || progress.sent > progress_.sent ||
                     progress.received > progress_.received;
  if (!grown) return;
  progress_ = progress;
  moved_ = now;
  if (progress.received > 0)
    phase_ = Phase::receiving;
  else if (progress.connected)
    phase_ = Phase::waiting;
}

ExchangeWatch::Time ExchangeWatch::phase_deadline() const {
  switch (phase_) {
    case Phase::connecting: return started_ + timeouts_.connect;
    case Phase::waiting: return moved_ + timeouts_.first_byte;
    case Phase::receiving: break;
  }
  return moved_ + timeouts_.stall;
}

ExchangeWatch::Time ExchangeWatch::deadline() const {
  return std::min(phase_deadline(), started_ + timeouts_.total);
}

std::optional<std::string> ExchangeWatch::expired(Time now) const {
  if (now >= phase_deadline()) {
    switch (phase_) {
      case Phase::connecting: return "timed out: no connection within " + seconds(timeouts_.connect);
      case Phase::waiting: return "timed out: no reply within " + seconds(timeouts_.first_byte);
      case Phase::receiving: return "timed out: the reply stalled for " + seconds(timeouts_.stall);
    }
  }
  if (now >= started_ + timeouts_.total)
    return "timed out: the reply was not complete within " + seconds(timeouts_.total);
  return std::nullopt;
}

}  // namespace nowthen::net
