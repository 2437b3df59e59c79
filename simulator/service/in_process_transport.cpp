#include "simulator/service/in_process_transport.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "simulator/http/gzip.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t most_reply_bytes = std::size_t{64} << 20U;

Error transient(std::string message) { return {.kind = ErrorKind::transient, .message = std::move(message)}; }

/// One exchange as time passes in it.
class Playback {
 public:
  Playback(const net::Request& request, const net::ServerReply& served, Clock& clock, std::stop_token stop)
      : timeouts_(request.timeouts),
        served_(served),
        clock_(clock),
        stop_(std::move(stop)),
        deadline_(clock.ticks() + timeouts_.total) {}

  Result<void> head() {
    const net::Delivery& delivery = served_.delivery;
    if (auto waited = pass(delivery.before_head, timeouts_.first_byte, "no reply came"); !waited)
      return waited;
    if (delivery.cut_head_after)
      return end(*delivery.cut_head_after == 0 ? timeouts_.first_byte : timeouts_.stall);
    return {};
  }

  Result<void> body() {
    const net::Delivery& delivery = served_.delivery;
    const std::size_t size = served_.reply.body.size();
    const std::size_t sent = std::min(size, delivery.cut_body_after.value_or(size));
    if (auto waited = trickle(std::min(sent, most_reply_bytes + 1)); !waited) return waited;
    if (sent > most_reply_bytes)
      return Error{.kind = ErrorKind::malformed_reply, .message = "the reply is larger than 64 MiB"};
    // With a length the reply is whole once that many bytes came; chunks that are cut lack their end.
    const bool whole = sent == size && !(delivery.chunked && delivery.cut_body_after);
    return whole ? Result<void>() : end(timeouts_.stall);
  }

 private:
  /// Lets `wait` pass, or the time-out that it runs into.
  Result<void> pass(Clock::Ticks wait, Clock::Ticks limit, std::string_view what) {
    const Clock::Ticks left = std::max(Clock::Ticks(0), deadline_ - clock_.ticks());
    const Clock::Ticks allowed = std::min(limit, left);
    if (wait <= Clock::Ticks(0)) return {};
    if (!clock_.wait_for(std::min(wait, allowed), stop_))
      return Error{.kind = ErrorKind::cancelled, .message = "stopped while waiting for a reply"};
    if (wait <= allowed) return {};
    return transient(fmt::format("timed out: {} within {} ms", what,
                                 std::chrono::duration_cast<milliseconds>(allowed).count()));
  }

  Result<void> trickle(std::size_t bytes) {
    const std::size_t rate = served_.delivery.bytes_per_second;
    if (rate == 0 || bytes == 0) return {};
    const std::chrono::duration<double> wait(static_cast<double>(bytes) / static_cast<double>(rate));
    return pass(std::chrono::duration_cast<Clock::Ticks>(std::min(wait, std::chrono::duration<double>(1e9))),
                Clock::Ticks::max(), "the reply was not complete");
  }

  Result<void> end(Clock::Ticks silence) {
    switch (served_.delivery.ending) {
      case net::Delivery::Ending::stall: {
        auto waited = pass(Clock::Ticks::max(), silence, "nothing more came");
        return waited ? transient("the reply was cut short") : std::move(waited);
      }
      case net::Delivery::Ending::reset: return transient("the connection was reset");
      case net::Delivery::Ending::keep_alive:
      case net::Delivery::Ending::close: break;
    }
    return transient("the connection was closed before the reply was complete");
  }

  net::Timeouts timeouts_;
  const net::ServerReply& served_;
  Clock& clock_;
  std::stop_token stop_;
  Clock::Ticks deadline_;
};

Result<net::Reply> decoded(net::Reply reply) {
  const auto encoding = reply.headers.get("content-encoding");
  if (!encoding || *encoding != "gzip") return reply;
  auto body = gunzip(reply.body, most_reply_bytes);
  if (!body) return body.error();
  reply.headers.remove("content-encoding");
  reply.body = std::move(*body);
  return reply;
}

}  // namespace

Result<net::Reply> InProcessTransport::send(const net::Request& request, std::stop_token stop) {
  if (stop.stop_requested())
    return Error{.kind = ErrorKind::cancelled, .message = "stopped before the request"};
  net::ServerReply served = handler_(request);
  Playback playback(request, served, clock_, std::move(stop));
  if (auto done = playback.head(); !done) return done.error();
  if (auto done = playback.body(); !done) return done.error();
  return decoded(std::move(served.reply));
}

}  // namespace nowthen::sim
