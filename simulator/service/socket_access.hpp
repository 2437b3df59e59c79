#pragma once
#include <functional>
#include <optional>
#include <string_view>

#include "simulator/notifications/socket_hub.hpp"

namespace nowthen::sim {

/// The sockets of a simulator for those who carry their texts. Thread-safe.
class SocketAccess {
 public:
  /// Called when there may be something to do on a socket earlier than it was said. Must not block, nor call
  /// back.
  using Wake = std::function<void()>;

  SocketAccess() = default;
  virtual ~SocketAccess() = default;
  SocketAccess(const SocketAccess&) = delete;
  SocketAccess& operator=(const SocketAccess&) = delete;
  SocketAccess(SocketAccess&&) = delete;
  SocketAccess& operator=(SocketAccess&&) = delete;

  /// At the path of a channel's address; nothing: there is no such channel.
  virtual std::optional<SocketId> open(std::string_view path) = 0;

  /// What to do on it now. `wake` takes the place of an earlier one, until `forget` or `close`; after these
  /// no call of it is under way.
  virtual SocketStep next(SocketId id, Wake wake) = 0;
  virtual void forget(SocketId id) = 0;

  /// The caller's, on which `SocketStep::until` counts.
  virtual Clock& clock() = 0;

  virtual void receive(SocketId id, std::string_view text) = 0;
  virtual void close(SocketId id) = 0;
};

}  // namespace nowthen::sim
