#pragma once
#include <nowthen/core/result.hpp>
#include <string>
#include <utility>

namespace nowthen::genesys {

/// The error for a listing that its server would never let come to an end.
inline Error endless_listing(std::string message) {
  return Error{.kind = ErrorKind::malformed_reply,
               .message = std::move(message),
               .hint = "run it again; if it stays, report it to the server's operator"};
}

}  // namespace nowthen::genesys
