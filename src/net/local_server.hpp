#pragma once
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <nowthen/core/result.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "net/message.hpp"

namespace nowthen::net {

/// The body of a reply while it is made, on its way to a peer that may be slow.
class ReplyBody {
 public:
  virtual ~ReplyBody() = default;
  /// Hands on whole lines. Blocks while a quarter of a megabyte waits for the peer. False: nobody takes it
  /// any more.
  virtual bool write(std::string_view lines) = 0;
  /// The reply is to end soon: `write` does not block any more and gives false, but the little that it is
  /// still given goes to the peer. Thread-safe.
  virtual void hurry() = 0;
};

/// What answers the requests of one connection, one after the other.
class LocalSession {
 public:
  virtual ~LocalSession() = default;
  /// How large the body of a request for that may be; nothing: there is no such thing here (404). Called on
  /// the server's thread, so it must not block.
  virtual std::optional<std::size_t> body_limit(std::string_view method, std::string_view target) = 0;
  /// Whether a reply to that is to reach its peer even if the server ends meanwhile, for it tells what has
  /// been done.
  virtual bool is_awaited(std::string_view /*target*/) { return false; }
  /// Answers, on a thread of the request's own. `stop` is requested when the peer has gone or the server
  /// stops. Gives whether the peer may ask again on this connection.
  virtual bool answer(const Request& request, ReplyBody& body, const std::stop_token& stop) = 0;
};

struct LocalServerOptions {
  std::string path;                  ///< Of the socket; of any length. What lies there is replaced.
  std::size_t max_connections = 64;  ///< One more is answered with 503.
  std::size_t large_request = std::size_t{8} << 20U;  ///< What a body may be larger than counts as large.
  std::size_t max_large_requests = 4;                 ///< At once; one more is answered with 503.
  std::chrono::milliseconds idle_timeout{30'000};     ///< Without a request, or within one.
  std::chrono::milliseconds take_timeout{600'000};    ///< The peer takes nothing of its reply.
  std::chrono::milliseconds heartbeat{2'000};         ///< A reply without news gets an empty line.
  std::chrono::milliseconds drain{3'000};  ///< How long replies may go on when the server is destroyed.
};

/// HTTP/1.1 on a Unix-domain socket, for processes of the same user (and root): replies of lines of any
/// length, made on a thread of each request's own, sent as fast as the peer takes them.
///
/// The socket is for its owner only (0600), and each peer's user is asked of the system. A reply begins at
/// once, and has an empty line every now and then: silence means that the process is stopped, or worse. What
/// breaks off has no last chunk.
class LocalServer {
 public:
  using MakeSession = std::function<std::unique_ptr<LocalSession>()>;

  /// Listens before it returns. `stop` ends it as the destructor does, but at once. Fails with `local`.
  static Result<std::unique_ptr<LocalServer>> start(LocalServerOptions options, MakeSession make_session,
                                                    const std::stop_token& stop = {});

  /// Removes the socket, lets replies go on for `drain`, ends what is left but for what is awaited, and waits
  /// for all threads.
  ~LocalServer();
  LocalServer(const LocalServer&) = delete;
  LocalServer& operator=(const LocalServer&) = delete;

 private:
  class Impl;
  explicit LocalServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace nowthen::net
