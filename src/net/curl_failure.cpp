#include "net/curl_failure.hpp"

#include <fmt/format.h>
#include <openssl/x509_vfy.h>

#include <cerrno>
#include <system_error>

namespace nowthen::net {
namespace {

constexpr const char* ca_hint = "if the server is yours, trust its certificate with --cacert FILE";
constexpr const char* client_certificate_hint =
    "set the client certificate and its key that the server expects";

constexpr const char* no_reply = "connection closed before the reply";

struct Cause {
  ErrorKind kind;
  std::string text;
  std::string hint;
};

bool mentions(const CurlFailure& failure, std::string_view words) {
  return failure.detail.find(words) != std::string_view::npos;
}

Cause untrusted(long verify_result) {
  switch (verify_result) {
    case X509_V_OK:
    case X509_V_ERR_UNSPECIFIED:  // libcurl's initial value: the chain was trusted, then the name did not
                                  // match
      return {ErrorKind::local, "its certificate is for another host", "check the host in the URL"};
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return {ErrorKind::local, "its certificate has expired", "renew it, or check this machine's clock"};
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return {ErrorKind::local, "its certificate is not valid yet", "check this machine's clock"};
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      return {ErrorKind::local, "its certificate is self-signed and not trusted here", ca_hint};
    case X509_V_ERR_CERT_REVOKED: return {ErrorKind::local, "its certificate was revoked", ""};
    default: return {ErrorKind::local, "its certificate comes from an authority not trusted here", ca_hint};
  }
}

/// What a TLS alert or OpenSSL's reason says, or an empty text.
Cause tls_trouble(const CurlFailure& failure) {
  if (mentions(failure, "alert certificate required") || mentions(failure, "alert handshake failure"))
    return {ErrorKind::local, "it wants a client certificate", client_certificate_hint};
  if (mentions(failure, "alert bad certificate") || mentions(failure, "alert unknown ca") ||
      mentions(failure, "alert certificate") || mentions(failure, "alert unsupported certificate"))
    return {ErrorKind::local, "it refuses our client certificate", client_certificate_hint};
  if (mentions(failure, "alert protocol version") || mentions(failure, "unsupported protocol"))
    return {ErrorKind::local, "it speaks no TLS 1.2 or newer", ""};
  if (mentions(failure, "wrong version number") || mentions(failure, "packet length too long"))
    return {ErrorKind::local, "it does not speak TLS at this port", "check scheme and port of the URL"};
  return {};
}

Cause tls_failure(const CurlFailure& failure) {
  Cause cause = tls_trouble(failure);
  return cause.text.empty() ? Cause{ErrorKind::transient, "the TLS handshake failed", ""} : cause;
}

Cause connection_failure(const CurlFailure& failure) {
  const auto os_errno = static_cast<int>(failure.os_errno);
  switch (os_errno) {
    case 0: return {ErrorKind::transient, "no connection could be made", ""};
    case ECONNREFUSED:
      return {ErrorKind::transient, "connection refused", "check host and port, and that it runs"};
    case EMFILE:
    case ENFILE:
      return {ErrorKind::local, "no file descriptor is left for a connection",
              "raise the limit: ulimit -n 4096"};
    default: return {ErrorKind::transient, std::generic_category().message(os_errno), ""};
  }
}

/// A proxy's refusal of CONNECT. 5xx may pass: it could not reach the host.
Cause proxy_refusal(long status) {
  if (status == 407)
    return {ErrorKind::local, "the proxy wants a user name and password",
            "put them into the proxy's URL: http://USER:PASSWORD@HOST:PORT"};
  const auto kind = status >= 500 || status == 429 || status == 408 ? ErrorKind::transient : ErrorKind::local;
  return {kind, fmt::format("the proxy refused the connection (status {})", status),
          "check the proxy, or name the host in NO_PROXY"};
}

Cause broken_exchange(const CurlFailure& failure) {
  if (failure.proxy_status >= 300) return proxy_refusal(failure.proxy_status);
  Cause cause = tls_trouble(failure);
  if (!cause.text.empty()) return cause;
  if (mentions(failure, "in chunked-encoding"))
    return {ErrorKind::malformed_reply, "the reply is not HTTP: a chunk has no size", ""};
  if (failure.awaited_reply) return {ErrorKind::transient, no_reply, ""};
  return {ErrorKind::transient, "the connection broke", ""};
}

Cause cause_of(const CurlFailure& failure) {
  switch (failure.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return {ErrorKind::transient, "the name does not resolve",
              "check the host in the URL, and the network"};
    case CURLE_COULDNT_RESOLVE_PROXY:
      return {ErrorKind::transient, "the proxy's name does not resolve", "check HTTPS_PROXY and ALL_PROXY"};
    case CURLE_COULDNT_CONNECT: return connection_failure(failure);
    case CURLE_PROXY:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR: return broken_exchange(failure);
    case CURLE_PEER_FAILED_VERIFICATION:
      return untrusted(failure.verify_result != 0 ? failure.verify_result : failure.proxy_verify_result);
    case CURLE_SSL_CONNECT_ERROR: return tls_failure(failure);
    case CURLE_SSL_CACERT_BADFILE:
      return {ErrorKind::local, "the CA file cannot be used", "check --cacert FILE"};
    case CURLE_SSL_CERTPROBLEM:
      return {ErrorKind::local, "our client certificate or its key cannot be used", client_certificate_hint};
    case CURLE_PARTIAL_FILE: return {ErrorKind::transient, "reply cut short", ""};
    case CURLE_GOT_NOTHING:
    case CURLE_ABORTED_BY_CALLBACK: return {ErrorKind::transient, no_reply, ""};
    case CURLE_OPERATION_TIMEDOUT: return {ErrorKind::transient, "timed out", ""};
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM: return {ErrorKind::transient, "the HTTP/2 stream broke", ""};
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_BAD_CONTENT_ENCODING: return {ErrorKind::malformed_reply, "the reply is not HTTP", ""};
    case CURLE_URL_MALFORMAT: return {ErrorKind::invalid_request, "the URL cannot be used", ""};
    case CURLE_OUT_OF_MEMORY: return {ErrorKind::local, "out of memory", ""};
    default: return {ErrorKind::transient, curl_easy_strerror(failure.code), ""};
  }
}

}  // namespace

Error describe(const CurlFailure& failure, const CurlPeer& peer) {
  Cause cause = cause_of(failure);
  std::string place(peer.host);
  if (!peer.proxy.empty())
    place += fmt::format(" (by proxy {})", peer.proxy);
  else if (failure.code == CURLE_COULDNT_CONNECT && !peer.port.empty())
    place += fmt::format(":{}", peer.port);
  return {.kind = cause.kind, .message = place + ": " + cause.text, .hint = std::move(cause.hint)};
}

}  // namespace nowthen::net
