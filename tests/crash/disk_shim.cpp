// A library to be preloaded: stands between a program and what it does to the files below one folder. Counts
// these steps, kills the process at one of them or lets it fail, and writes all of them down. Settings, by
// environment:
//
//   DISK_SHIM_FOLDER   the folder, absolute
//   DISK_SHIM_JOURNAL  a file to append what was done to; see journal_format.hpp
//   DISK_SHIM_KILL     before this step, from 1, the process kills itself
//   DISK_SHIM_FAIL     this step fails, with the error code DISK_SHIM_CODE
//   DISK_SHIM_ON       set: every later step fails, too
//   DISK_SHIM_HALF     set: where that step is a write, half of it is done before; a failing one is short,
//   and
//                      what comes after it fails
//
// A disk that is full (ENOSPC) fails in what needs room alone.
//
// Whatever it does not know how to follow (a shared mapping, a stdio stream that writes) ends the process
// with a message, so that no test passes because something was not seen. Steps are taken one at a time,
// whichever thread they come from, in the order in which they are written down.
#include <dlfcn.h>
#include <fcntl.h>
#include <linux/falloc.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <string>
#include <string_view>

#include "crash/journal_format.hpp"

namespace {

using nowthen::crash::StepHead;
using nowthen::crash::StepKind;

constexpr int most_descriptors = 4096;

/// The function of that name which this library hides.
template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(
      ::dlsym(RTLD_NEXT, name));  // NOLINT(*-reinterpret-cast): what dlsym is for
}

std::string setting(const char* name) {
  const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing sets them meanwhile
  return value != nullptr ? value : "";
}

long number(const char* name) { return std::strtol(setting(name).c_str(), nullptr, 10); }

