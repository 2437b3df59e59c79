#pragma once
#include <functional>
#include <memory>
#include <string>

namespace nowthen::net {

/// What goes out behind a reply's head for as long as the connection lasts, such as events.
///
/// Called on the server's thread only; must not block. Goes when the connection does.
class ServerStream {
 public:
  /// What to do next: send `bytes`, or end the connection; neither: wait until woken.
  struct Step {
    std::shared_ptr<const std::string> bytes;  ///< Not empty where it is there; may be sent to many at once.
    bool is_over = false;                      ///< After `bytes`.
  };

  ServerStream() = default;
  virtual ~ServerStream() = default;
  ServerStream(const ServerStream&) = delete;
  ServerStream& operator=(const ServerStream&) = delete;
  ServerStream(ServerStream&&) = delete;
  ServerStream& operator=(ServerStream&&) = delete;

  /// Asked whenever what it gave before has been written, so that a slow reader costs no memory; one that
  /// takes nothing at all for `ServerOptions::idle_timeout` is dropped.
  virtual Step next() = 0;
};

/// Makes the stream of one connection. `wake` makes the server ask `next` at once; it may be called from any
/// thread, and does nothing once the connection has gone.
using MakeStream = std::function<std::unique_ptr<ServerStream>(std::function<void()> wake)>;

}  // namespace nowthen::net
