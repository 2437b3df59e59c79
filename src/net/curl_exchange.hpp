#pragma once
#include <nowthen/core/result.hpp>
#include <stop_token>

#include "net/curl_handle.hpp"
#include "net/message.hpp"

namespace nowthen::net {

/// Sends `request` over `handle` and waits for its reply. As `Transport::send`; the message of an error
/// begins with the host. The handle can be used again whatever comes of it.
Result<Reply> exchange(CurlHandle& handle, const CurlSetup& setup, const Request& request,
                       const std::stop_token& stop);

}  // namespace nowthen::net
