#pragma once
#include <string_view>

#include "net/message.hpp"

namespace nowthen::client {

/// Whether a request may be sent again when nobody knows whether the first one was acted on.
enum class Idempotence { idempotent, once };

/// What the call policies need to know about one remote operation. A value, usually a constant of a contract.
struct Endpoint {
  std::string_view name;  ///< Lower case, stable: the metric and log label. Lives as long as the program.
  Idempotence idempotence = Idempotence::idempotent;
  bool authorised = true;     ///< Send the access token with it.
  double per_minute = 0;      ///< Requests allowed in any sixty seconds; 0: none known, do not pace.
  net::Timeouts timeouts{};
};

}  // namespace nowthen::client
