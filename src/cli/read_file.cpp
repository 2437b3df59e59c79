#include "cli/read_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace nowthen::cli {
namespace {
constexpr std::size_t most_bytes = std::size_t{1} << 20U;

Error cannot_read(const std::string& path, int code) {
  return {.kind = ErrorKind::local,
          .message = fmt::format("cannot read {}: {}", path, std::generic_category().message(code))};
}

/// Closes the descriptor when it goes.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const noexcept { return number_; }

 private:
  int number_;
};

}  // namespace

Result<std::optional<FileContents>> read_small_file(const std::string& path) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0 && (errno == ENOENT || errno == ENOTDIR)) return std::optional<FileContents>{};
  struct stat status {};
  if (file.number() < 0 || fstat(file.number(), &status) != 0) return cannot_read(path, errno);
  FileContents contents{.readable_by_others =
                            S_ISREG(status.st_mode) && (status.st_mode & (S_IRGRP | S_IROTH)) != 0};
  std::array<char, 4096> block{};
  while (true) {
    const ssize_t count = read(file.number(), block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return cannot_read(path, errno);
    if (count == 0) return std::optional(std::move(contents));
    contents.text.append(block.data(), static_cast<std::size_t>(count));
    if (contents.text.size() > most_bytes)
      return Error{.kind = ErrorKind::local, .message = fmt::format("{} is larger than a megabyte", path)};
  }
}

}  // namespace nowthen::cli
