#include "archive/byte_source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "archive/disk.hpp"

namespace nowthen::archive {
namespace {

class FileSource final : public ByteSource {
 public:
  FileSource(int descriptor, std::uint64_t size_bytes) : descriptor_(descriptor), size_bytes_(size_bytes) {}
  ~FileSource() override { ::close(descriptor_); }
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  std::uint64_t size_bytes() const override { return size_bytes_; }

  int read(std::uint64_t offset, std::span<char> into) const override {
    while (!into.empty()) {
      const ssize_t got = ::pread(descriptor_, into.data(), into.size(), static_cast<off_t>(offset));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return errno;
      if (got == 0) return EIO;
      into = into.subspan(static_cast<std::size_t>(got));
      offset += static_cast<std::uint64_t>(got);
    }
    return 0;
  }

 private:
  int descriptor_;
  std::uint64_t size_bytes_;
};

}  // namespace

Result<std::unique_ptr<ByteSource>> open_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (descriptor < 0) {
    const int code = errno;
    Error error = disk_error("read", path, code);
    if (code == ENOENT) error.kind = ErrorKind::not_found;
    return error;
  }
  struct stat status {};
  int code = ::fstat(descriptor, &status) != 0 ? errno : 0;
  if (code == 0 && !S_ISREG(status.st_mode)) code = EINVAL;
  if (code != 0) {
    ::close(descriptor);
    return disk_error("read", path, code);
  }
  return std::unique_ptr<ByteSource>(
      std::make_unique<FileSource>(descriptor, static_cast<std::uint64_t>(status.st_size)));
}

int MemorySource::read(std::uint64_t offset, std::span<char> into) const {
  if (offset > bytes_.size() || into.size() > bytes_.size() - offset) return EIO;
  bytes_.copy(into.data(), into.size(), offset);
  return 0;
}

}  // namespace nowthen::archive
