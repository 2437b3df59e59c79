#include "extract/data_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <filesystem>

#include "core/shown_text.hpp"

namespace nowthen::extract {
namespace {

namespace files = std::filesystem;

Error failed(const std::string& what, const std::string& path, int code) {
  return {.kind = ErrorKind::local,
          .message = fmt::format("cannot {} {}: {}", what, path, std::generic_category().message(code)),
          .hint = code == EACCES || code == EPERM
                      ? "the folder belongs to somebody else; let NOWTHEN_HOME name one of yours"
                      : "let NOWTHEN_HOME name a folder that can be written"};
}

Result<void> make_folder(const std::string& path) {
  std::error_code code;
  const files::path parent = files::path(path).parent_path();
  if (!parent.empty()) files::create_directories(parent, code);
  if (code) return failed("make", parent.string(), code.value());
  if (::mkdir(path.c_str(), S_IRWXU) == 0) return {};
  if (errno != EEXIST) return failed("make", path, errno);
  if (::chmod(path.c_str(), S_IRWXU) != 0) return failed("keep others out of", path, errno);
  return {};
}

/// What the lock file says of who holds it: `PID PURPOSE`.
std::string holder(int lock) {
  std::array<char, 128> text{};
  const ssize_t size = ::pread(lock, text.data(), text.size(), 0);
  const std::string_view said(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  pid_t process = 0;
  std::from_chars(said.data(), said.data() + said.size(), process);
  const bool is_there = process > 0 && (::kill(process, 0) == 0 || errno == EPERM);
  return is_there ? shown(said, text.size()) : "";
}

Error in_use(const std::string& path, int lock) {
  const std::string by = holder(lock);
  return {.kind = ErrorKind::local,
          .message = fmt::format("the data in {} is in use by {}", path,
                                 by.empty() ? "commands that read it" : "process " + by),
          .hint = "wait until that has ended, then try again"};
}

/// Leaves word of who holds it; failing to does no harm.
void sign(int lock, const std::string& purpose) {
  const std::string text = fmt::format("{} {}\n", ::getpid(), purpose);
  if (::ftruncate(lock, 0) == 0) (void)::pwrite(lock, text.data(), text.size(), 0);
}

}  // namespace

Result<DataFolder> DataFolder::take(const std::string& path, Use use, const std::string& purpose) {
  if (use == Use::owned)
    if (auto made = make_folder(path); !made) return made.error();
  const std::string file = path + "/lock";
  const int flags = O_CLOEXEC | O_NOFOLLOW | (use == Use::owned ? O_RDWR | O_CREAT : O_RDONLY);
  const int lock = ::open(file.c_str(), flags, S_IRUSR | S_IWUSR);
  if (lock < 0 && errno == ENOENT)
    return Error{
        .kind = ErrorKind::not_found,
        .message = "there is no data in " + path,
        .hint = "load some with nowthen import FILE, or let NOWTHEN_HOME name the folder that has it"};
  if (lock < 0) return failed("open", file, errno);
  DataFolder folder(path, lock);
  if (::flock(lock, (use == Use::owned ? LOCK_EX : LOCK_SH) | LOCK_NB) != 0)
    return errno == EWOULDBLOCK ? in_use(path, lock) : failed("lock", file, errno);
  folder.is_owned_ = use == Use::owned;
  if (folder.is_owned_) sign(lock, purpose);
  return folder;
}

DataFolder::~DataFolder() {
  if (lock_ < 0) return;
  if (is_owned_ && ::ftruncate(lock_, 0) != 0) errno = 0;  // its word stays, and names a process that is gone
  ::close(lock_);
}

DataFolder::DataFolder(DataFolder&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)), is_owned_(other.is_owned_) {}

}  // namespace nowthen::extract
