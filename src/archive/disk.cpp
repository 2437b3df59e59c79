#include "archive/disk.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "core/shown_text.hpp"

namespace nowthen::archive {
namespace {

int code_of(int outcome) { return outcome == 0 ? 0 : errno; }

class SystemDisk final : public Disk {
 public:
  int make_folder(const std::string& path) override { return code_of(::mkdir(path.c_str(), 0700)); }

  int create(const std::string& path, int& descriptor) override {
    return keep(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600), descriptor);
  }

  int open(const std::string& path, int& descriptor) override {
    return keep(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW), descriptor);
  }

  int write(int descriptor, std::uint64_t offset, std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t written = ::pwrite(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return errno;
      bytes.remove_prefix(static_cast<std::size_t>(written));
      offset += static_cast<std::uint64_t>(written);
    }
    return 0;
  }

  int sync(int descriptor) override { return code_of(::fdatasync(descriptor)); }

  int truncate(int descriptor, std::uint64_t size_bytes) override {
    return code_of(::ftruncate(descriptor, static_cast<off_t>(size_bytes)));
  }

  void close(int descriptor) noexcept override { ::close(descriptor); }

  int rename(const std::string& from, const std::string& to) override {
    return code_of(std::rename(from.c_str(), to.c_str()));
  }

  int remove(const std::string& path) override { return code_of(::unlink(path.c_str())); }

  int sync_folder(const std::string& path) override {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return errno;
    const int code = code_of(::fsync(descriptor));
    ::close(descriptor);
    return code;
  }

 private:
  static int keep(int opened, int& descriptor) {
    if (opened < 0) return errno;
    descriptor = opened;
    return 0;
  }
};

std::string_view advice_for(int code) {
  switch (code) {
    case ENOSPC: return "free some space on that disk, then run it again: nothing that was finished is lost";
    case EDQUOT: return "free some of your quota on that disk, then run it again";
    case EFBIG: return "raise the limit on file sizes (ulimit -f), then run it again";
    case EIO: return "the disk may be failing: look at the system's log, and keep a copy elsewhere";
    case EROFS:
      return "the disk is mounted for reading only: mount it for writing, or use another data directory";
    case EACCES:
    case EPERM:
      return "the data directory must belong to the user who runs this: check owner and permissions";
    case ENOENT:
    case ENOTDIR: return "check the path of the data directory";
    case ELOOP: return "the archive's files must be files, not symbolic links";
    case EMFILE:
    case ENFILE: return "raise the limit on open files (ulimit -n)";
    default: return "check the data directory";
  }
}

}  // namespace

Disk& system_disk() {
  static SystemDisk disk;
  return disk;
}

Error disk_error(std::string_view verb, const std::string& path, int code) {
  constexpr std::size_t most_of_a_path = 300;
  return {.kind = ErrorKind::local,
          .message = std::string("cannot ")
                         .append(verb)
                         .append(" ")
                         .append(shown(path, most_of_a_path))
                         .append(": ")
                         .append(std::generic_category().message(code)),
          .hint = std::string(advice_for(code))};
}

}  // namespace nowthen::archive