void write_plainly(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const long written = ::syscall(SYS_write, descriptor, bytes.data(), bytes.size());
    if (written <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

[[noreturn]] void give_up(std::string_view what, std::string_view path) {
  write_plainly(STDERR_FILENO, "disk shim: cannot follow ");
  write_plainly(STDERR_FILENO, what);
  write_plainly(STDERR_FILENO, " of ");
  write_plainly(STDERR_FILENO, path);
  write_plainly(STDERR_FILENO, "\n");
  std::abort();
}

[[noreturn]] void kill_self() {
  ::syscall(SYS_kill, ::getpid(), SIGKILL);
  for (;;) ::pause();
}

std::string link_target(const char* link) {
  std::array<char, PATH_MAX> text{};
  const ssize_t size = ::readlink(link, text.data(), text.size());
  return {text.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
}

/// What is to become of a step.
struct Verdict {
  int code = 0;       ///< Not 0: it fails with this.
  bool half = false;  ///< Only half of it is done, if it is a write.
  bool kill = false;  ///< Then the process ends.
};

class Shim {
 public:
  Shim()
      : folder_(setting("DISK_SHIM_FOLDER")),
        kill_at_(number("DISK_SHIM_KILL")),
        fail_at_(number("DISK_SHIM_FAIL")),
        code_(static_cast<int>(number("DISK_SHIM_CODE"))),
        goes_on_(!setting("DISK_SHIM_ON").empty()),
        halves_(!setting("DISK_SHIM_HALF").empty()) {
    handles_.fill(-1);
    const std::string journal = setting("DISK_SHIM_JOURNAL");
    if (folder_.empty() || journal.empty()) return;
    journal_ = static_cast<int>(
        ::syscall(SYS_openat, AT_FDCWD, journal.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    note({.kind = StepKind::start});
  }

  std::mutex& mutex() { return mutex_; }

  /// Whether the path is the folder or lies below it; made absolute.
  bool follows(int base, const char* path, std::string& absolute) const {
    if (folder_.empty() || path == nullptr) return false;
    absolute = path;
    if (!absolute.starts_with('/')) {
      const std::string from = base == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/" + std::to_string(base);
      absolute = link_target(from.c_str()) + "/" + absolute;
    }
    return absolute == folder_ || absolute.starts_with(folder_ + "/");
  }

  int handle(int descriptor) const {
    return descriptor >= 0 && descriptor < most_descriptors ? handles_[static_cast<std::size_t>(descriptor)]
                                                            : -1;
  }
  bool follows(int descriptor) const { return handle(descriptor) >= 0; }

  void forget(int descriptor) {
    if (follows(descriptor)) handles_[static_cast<std::size_t>(descriptor)] = -1;
  }

  void opened(int descriptor, const std::string& path, StepKind kind) {
    if (descriptor >= most_descriptors) give_up("so many open files", path);
    const int number = next_handle_++;
    handles_[static_cast<std::size_t>(descriptor)] = number;
    note({.kind = kind, .handle = number}, path);
  }

  /// @param gives_room  it needs no room on the disk: a full one lets it happen
  Verdict judge(bool gives_room = false) {
    Verdict verdict = judge_by_number();
    if (gives_room && (verdict.code == ENOSPC || verdict.code == EDQUOT)) verdict.code = 0;
    return verdict;
  }

 private:
  Verdict judge_by_number() {
    ++step_;
    if (step_ == kill_at_) {
      if (!halves_) kill_self();
      return {.half = true, .kill = true};
    }
    if (fail_at_ == 0 || step_ < fail_at_) return {};
    if (halves_) {
      if (step_ == fail_at_) return {.half = true};
      return {.code = goes_on_ || step_ == fail_at_ + 1 ? code_ : 0};
    }
    return {.code = goes_on_ || step_ == fail_at_ ? code_ : 0};
  }

 public:
  void note(StepHead head, std::string_view path = {}, std::string_view other = {},
            std::string_view bytes = {}) {
    if (journal_ < 0) return;
    head.path_bytes = static_cast<std::uint32_t>(path.size());
    head.other_bytes = static_cast<std::uint32_t>(other.size());
    if (head.kind == StepKind::write) head.size = bytes.size();
    std::array<char, sizeof(StepHead)> first{};
    std::memcpy(first.data(), &head, sizeof head);
    for (const std::string_view part : {std::string_view(first.data(), first.size()), path, other, bytes})
      write_plainly(journal_, part);
  }

 private:
  std::string folder_;
  long kill_at_;
  long fail_at_;
  int code_;
  bool goes_on_;
  bool halves_;
  int journal_ = -1;
  long step_ = 0;
  int next_handle_ = 0;
  std::array<int, most_descriptors> handles_{};
  std::mutex mutex_;
};

/// Lives as long as the process: threads of the program may outlast its static objects.
Shim& shim() {
  static Shim* const only = new Shim;
  return *only;
}

bool gives_room(StepKind kind) {
  return kind == StepKind::truncate || kind == StepKind::clear || kind == StepKind::unlink ||
         kind == StepKind::remove_folder;
}

/// Takes a step that cannot be done in half: not at all where it is to fail, else by `act`, whose -1 is told
/// by errno; then writes it down.
template <class Act>
int whole_step(Act act, const StepHead& head, std::string_view path = {}, std::string_view other = {}) {
  const Verdict verdict = shim().judge(gives_room(head.kind));
  if (verdict.kill) kill_self();
  StepHead noted = head;
  int outcome = -1;
  if (verdict.code != 0) {
    noted.code = verdict.code;
  } else {
    outcome = act();
    if (outcome < 0) noted.code = errno;
  }
  const bool is_worth_noting = noted.code == 0 || head.kind == StepKind::sync;
  if (is_worth_noting) shim().note(noted, path, other);
  if (outcome < 0) errno = noted.code;
  return outcome;
}

/// Writes by `act(bytes)`, which gives how many; `offset_of(count)` says afterwards where they begin.
template <class Act, class OffsetOf>
ssize_t write_step(int descriptor, std::string_view bytes, Act act, OffsetOf offset_of) {
  const std::scoped_lock lock(shim().mutex());
  const Verdict verdict = shim().judge();
  if (verdict.code != 0) {
    errno = verdict.code;
    return -1;
  }
  if (verdict.half) bytes = bytes.substr(0, (bytes.size() + 1) / 2);
  const ssize_t count = act(bytes);
  const int code = errno;
  if (count > 0) {
    const auto written = static_cast<std::size_t>(count);
    shim().note({.kind = StepKind::write, .handle = shim().handle(descriptor), .offset = offset_of(written)},
                {}, {}, bytes.substr(0, written));
  }
  if (verdict.kill) kill_self();
  errno = code;
  return count;
}

using Open = int(int, const char*, int, mode_t);

int open_followed(int base, const std::string& path, int flags, mode_t mode) {
  static auto* const real = next<Open>("openat");
  const std::scoped_lock lock(shim().mutex());
  struct stat before {};
  const bool was_there = ::fstatat(base, path.c_str(), &before, AT_SYMLINK_NOFOLLOW) == 0;
  const bool makes = !was_there && (flags & O_CREAT) != 0;
  const bool empties = was_there && (flags & O_TRUNC) != 0;
  if ((flags & O_TMPFILE) == O_TMPFILE) give_up("a nameless file", path);
  Verdict verdict;
  if (makes || empties) verdict = shim().judge();
  if (verdict.kill) kill_self();
  if (verdict.code != 0) {
    errno = verdict.code;
    return -1;
  }
  const int descriptor = real(base, path.c_str(), flags, mode);
  if (descriptor < 0) return descriptor;
  shim().opened(descriptor, path, makes ? StepKind::create : StepKind::open);
  if (empties) shim().note({.kind = StepKind::truncate, .handle = shim().handle(descriptor)});
  return descriptor;
}

int open_any(int base, const char* path, int flags, mode_t mode) {
  static auto* const real = next<Open>("openat");
  std::string absolute;
  if (shim().follows(base, path, absolute)) return open_followed(AT_FDCWD, absolute, flags, mode);
  return real(base, path, flags, mode);
}

mode_t mode_of(int flags, std::va_list& rest) {
  const bool has_mode = (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
  return has_mode ? va_arg(rest, mode_t) : 0;  // NOLINT(*-vararg): the C interface
}

void refuse_stream(const char* path, const char* mode) {
  std::string absolute;
  if (shim().follows(AT_FDCWD, path, absolute) &&
      std::string_view(mode).find_first_of("wa+") != std::string_view::npos)
    give_up("a stream", absolute);
}

template <class Act>
int name_step(StepKind kind, int base, const char* path, Act act) {
  std::string absolute;
  if (!shim().follows(base, path, absolute)) return act();
  const std::scoped_lock lock(shim().mutex());
  return whole_step(act, {.kind = kind}, absolute);
}

template <class Act>
int two_names_step(StepKind kind, std::array<int, 2> bases, std::array<const char*, 2> paths, Act act) {
  std::string from;
  std::string to;
  const bool first = shim().follows(bases[0], paths[0], from);
  const bool second = shim().follows(bases[1], paths[1], to);
  if (!first && !second) return act();
  if (first != second) give_up("a file on its way in or out", from);
  const std::scoped_lock lock(shim().mutex());
  return whole_step(act, {.kind = kind}, from, to);
}

template <class Act>
int file_step(int descriptor, StepHead head, Act act) {
  if (!shim().follows(descriptor)) return act();
  const std::scoped_lock lock(shim().mutex());
  head.handle = shim().handle(descriptor);
  return whole_step(act, head);
}

std::string joined(const iovec* parts, int count) {
  std::string bytes;
  for (int i = 0; i < count; ++i) bytes.append(static_cast<const char*>(parts[i].iov_base), parts[i].iov_len);
  return bytes;
}

ssize_t append_bytes(int descriptor, std::string_view bytes) {
  static auto* const real = next<ssize_t(int, const void*, std::size_t)>("write");
  return write_step(
      descriptor, bytes, [&](std::string_view some) { return real(descriptor, some.data(), some.size()); },
      [&](std::size_t count) {
        return static_cast<std::uint64_t>(::lseek(descriptor, 0, SEEK_CUR)) - count;
      });
}

ssize_t put_bytes(int descriptor, std::string_view bytes, off_t offset) {
  static auto* const real = next<ssize_t(int, const void*, std::size_t, off_t)>("pwrite");
  return write_step(
      descriptor, bytes,
      [&](std::string_view some) { return real(descriptor, some.data(), some.size(), offset); },
      [&](std::size_t) { return static_cast<std::uint64_t>(offset); });
}

std::string_view view(const void* bytes, std::size_t size) { return {static_cast<const char*>(bytes), size}; }

}  // namespace

// The C library's own names and parameters.
// NOLINTBEGIN(*-vararg, cert-dcl50-cpp, readability-identifier-naming)
extern "C" {

#define NOWTHEN_SHOWN __attribute__((visibility("default")))

NOWTHEN_SHOWN int open(const char* path, int flags, ...) {
  std::va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_of(flags, rest);
  va_end(rest);
  return open_any(AT_FDCWD, path, flags, mode);
}

NOWTHEN_SHOWN int open64(const char* path, int flags, ...) {
  std::va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_of(flags, rest);
  va_end(rest);
  return open_any(AT_FDCWD, path, flags, mode);
}

NOWTHEN_SHOWN int openat(int base, const char* path, int flags, ...) {
  std::va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_of(flags, rest);
  va_end(rest);
  return open_any(base, path, flags, mode);
}

NOWTHEN_SHOWN int openat64(int base, const char* path, int flags, ...) {
  std::va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_of(flags, rest);
  va_end(rest);
  return open_any(base, path, flags, mode);
}

NOWTHEN_SHOWN int creat(const char* path, mode_t mode) {
  return open_any(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}

NOWTHEN_SHOWN int creat64(const char* path, mode_t mode) {
  return open_any(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}

NOWTHEN_SHOWN FILE* fopen(const char* path, const char* mode) {
  refuse_stream(path, mode);
  return next<FILE*(const char*, const char*)>("fopen")(path, mode);
}

NOWTHEN_SHOWN FILE* fopen64(const char* path, const char* mode) {
  refuse_stream(path, mode);
  return next<FILE*(const char*, const char*)>("fopen64")(path, mode);
}

NOWTHEN_SHOWN int close(int descriptor) {
  static auto* const real = next<int(int)>("close");
  if (!shim().follows(descriptor)) return real(descriptor);
  const std::scoped_lock lock(shim().mutex());
  shim().forget(descriptor);
  return real(descriptor);
}

NOWTHEN_SHOWN void* mmap(void* address, std::size_t size, int protection, int flags, int descriptor,
                         off_t offset) {
  if ((flags & MAP_SHARED) != 0 && (protection & PROT_WRITE) != 0 && shim().follows(descriptor))
    give_up("a shared mapping", "a file");
  return next<void*(void*, std::size_t, int, int, int, off_t)>("mmap")(address, size, protection, flags,
                                                                       descriptor, offset);
}

NOWTHEN_SHOWN ssize_t write(int descriptor, const void* bytes, std::size_t size) {
  static auto* const real = next<ssize_t(int, const void*, std::size_t)>("write");
  if (!shim().follows(descriptor)) return real(descriptor, bytes, size);
  return append_bytes(descriptor, view(bytes, size));
}

NOWTHEN_SHOWN ssize_t pwrite(int descriptor, const void* bytes, std::size_t size, off_t offset) {
  static auto* const real = next<ssize_t(int, const void*, std::size_t, off_t)>("pwrite");
  if (!shim().follows(descriptor)) return real(descriptor, bytes, size, offset);
  return put_bytes(descriptor, view(bytes, size), offset);
}

NOWTHEN_SHOWN ssize_t pwrite64(int descriptor, const void* bytes, std::size_t size, off_t offset) {
  return pwrite(descriptor, bytes, size, offset);
}

NOWTHEN_SHOWN ssize_t writev(int descriptor, const iovec* parts, int count) {
  static auto* const real = next<ssize_t(int, const iovec*, int)>("writev");
  if (!shim().follows(descriptor)) return real(descriptor, parts, count);
  return append_bytes(descriptor, joined(parts, count));
}

NOWTHEN_SHOWN ssize_t pwritev(int descriptor, const iovec* parts, int count, off_t offset) {
  static auto* const real = next<ssize_t(int, const iovec*, int, off_t)>("pwritev");
  if (!shim().follows(descriptor)) return real(descriptor, parts, count, offset);
  return put_bytes(descriptor, joined(parts, count), offset);
}

NOWTHEN_SHOWN ssize_t pwritev64(int descriptor, const iovec* parts, int count, off_t offset) {
  return pwritev(descriptor, parts, count, offset);
}

NOWTHEN_SHOWN int fsync(int descriptor) {
  static auto* const real = next<int(int)>("fsync");
  return file_step(descriptor, {.kind = StepKind::sync}, [&] { return real(descriptor); });
}

NOWTHEN_SHOWN int fdatasync(int descriptor) {
  static auto* const real = next<int(int)>("fdatasync");
  return file_step(descriptor, {.kind = StepKind::sync}, [&] { return real(descriptor); });
}

// Promises nothing about what is on the disk: no sync, and not followed.
NOWTHEN_SHOWN int sync_file_range(int descriptor, off_t offset, off_t size, unsigned flags) {
  return next<int(int, off_t, off_t, unsigned)>("sync_file_range")(descriptor, offset, size, flags);
}

NOWTHEN_SHOWN int ftruncate(int descriptor, off_t size) {
  static auto* const real = next<int(int, off_t)>("ftruncate");
  return file_step(descriptor, {.kind = StepKind::truncate, .offset = static_cast<std::uint64_t>(size)},
                   [&] { return real(descriptor, size); });
}

NOWTHEN_SHOWN int ftruncate64(int descriptor, off_t size) { return ftruncate(descriptor, size); }

NOWTHEN_SHOWN int truncate(const char* path, off_t size) {
  const int descriptor = open(path, O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) return -1;
  const int outcome = ftruncate(descriptor, size);
  const int code = errno;
  close(descriptor);
  errno = code;
  return outcome;
}

NOWTHEN_SHOWN int truncate64(const char* path, off_t size) { return truncate(path, size); }

NOWTHEN_SHOWN int fallocate(int descriptor, int mode, off_t offset, off_t size) {
  static auto* const real = next<int(int, int, off_t, off_t)>("fallocate");
  const auto begin = static_cast<std::uint64_t>(offset);
  const auto bytes = static_cast<std::uint64_t>(size);
  const auto act = [&] { return real(descriptor, mode, offset, size); };
  if (mode == 0) return file_step(descriptor, {.kind = StepKind::allocate, .offset = begin + bytes}, act);
  if (mode == (FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE))
    return file_step(descriptor, {.kind = StepKind::clear, .offset = begin, .size = bytes}, act);
  if (shim().follows(descriptor)) give_up("an unusual allocation", "a file");
  return act();
}

NOWTHEN_SHOWN int fallocate64(int descriptor, int mode, off_t offset, off_t size) {
  return fallocate(descriptor, mode, offset, size);
}

NOWTHEN_SHOWN int posix_fallocate(int descriptor, off_t offset, off_t size) {
  return fallocate(descriptor, 0, offset, size) == 0 ? 0 : errno;
}

NOWTHEN_SHOWN int posix_fallocate64(int descriptor, off_t offset, off_t size) {
  return posix_fallocate(descriptor, offset, size);
}

NOWTHEN_SHOWN int rename(const char* from, const char* to) {
  static auto* const real = next<int(const char*, const char*)>("rename");
  return two_names_step(StepKind::rename, {AT_FDCWD, AT_FDCWD}, {from, to}, [&] { return real(from, to); });
}

NOWTHEN_SHOWN int renameat(int base, const char* from, int other_base, const char* to) {
  static auto* const real = next<int(int, const char*, int, const char*)>("renameat");
  return two_names_step(StepKind::rename, {base, other_base}, {from, to},
                        [&] { return real(base, from, other_base, to); });
}

NOWTHEN_SHOWN int renameat2(int base, const char* from, int other_base, const char* to, unsigned flags) {
  static auto* const real = next<int(int, const char*, int, const char*, unsigned)>("renameat2");
  if (flags != 0) give_up("an unusual rename", from);
  return two_names_step(StepKind::rename, {base, other_base}, {from, to},
                        [&] { return real(base, from, other_base, to, flags); });
}

NOWTHEN_SHOWN int link(const char* from, const char* to) {
  static auto* const real = next<int(const char*, const char*)>("link");
  return two_names_step(StepKind::link, {AT_FDCWD, AT_FDCWD}, {from, to}, [&] { return real(from, to); });
}

NOWTHEN_SHOWN int linkat(int base, const char* from, int other_base, const char* to, int flags) {
  static auto* const real = next<int(int, const char*, int, const char*, int)>("linkat");
  return two_names_step(StepKind::link, {base, other_base}, {from, to},
                        [&] { return real(base, from, other_base, to, flags); });
}

NOWTHEN_SHOWN int symlink(const char* target, const char* path) {
  std::string absolute;
  if (shim().follows(AT_FDCWD, path, absolute)) give_up("a symbolic link", absolute);
  return next<int(const char*, const char*)>("symlink")(target, path);
}

NOWTHEN_SHOWN int unlink(const char* path) {
  static auto* const real = next<int(const char*)>("unlink");
  return name_step(StepKind::unlink, AT_FDCWD, path, [&] { return real(path); });
}

NOWTHEN_SHOWN int rmdir(const char* path) {
  static auto* const real = next<int(const char*)>("rmdir");
  return name_step(StepKind::remove_folder, AT_FDCWD, path, [&] { return real(path); });
}

NOWTHEN_SHOWN int unlinkat(int base, const char* path, int flags) {
  static auto* const real = next<int(int, const char*, int)>("unlinkat");
  const StepKind kind = (flags & AT_REMOVEDIR) != 0 ? StepKind::remove_folder : StepKind::unlink;
  return name_step(kind, base, path, [&] { return real(base, path, flags); });
}

NOWTHEN_SHOWN int remove(const char* path) {
  struct stat what {};
  if (::lstat(path, &what) != 0) return -1;
  return S_ISDIR(what.st_mode) ? rmdir(path) : unlink(path);
}

NOWTHEN_SHOWN int mkdir(const char* path, mode_t mode) {
  static auto* const real = next<int(const char*, mode_t)>("mkdir");
  return name_step(StepKind::make_folder, AT_FDCWD, path, [&] { return real(path, mode); });
}

NOWTHEN_SHOWN int mkdirat(int base, const char* path, mode_t mode) {
  static auto* const real = next<int(int, const char*, mode_t)>("mkdirat");
  return name_step(StepKind::make_folder, base, path, [&] { return real(base, path, mode); });
}

}  // extern "C"
// NOLINTEND(*-vararg, cert-dcl50-cpp, readability-identifier-naming)
