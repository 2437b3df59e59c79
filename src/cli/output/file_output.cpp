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

std::string_view advice_for(int code) {
  switch (code) {
    case ENOSPC:
    case EDQUOT: return "free some space, or name a file on another disk with ";
    case EACCES:
    case EPERM:
    case EROFS: return "name a file in a folder you may write to with ";
    case ENOENT:
    case ENOTDIR: return "make the folder first, or name a file in one that exists with ";
    case EISDIR: return "name a file, not a folder, with ";
    default: return "name another file with ";
  }
}

/// Makes the errors of one file.
struct Refusal {
  const std::string& path;
  std::string_view option;

  Error operator()(int code) const {
    return {.kind = ErrorKind::local,
            .message = "cannot write " + printable(path) + ": " + std::generic_category().message(code),
            .hint = std::string(advice_for(code)).append(option)};
  }
};

/// Whether `path` names something that must not be replaced by a rename: a device, a pipe, a socket.
bool is_special(const struct stat& status) { return !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode); }

/// The file that a rename has to replace, so that a symbolic link stays one.
std::string resolved(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr), &std::free);
  return real ? std::string(real.get()) : path;
}

}  // namespace

Result<std::unique_ptr<FileOutput>> FileOutput::create(const std::string& path, std::string_view option) {
  const Refusal cannot_write{path, option};
  struct stat status {};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) return cannot_write(EISDIR);
  if (exists && is_special(status)) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return cannot_write(errno);
    return std::unique_ptr<FileOutput>(new FileOutput({path, {}, std::string(option)}, descriptor));
  }
  if (exists && ::access(path.c_str(), W_OK) != 0) return cannot_write(errno);
  const std::string target = exists ? resolved(path) : path;
  std::string temporary = target + ".XXXXXX";
  const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);  // made with mode 0600
  if (descriptor < 0) return cannot_write(errno);
  return std::unique_ptr<FileOutput>(
      new FileOutput({target, std::move(temporary), std::string(option)}, descriptor));
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
  if (!names_.temporary.empty() && ::fsync(descriptor_) != 0) code = errno;
  if (::close(descriptor_) != 0 && code == 0) code = errno;
  descriptor_ = -1;
  if (code == 0 && !names_.temporary.empty() &&
      std::rename(names_.temporary.c_str(), names_.path.c_str()) != 0)
    code = errno;
  if (code != 0) {
    discard();
    return failure(code);
  }
  names_.temporary.clear();
  return {};
}

Error FileOutput::failure(int code) const { return Refusal{names_.path, names_.option}(code); }

void FileOutput::discard() noexcept {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
  if (!names_.temporary.empty()) ::unlink(names_.temporary.c_str());
  names_.temporary.clear();
}

}  // namespace nowthen::cli
