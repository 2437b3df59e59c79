#include <nowthen/core/error.hpp>

namespace nowthen {

const char* to_string(ErrorKind kind) noexcept {
  switch (kind) {
    case ErrorKind::transient: return "transient";
    case ErrorKind::rate_limited: return "rate_limited";
    case ErrorKind::unauthenticated: return "unauthenticated";
    case ErrorKind::forbidden: return "forbidden";
    case ErrorKind::not_found: return "not_found";
    case ErrorKind::invalid_request: return "invalid_request";
    case ErrorKind::malformed_reply: return "malformed_reply";
    case ErrorKind::cancelled: return "cancelled";
    case ErrorKind::local: return "local";
    case ErrorKind::no_room: return "no_room";
  }
  return "unknown";
}

}  // namespace nowthen
