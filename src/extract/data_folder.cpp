#include "extract/data_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <ctime>
#include <filesystem>
#include <optional>

#include "core/shown_text.hpp"
#include "net/process_state.hpp"

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

/// What was made in the folder is on the disk afterwards. A folder that may not be looked into, or whose file
/// system does not do that, is left to the system.
int sync_names(const files::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return errno == EACCES || errno == EPERM ? 0 : errno;
  const int code = ::fsync(descriptor) == 0 || errno == EINVAL ? 0 : errno;
  ::close(descriptor);
  return code;
}

/// Makes the folder and those above it that are missing, from the top. Each name is on the disk before
/// anything is made below it; that of the lowest one that is there is brought there again, for whoever made
/// it may not have come that far.
Result<void> make_folders(const files::path& path) {
  const files::path above = path.parent_path();
  std::error_code code;
  const bool is_there = files::is_directory(path, code);
  if (!is_there && above != path)
    if (auto made = make_folders(above); !made) return made;
  if (!is_there && ::mkdir(path.c_str(), S_IRWXU) != 0 && errno != EEXIST)
    return failed("make", path.string(), errno);
  if (const int failure = sync_names(above); failure != 0) return failed("sync", above.string(), failure);
  return {};
}

Result<void> make_folder(const std::string& path) {
  if (auto made = make_folders(files::absolute(path).lexically_normal()); !made) return made;
  if (::chmod(path.c_str(), S_IRWXU) != 0) return failed("keep others out of", path, errno);
  return {};
}

/// Who has signed that it holds the lock: `PID PURPOSE`. A process that is gone does not.
Holder signed_holder(int lock) {
  std::array<char, 128> text{};
  const ssize_t size = ::pread(lock, text.data(), text.size(), 0);
  std::string_view said(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  Holder holder;
  const auto [end, failed] = std::from_chars(said.data(), said.data() + said.size(), holder.process);
  const bool is_there =
      failed == std::errc() && holder.process > 0 && (::kill(holder.process, 0) == 0 || errno == EPERM);
  if (!is_there) return {};
  said.remove_prefix(static_cast<std::size_t>(end - said.data()));
  said = said.substr(std::min(said.find_first_not_of(' '), said.size()));
  holder.purpose = shown(said.substr(0, said.find('\n')), text.size());
  return holder;
}

/// Who holds the lock that this process has just been refused. An owner may have it and not have signed yet;
/// what is left of one that was killed would name somebody who has nothing to do with it.
Holder holder_in(int lock) {
  constexpr int attempts = 50;
  constexpr timespec pause{.tv_sec = 0, .tv_nsec = 2'000'000};
  if (::flock(lock, LOCK_SH | LOCK_NB) == 0) return {};  // only those that read have it
  for (int i = 0; i < attempts; ++i) {
    if (auto holder = signed_holder(lock); holder.is_owner()) return holder;
    ::nanosleep(&pause, nullptr);
  }
  return {};
}

/// Leaves word of who holds it; failing to does no harm.
void sign(int lock, const std::string& purpose) {
  const std::string text = fmt::format("{} {}\n", ::getpid(), purpose);
  if (::ftruncate(lock, 0) == 0) (void)::pwrite(lock, text.data(), text.size(), 0);
}

constexpr const char* work_lock = "/lock.work";

std::string file_of_next_owner(const std::string& path) { return path + "/lock.next"; }

}  // namespace

FolderLock::~FolderLock() {
  unlock();
  if (descriptor_ >= 0) ::close(descriptor_);
}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), is_signed_(std::exchange(other.is_signed_, false)) {}

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(is_signed_, other.is_signed_);
  return *this;
}

int FolderLock::open(const std::string& file, Use use) {
  const int flags = O_CLOEXEC | O_NOFOLLOW | (use == Use::owned ? O_RDWR | O_CREAT : O_RDONLY);
  descriptor_ = ::open(file.c_str(), flags, S_IRUSR | S_IWUSR);
  return descriptor_ < 0 ? errno : 0;
}

int FolderLock::try_lock(Use use, const std::string& purpose) {
  if (::flock(descriptor_, (use == Use::owned ? LOCK_EX : LOCK_SH) | LOCK_NB) != 0) return errno;
  is_signed_ = use == Use::owned;
  if (is_signed_) sign(descriptor_, purpose);
  return 0;
}

/// Where its word cannot be taken back, it names a process that is gone.
void FolderLock::unlock() noexcept {
  if (descriptor_ < 0) return;
  if (is_signed_ && ::ftruncate(descriptor_, 0) != 0) errno = 0;
  is_signed_ = false;
  ::flock(descriptor_, LOCK_UN);
}

