#pragma once
#include <nowthen/core/error.hpp>
#include <string_view>

namespace nowthen::client {

/// What the error of a call ends with that was stopped before its request went out, or after the server had
/// refused it and before it went out again.
inline constexpr std::string_view stopped_unsent = "stopped before it was sent";

/// Whether a call was stopped before its own request went out, so that nothing can have come of it.
inline bool was_stopped_unsent(const Error& error) {
  return error.kind == ErrorKind::cancelled && error.message.ends_with(stopped_unsent);
}

}  // namespace nowthen::client
