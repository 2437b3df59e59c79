#pragma once
#include <chrono>
#include <memory>
#include <nowthen/core/result.hpp>
#include <stop_token>
#include <string>
#include <string_view>

#include "net/message.hpp"

namespace nowthen::net {

/// How long the other end of a local socket may be silent. It sends an empty line every few seconds while it
/// works, so that these need not allow for the work.
struct LocalTimeouts {
  std::chrono::milliseconds connect{5'000};      ///< A full queue of callers.
  std::chrono::milliseconds first_byte{10'000};  ///< From the request's last byte to the reply's first.
  std::chrono::milliseconds silence{30'000};     ///< Within a reply, or while it takes nothing of a request.
  /// How long it lets its reply wait to be taken: a reply that breaks off after such a pause was given up.
  std::chrono::milliseconds patience{600'000};
};

/// One connection to a `LocalServer`, for one request at a time; the reply's body is read as it comes, and no
/// further than it is wanted.
///
/// Blocks; a stop is noticed within a tenth of a second. Destroyed, it drops the connection, which ends the
/// work at the other end. Not thread-safe.
class LocalClient {
 public:
  /// Fails with `not_found` where nobody listens, with `transient` where the other end is silent, `local` for
  /// anything else.
  static Result<LocalClient> connect(const std::string& path, const LocalTimeouts& timeouts,
                                     const std::stop_token& stop);

  ~LocalClient();
  LocalClient(LocalClient&&) noexcept;
  LocalClient& operator=(LocalClient&&) noexcept;

  /// Sends it and reads the reply's head; gives its status. The reply before must have been read to its end.
  /// Fails with `transient` where the other end is silent or has gone, with `malformed_reply`, `cancelled`.
  Result<int> send(const Request& request, std::stop_token stop);

  /// The next bytes of the body, valid until the next call; none at its end. Fails as `send` does: a body
  /// that breaks off is `transient`, never an end.
  Result<std::string_view> read();

  /// The process that listens, as the system has it.
  int process() const;

 private:
  class Impl;
  explicit LocalClient(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace nowthen::net
