#pragma once
#include <curl/curl.h>

#include <nowthen/core/error.hpp>
#include <string>
#include <string_view>

namespace nowthen::net {

/// What libcurl tells about a transfer that failed.
struct CurlFailure {
  CURLcode code = CURLE_OK;
  std::string_view detail;  ///< Its error text: searched, never shown, since a peer may have a part in it.
  long os_errno = 0;        ///< Of the last connect, or 0.
  long verify_result = 0;   ///< OpenSSL's verdict on the server's certificate (X509_V_ERR_...), 0: none.
  long proxy_verify_result = 0;  ///< The same for an https proxy.
  bool awaited_reply = false;    ///< The request went out and not a byte of a reply came.
  long proxy_status = 0;         ///< The proxy's status for CONNECT, or 0.
};

/// Whom the transfer was with.
struct CurlPeer {
  std::string_view host;
  std::string_view port;   ///< Named where no connection could be made; empty: the scheme's own.
  std::string_view proxy;  ///< `host:port`; empty: none.
};

/// The failure in words a person understands: host first, then cause; with a hint where one helps.
///
/// `transient` for what may pass, `local` for our own set-up (trust, certificates, a proxy that refuses us,
/// file descriptors), `malformed_reply` for a reply that is not HTTP.
Error describe(const CurlFailure& failure, const CurlPeer& peer);

}  // namespace nowthen::net
