#pragma once
#include <sys/socket.h>
#include <sys/un.h>

#include <nowthen/core/result.hpp>
#include <string>

namespace nowthen::net {

/// The address of a Unix-domain socket, in the form that the system takes.
///
/// The system takes 107 bytes. A longer path goes by a descriptor of its folder, `/proc/self/fd/N/NAME`,
/// which is open as long as this lives. Not thread-safe.
class LocalAddress {
 public:
  /// Does not look whether a socket is there. Fails with `not_found` where the folder is not, with `local`
  /// where it cannot be opened or even the short form is too long.
  static Result<LocalAddress> of(const std::string& path);

  ~LocalAddress();
  LocalAddress(LocalAddress&& other) noexcept;
  LocalAddress& operator=(LocalAddress&&) = delete;

  const sockaddr* get() const noexcept { return reinterpret_cast<const sockaddr*>(&address_); }
  socklen_t size() const noexcept { return sizeof address_; }
  /// The path that the address holds.
  const char* path() const noexcept { return &address_.sun_path[0]; }

 private:
  LocalAddress(const std::string& path, int folder);

  sockaddr_un address_{};
  int folder_;  ///< Descriptor; -1: the path is short enough by itself.
};

}  // namespace nowthen::net
