#include "cli/output/file_output.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>

#include "cli/output/terminal_text.hpp"

namespace nowthen::cli {
namespace {

std::string hint_for(int code) {
  switch (code) {
    case ENOSPC:
    case EDQUOT: return "free some space, or name a file on another disk with -o FILE";
    case EACCES:
    case EPERM:
    case EROFS: return "name a file in a folder you may write to with -o FILE";
    case ENOENT:
    case ENOTDIR: return "make the folder first, or name a file in one that exists with -o FILE";
    case EISDIR: return "name a file, not a folder, with -o FILE";
    default: return "name another file with -o FILE";
  }
}

Error cannot_write(const std::string& path, int code) {
  return Error{.kind = ErrorKind::local,
               .message = "cannot write " + printable(path) + ": " + std::generic_category().message(code),
               .hint = hint_for(code)};
}

/// Whether `path` names something that must not be replaced by a rename: a device, a pipe, a socket.
bool is_special(const struct stat& status) { return !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode); }

/// The file that a rename has to replace, so that a symbolic link stays one.
std::string resolved(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr), &std::free);
  return real ? std::string(real.get()) : path;
}

}  // namespace

Result<std::unique_ptr<FileOutput>> FileOutput::create(const std::string& path) {
  struct stat status {};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) return cannot_write(path, EISDIR);
  if (exists && is_special(status)) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return cannot_write(path, errno);
    return std::unique_ptr<FileOutput>(new FileOutput(path, {}, descriptor));
  }
  if (exists && ::access(path.c_str(), W_OK) != 0) return cannot_write(path, errno);
  const std::string target = exists ? resolved(path) : path;
  std::string temporary = target + ".XXXXXX";
  const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);  // made with mode 0600
  if (descriptor < 0) return cannot_write(path, errno);
  return std::unique_ptr<FileOutput>(new FileOutput(target, std::move(temporary), descriptor));
}

FileOutput::~FileOutput() { discard(); }

Result<void> FileOutput::write_block(std::string_view block) {
  while (!block.empty()) {
    const ssize_t written = ::write(descriptor_, block.data(), block.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failure(errno);
    block.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> FileOutput::commit() {
  if (auto flushed = flush(); !flushed) {
    discard();
    return flushed;
  }
  int code = 0;
  if (!temporary_.empty() && ::fsync(descriptor_) != 0) code = errno;
  if (::close(descriptor_) != 0 && code == 0) code = errno;
  descriptor_ = -1;
  if (code == 0 && !temporary_.empty() && std::rename(temporary_.c_str(), path_.c_str()) != 0) code = errno;
  if (code != 0) {
    discard();
    return failure(code);
  }
  temporary_.clear();
  return {};
}

Error FileOutput::failure(int code) const { return cannot_write(path_, code); }

void FileOutput::discard() noexcept {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  temporary_.clear();
}

}  // namespace nowthen::cli
