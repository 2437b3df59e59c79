#include "extract/privacy/kept_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "core/digest.hpp"

namespace nowthen::extract {
namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 30U;  // some ten million erased conversations
constexpr std::string_view seal = "check ";

/// Writes and syncs a new file. Gives 0 or the system's error code.
int write_new(const std::string& path, std::string_view bytes, archive::Disk& disk) {
  int descriptor = -1;
  if (const int code = disk.create(path, descriptor); code != 0) return code;
  int code = disk.write(descriptor, 0, bytes);
  if (code == 0) code = disk.sync(descriptor);
  disk.close(descriptor);
  return code;
}

Result<std::string> read_all(int descriptor, const std::string& path) {
  std::string bytes;
  std::array<char, 65536> block{};
  for (;;) {
    const ssize_t got = ::read(descriptor, block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return archive::disk_error("read", path, errno);
    if (got == 0) return bytes;
    bytes.append(block.data(), static_cast<std::size_t>(got));
    if (bytes.size() > most_bytes) return archive::disk_error("read", path, EFBIG);
  }
}

}  // namespace

Result<void> replace_file(const std::string& folder, const std::string& name, std::string_view bytes,
                          archive::Disk& disk) {
  const std::string path = folder + "/" + name;
  const std::string beside = path + ".new";
  if (bytes.size() > most_bytes) return archive::disk_error("write", path, EFBIG);  // it could not be read
  int code = disk.remove(beside);                                                   // what a crash has left
  if (code == 0 || code == ENOENT) code = write_new(beside, bytes, disk);
  if (code == 0) code = disk.rename(beside, path);
  if (code == 0) code = disk.sync_folder(folder);
  if (code != 0) return archive::disk_error("write", path, code);
  return {};
}

Result<void> remove_file(const std::string& folder, const std::string& name, archive::Disk& disk) {
  const std::string path = folder + "/" + name;
  int code = disk.remove(path);
  if (code == ENOENT) return {};
  if (code == 0) code = disk.sync_folder(folder);
  if (code != 0) return archive::disk_error("remove", path, code);
  return {};
}

Result<std::optional<std::string>> read_kept_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0 && errno == ENOENT) return std::optional<std::string>();
  if (descriptor < 0) return archive::disk_error("read", path, errno);
  auto bytes = read_all(descriptor, path);
  ::close(descriptor);
  if (!bytes) return bytes.error();
  return std::optional(*std::move(bytes));
}

std::string sealed(std::string_view text) {
  return std::string(text).append(seal).append(to_hex(sha256(text))).append("\n");
}

std::optional<std::string> unsealed(std::string_view text) {
  const std::size_t size = seal.size() + 2 * Sha256{}.size() + 1;
  if (text.size() < size) return std::nullopt;
  const std::string_view body = text.substr(0, text.size() - size);
  if (sealed(body) != text) return std::nullopt;
  return std::string(body);
}

}  // namespace nowthen::extract
