#pragma once
#include <string>

#include "core/shown_text.hpp"
#include "net/message.hpp"

namespace nowthen::genesys {

/// Says on which exchange an error came to light that is none of its status.
inline Error found_in(const net::Reply& reply, Error error) {
  error.http_status = reply.status;
  error.correlation_id = shown(reply.headers.get("ININ-Correlation-Id").value_or(""), 100);
  return error;
}

}  // namespace nowthen::genesys
