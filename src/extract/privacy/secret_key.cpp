#include "extract/privacy/secret_key.hpp"

#include <sys/stat.h>

#include "archive/secure_random.hpp"
#include "core/shown_text.hpp"
#include "extract/privacy/kept_file.hpp"

namespace nowthen::extract {
namespace {

constexpr std::size_t made_bytes = 32;
constexpr std::size_t least_bytes = 16;
constexpr std::size_t most_bytes = 1'024;

std::string random_bytes(std::size_t count) {
  std::string bytes;
  while (bytes.size() < count) {
    std::uint64_t bits = archive::secure_random().next();
    for (int i = 0; i < 8; ++i, bits >>= 8U) bytes += static_cast<char>(bits & 0xFFU);
  }
  bytes.resize(count);
  return bytes;
}

Error unfit(const std::string& path, const std::string& what, std::string hint) {
  constexpr std::size_t most_of_a_path = 300;
  return {.kind = ErrorKind::local,
          .message = "the key " + shown(path, most_of_a_path) + " " + what,
          .hint = std::move(hint)};
}

}  // namespace

Result<std::optional<std::string>> read_key(const std::string& path) {
  auto bytes = read_kept_file(path);
  if (!bytes || !*bytes) return bytes;
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || (status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return unfit(path, "can be read by others", "chmod 600 " + path);
  if ((*bytes)->size() < least_bytes || (*bytes)->size() > most_bytes)
    return unfit(path, "has " + std::to_string((*bytes)->size()) + " bytes: no key",
                 "put it back from a backup; a new one is made by: head -c 32 /dev/urandom > FILE");
  return bytes;
}

Result<std::string> kept_key(const std::string& folder, const std::string& name, archive::Disk& disk) {
  auto known = read_key(folder + "/" + name);
  if (!known) return known.error();
  if (*known) return **std::move(known);
  std::string made = random_bytes(made_bytes);
  if (auto kept = replace_file(folder, name, made, disk); !kept) return kept.error();
  return made;
}

}  // namespace nowthen::extract
