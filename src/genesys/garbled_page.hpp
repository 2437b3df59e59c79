#pragma once
#include <nowthen/core/error.hpp>

#include "genesys/token_failure.hpp"

namespace nowthen::genesys {

/// Whether a page came with success and could not be read: the next try may well bring it whole. What the
/// transport refused (too large, not HTTP) and what a login server answered is none.
inline bool is_garbled_page(const Error& error) {
  const bool came = error.http_status >= 200 && error.http_status < 300;
  return error.kind == ErrorKind::malformed_reply && came && !is_token_failure(error);
}

}  // namespace nowthen::genesys
