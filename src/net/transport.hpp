#pragma once
#include <nowthen/core/result.hpp>
#include <stop_token>

#include "net/message.hpp"

namespace nowthen::net {

/// Moves one request over the wire to the one origin it was made for.
///
/// A reply with any status is a success here; an `Error` means that no complete reply came: `transient` for
/// anything that may pass (refused, reset, timed out, cut short), `malformed_reply` for one that broke a
/// bound (too large, undecodable encoding), `local` for our own set-up (certificate file, wrong URL,
/// untrusted peer), `cancelled` after `stop`. Never retries, never follows a redirect, never logs a body.
///
/// `send` blocks at most `request.timeouts.total` and returns within one second of `stop`. Thread-safe.
class Transport {
 public:
  virtual ~Transport() = default;
  virtual Result<Reply> send(const Request& request, std::stop_token stop) = 0;
};

}  // namespace nowthen::net
