#pragma once
#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace nowthen {

/// What a caller can do about a failure. What happened, and where, is in `Error::message`.
enum class ErrorKind {
  transient,        ///< The same request may succeed later (connect failure, 408, 5xx).
  rate_limited,     ///< The server asked us to slow down (429). See `Error::retry_after`.
  unauthenticated,  ///< Token missing, expired or revoked, or the credentials are wrong (401).
  forbidden,        ///< The OAuth client lacks a scope, permission or division (403).
  not_found,        ///< The resource does not exist (404).
  invalid_request,  ///< The arguments were refused, by us or by the server (other 4xx). Never retried.
  malformed_reply,  ///< The reply was not what the API documents. Never retried.
  cancelled,        ///< Stop was requested by our own process.
  local,            ///< Something on this machine failed: a file, a disk, a certificate that cannot be read.
  no_room,          ///< Too little space is left on this machine's disk, so nothing was written: it may pass.
};

/// The name of `kind` as it appears in logs and JSON, such as `rate_limited`.
const char* to_string(ErrorKind kind) noexcept;

/// Why an operation did not give its result.
struct Error {
  ErrorKind kind{};
  std::string message;                              ///< One line for people. Never parsed, never a secret.
  int http_status = 0;                              ///< 0: no reply was received.
  std::string correlation_id;                       ///< Quote this to the vendor's support. May be empty.
  std::optional<std::chrono::seconds> retry_after;  ///< The server's wish, when it gave one.
  std::string hint;                                 ///< What helps: a step or a command. May be empty.
};

/// Whether the same request may succeed when it is sent again later.
constexpr bool is_retryable(ErrorKind kind) noexcept {
  return kind == ErrorKind::transient || kind == ErrorKind::rate_limited;
}

/// Thrown by `Result::value()` on an error, by iteration over a range, and by constructors that cannot make a
/// valid object; nowhere else.
class ApiError : public std::runtime_error {
 public:
  explicit ApiError(Error error) : std::runtime_error(error.message), error_(std::move(error)) {}
  const Error& error() const noexcept { return error_; }

 private:
  Error error_;
};

}  // namespace nowthen
