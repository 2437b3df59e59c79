#pragma once
#include <nowthen/core/result.hpp>
#include <string>

#include "net/message.hpp"

namespace nowthen::net {

/// Whether a request can be put on the wire as it is: a method of letters, a target that begins with `/` and
/// needs no more escaping, and headers that cannot end their line. Fails with `invalid_request`; values are
/// not shown.
Result<void> check_request(const Request& request);

/// Whether `name` is the transport's own business, so that a caller's field of that name is left out.
bool is_transport_header(const std::string& name);

}  // namespace nowthen::net
