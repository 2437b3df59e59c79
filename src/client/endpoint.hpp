#pragma once
#include <string_view>

#include "net/message.hpp"

namespace nowthen::client {

/// Whether a request may be sent again when nobody knows whether the first one was acted on.
enum class Idempotence { idempotent, once };

/// Who goes first where a share of a limit is reserved: background work leaves that share alone.
enum class Priority { foreground, background };

/// What a reply that counts as a success looks like.
enum class Success {
  body,      ///< 200 with a body.
  accepted,  ///< 200 or 202 with a body.
  nothing,   ///< 200, 202 or 204; nobody reads its body.
};

/// What the call policies need to know about one remote operation. A value, usually a constant of a contract.
struct Endpoint {
  std::string_view name;  ///< Lower case, stable: the metric and log label. Lives as long as the program.
  Idempotence idempotence = Idempotence::idempotent;
  bool authorised = true;  ///< Send the access token with it.
  double per_minute = 0;   ///< Requests allowed in any sixty seconds; 0: none known, do not pace.
  net::Timeouts timeouts{};
  Priority priority = Priority::foreground;
  Success success = Success::body;
};

}  // namespace nowthen::client
