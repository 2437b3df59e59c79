#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "net/transport.hpp"

namespace nowthen::net {

/// How a `CurlTransport` reaches its origin.
struct CurlOptions {
  std::string base_url;  ///< `https://host[:port][/prefix]`; plain http only to loopback.
  std::string proxy;     ///< Empty: `HTTPS_PROXY`, `ALL_PROXY` of the environment; none to loopback.
  std::string no_proxy;  ///< Empty: `NO_PROXY` of the environment.
  std::string ca_file;   ///< PEM bundle that replaces the system's. Empty: the system's.
  std::string client_certificate;  ///< PEM file for mutual TLS. Empty: none.
  std::string client_key;          ///< PEM file with its key. Empty: in the certificate's file.
  std::string user_agent;          ///< Empty: `nowthen/VERSION`.
  std::size_t max_reply_bytes = std::size_t{64} << 20U;  ///< After inflating; checked while inflating.
  /// The addresses of its host, in digits: no name is asked for. Empty: whatever the name means.
  std::vector<std::string> addresses{};
  bool direct = false;  ///< No proxy, whatever the environment says.
  /// Replies have no body: it is not looked at, and one longer than `max_reply_bytes` ends the connection.
  bool drops_bodies = false;
};

/// libcurl behind the `Transport` port: keep-alive, HTTP/2 where offered over TLS, gzip and zstd inflated by
/// us with the cap checked as it grows, TLS 1.2 and up with verification always on, no redirects.
///
/// One connection pool; each concurrent `send` takes an idle handle from it or makes one. Thread-safe.
class CurlTransport final : public Transport {
 public:
  /// Fails with `invalid_request` for a URL that is not http(s), has credentials in it, or is plain http to
  /// another host than loopback; with `local` for a certificate file that cannot be read.
  static Result<std::unique_ptr<CurlTransport>> create(CurlOptions options);

  /// The libcurl in use and what it is built on, such as `libcurl/7.88.1 OpenSSL/3.0.17 zlib/1.2.13`.
  static std::string version();

  ~CurlTransport() override;
  Result<Reply> send(const Request& request, std::stop_token stop) override;

 private:
  class Impl;
  explicit CurlTransport(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace nowthen::net
