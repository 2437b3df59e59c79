#include "net/curl_failure.hpp"

#include <gtest/gtest.h>
#include <openssl/x509_vfy.h>

#include <cerrno>

namespace nowthen::net {
namespace {

struct Case {
  CurlFailure failure;
  ErrorKind kind;
  const char* message;
};

TEST(Describe, NamesHostAndCauseAndSaysWhatCanBeDone) {
  const auto local = ErrorKind::local;
  const auto transient = ErrorKind::transient;
  const Case cases[] = {
      {{.code = CURLE_COULDNT_RESOLVE_HOST}, transient, "h: the name does not resolve"},
      {{.code = CURLE_COULDNT_CONNECT, .os_errno = ECONNREFUSED}, transient, "h: connection refused"},
      {{.code = CURLE_COULDNT_CONNECT, .os_errno = ENETUNREACH}, transient, "h: Network is unreachable"},
      {{.code = CURLE_COULDNT_CONNECT, .os_errno = EMFILE},
       local,
       "h: no file descriptor is left for a connection"},
      {{.code = CURLE_COULDNT_CONNECT}, transient, "h: no connection could be made"},
      {{.code = CURLE_PEER_FAILED_VERIFICATION}, local, "h: its certificate is for another host"},
      {{.code = CURLE_PEER_FAILED_VERIFICATION, .verify_result = X509_V_ERR_CERT_HAS_EXPIRED},
       local,
       "h: its certificate has expired"},
      {{.code = CURLE_PEER_FAILED_VERIFICATION, .verify_result = X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT},
       local,
       "h: its certificate is self-signed and not trusted here"},
      {{.code = CURLE_PEER_FAILED_VERIFICATION,
        .verify_result = X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY},
       local,
       "h: its certificate comes from an authority not trusted here"},
      {{.code = CURLE_PEER_FAILED_VERIFICATION, .proxy_verify_result = X509_V_ERR_CERT_HAS_EXPIRED},
       local,
       "h: its certificate has expired"},
      {{.code = CURLE_RECV_ERROR, .detail = "SSL_read: tlsv13 alert certificate required"},
       local,
       "h: it wants a client certificate"},
      {{.code = CURLE_RECV_ERROR, .detail = "SSL_read: tlsv1 alert unknown ca"},
       local,
       "h: it refuses our client certificate"},
      {{.code = CURLE_SSL_CONNECT_ERROR, .detail = "error:0A00010B:SSL routines::wrong version number"},
       local,
       "h: it does not speak TLS at this port"},
      {{.code = CURLE_SSL_CONNECT_ERROR, .detail = "tlsv1 alert protocol version"},
       local,
       "h: it speaks no TLS 1.2 or newer"},
      {{.code = CURLE_SSL_CONNECT_ERROR, .detail = "SSL_ERROR_SYSCALL"},
       transient,
       "h: the TLS handshake failed"},
      {{.code = CURLE_RECV_ERROR, .detail = "Connection reset by peer"},
       transient,
       "h: the connection broke"},
      {{.code = CURLE_RECV_ERROR, .proxy_status = 407}, local, "h: the proxy wants a user name and password"},
      {{.code = CURLE_RECV_ERROR, .proxy_status = 403},
       local,
       "h: the proxy refused the connection (status 403)"},
      {{.code = CURLE_RECV_ERROR, .proxy_status = 502},
       transient,
       "h: the proxy refused the connection (status 502)"},
      {{.code = CURLE_RECV_ERROR, .proxy_status = 200}, transient, "h: the connection broke"},
      {{.code = CURLE_PEER_FAILED_VERIFICATION, .verify_result = X509_V_ERR_UNSPECIFIED},
       local,
       "h: its certificate is for another host"},
      {{.code = CURLE_RECV_ERROR, .awaited_reply = true}, transient, "h: connection closed before the reply"},
      {{.code = CURLE_RECV_ERROR, .detail = "Malformed encoding found in chunked-encoding"},
       ErrorKind::malformed_reply,
       "h: the reply is not HTTP: a chunk has no size"},
      {{.code = CURLE_PARTIAL_FILE}, transient, "h: reply cut short"},
      {{.code = CURLE_GOT_NOTHING}, transient, "h: connection closed before the reply"},
      {{.code = CURLE_WEIRD_SERVER_REPLY}, ErrorKind::malformed_reply, "h: the reply is not HTTP"},
      {{.code = CURLE_SSL_CACERT_BADFILE}, local, "h: the CA file cannot be used"},
      {{.code = CURLE_HTTP2_STREAM}, transient, "h: the HTTP/2 stream broke"},
  };
  for (const auto& [failure, kind, message] : cases) {
    const Error error = describe(failure, {.host = "h"});
    EXPECT_EQ(error.message, message);
    EXPECT_EQ(error.kind, kind) << message;
  }
}

TEST(Describe, NamesTheProxyInBetween) {
  EXPECT_EQ(describe({.code = CURLE_COULDNT_CONNECT, .os_errno = ECONNREFUSED}, {.host = "h", .proxy = "p:1"})
                .message,
            "h (by proxy p:1): connection refused");
}

TEST(Describe, NeverShowsTextOfThePeer) {
  for (int code = 1; code < CURL_LAST; ++code) {
    const Error error =
        describe({.code = static_cast<CURLcode>(code), .detail = "\x1b[31m s3cret alert"}, {.host = "h"});
    EXPECT_EQ((error.message + error.hint).find("s3cret"), std::string::npos) << code;
    EXPECT_FALSE(error.message.ends_with(": ")) << code;
  }
}

TEST(Describe, PointsToTheCaFileForASelfSignedCertificate) {
  const Error error = describe(
      {.code = CURLE_PEER_FAILED_VERIFICATION, .verify_result = X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT},
      {.host = "h"});
  EXPECT_NE(error.hint.find("--cacert"), std::string::npos);
}

}  // namespace
}  // namespace nowthen::net
