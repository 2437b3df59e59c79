#include "net/local_address.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace nowthen::net {
namespace {

constexpr std::size_t most_bytes = sizeof(sockaddr_un::sun_path) - 1;

Error too_long(const std::string& path) {
  return {.kind = ErrorKind::local,
          .message = fmt::format("the path of the socket {} is longer than the system takes", path),
          .hint = "let NOWTHEN_HOME name a folder with a shorter path"};
}

}  // namespace

Result<LocalAddress> LocalAddress::of(const std::string& path) {
  if (path.size() <= most_bytes) return LocalAddress(path, -1);
  const std::filesystem::path whole(path);
  const int folder = ::open(whole.parent_path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0)
    return Error{.kind = errno == ENOENT ? ErrorKind::not_found : ErrorKind::local,
                 .message = fmt::format("cannot open {}: {}", whole.parent_path().string(),
                                        std::generic_category().message(errno))};
  const std::string through = fmt::format("/proc/self/fd/{}/{}", folder, whole.filename().string());
  LocalAddress address(through.size() <= most_bytes ? through : "", folder);
  if (through.size() > most_bytes) return too_long(path);
  return address;
}

LocalAddress::LocalAddress(const std::string& path, int folder) : folder_(folder) {
  address_.sun_family = AF_UNIX;
  std::memcpy(&address_.sun_path[0], path.c_str(), path.size() + 1);
}

LocalAddress::~LocalAddress() {
  if (folder_ >= 0) ::close(folder_);
}

LocalAddress::LocalAddress(LocalAddress&& other) noexcept
    : address_(other.address_), folder_(std::exchange(other.folder_, -1)) {}

}  // namespace nowthen::net