Holder FolderLock::holder() const { return holder_in(descriptor_); }

NextOwner::NextOwner(const std::string& path)
    : lock_(::open(file_of_next_owner(path).c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
                   S_IRUSR | S_IWUSR)) {
  is_in_front_ = lock_ >= 0 && ::flock(lock_, LOCK_EX | LOCK_NB) == 0;
}

NextOwner::~NextOwner() {
  if (lock_ >= 0) ::close(lock_);
}

bool NextOwner::waits_for(const std::string& path) {
  const int lock = ::open(file_of_next_owner(path).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (lock < 0) return false;
  const bool is_held = ::flock(lock, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  ::close(lock);
  return is_held;
}

Error DataFolder::none_in(const std::string& path) {
  return {.kind = ErrorKind::not_found,
          .message = "there is no data in " + path,
          .hint = "load some with nowthen import FILE, or let NOWTHEN_HOME name the folder that has it"};
}

Error DataFolder::in_use(const std::string& path, const Holder& holder) {
  const std::string by = holder.is_owner() ? fmt::format("process {} {}", holder.process, holder.purpose)
                                           : "commands that read it";
  if (holder.is_owner() && net::is_stopped(holder.process))
    return {
        .kind = ErrorKind::local,
        .message = fmt::format("the data in {} is in use by {}, which is stopped", path, by),
        .hint = fmt::format("kill -CONT {0} lets it go on, kill -KILL {0} ends it: neither loses anything",
                            holder.process)};
  return {.kind = ErrorKind::local,
          .message = fmt::format("the data in {} is in use by {}", path, by),
          .hint = "wait until that has ended, then try again"};
}

Result<DataFolder> DataFolder::take(const std::string& path, Use use, const std::string& purpose) {
  auto taken = try_to_take(path, use, purpose);
  if (!taken) return taken.error();
  if (const auto* const holder = std::get_if<Holder>(&*taken)) return in_use(path, *holder);
  return std::get<DataFolder>(*std::move(taken));
}

Result<std::optional<Holder>> DataFolder::lock(Use use) {
  const auto take = [&](FolderLock& lock, const std::string& name,
                        bool may_be_missing) -> Result<std::optional<Holder>> {
    const std::string file = path_ + name;
    int code = lock.open(file, use);
    if (code == ENOENT && may_be_missing) return std::optional<Holder>();
    if (code == ENOENT) return none_in(path_);
    if (code != 0) return failed("open", file, code);
    code = lock.try_lock(use, purpose_);
    if (code == EWOULDBLOCK) return std::optional(lock.holder());
    if (code != 0) return failed("lock", file, code);
    return std::optional<Holder>();
  };
  // Nobody but a borrower can have the second one now, and only an owner lends.
  auto holder = take(lock_, "/lock", false);
  if (!holder || *holder) return holder;
  return take(work_, work_lock, use == Use::shared);
}

Result<std::variant<DataFolder, Holder>> DataFolder::try_to_take(const std::string& path, Use use,
                                                                 const std::string& purpose) {
  if (use == Use::owned)
    if (auto made = make_folder(path); !made) return made.error();
  if (use == Use::shared && NextOwner::waits_for(path)) {
    FolderLock lock;
    if (lock.open(path + "/lock", use) == 0) return std::variant<DataFolder, Holder>(lock.holder());
  }
  DataFolder folder(path, purpose);
  const auto holder = folder.lock(use);
  if (!holder) return holder.error();
  if (*holder) return std::variant<DataFolder, Holder>(**holder);
  return std::variant<DataFolder, Holder>(std::move(folder));
}

Result<std::variant<DataFolder, Holder>> DataFolder::try_to_borrow(const std::string& path,
                                                                   const std::string& purpose) {
  DataFolder folder(path, purpose);
  int code = folder.work_.open(path + work_lock, Use::owned);
  if (code == 0) code = folder.work_.try_lock(Use::owned, purpose);
  if (code == EWOULDBLOCK) return std::variant<DataFolder, Holder>(folder.work_.holder());
  if (code != 0) return failed("lock", path + work_lock, code);
  return std::variant<DataFolder, Holder>(std::move(folder));
}

void DataFolder::lend() noexcept { work_.unlock(); }

bool DataFolder::try_to_take_back() noexcept { return work_.try_lock(Use::owned, purpose_) == 0; }

DataFolder::~DataFolder() = default;
DataFolder::DataFolder(DataFolder&& other) noexcept = default;

}  // namespace nowthen::extract
