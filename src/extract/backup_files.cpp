#include "extract/backup_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "archive/disk.hpp"
#include "core/digest.hpp"

namespace nowthen::extract {
namespace {

namespace files = std::filesystem;

constexpr std::int64_t nanoseconds = 1'000'000'000;

Error failed(std::string_view verb, const std::string& path) {
  Error error = archive::disk_error(verb, path, errno);
  error.hint = "an earlier copy is as it was; when the cause is gone, run it again";
  return error;
}

/// A descriptor that goes with its scope.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const noexcept { return number_; }
  bool is_open() const noexcept { return number_ >= 0; }

 private:
  int number_;
};

bool is_of_tables(const std::string& name) { return name.starts_with("warehouse.duckdb"); }

/// What is nobody's data: the lock, what is spilled, made for a while, half made, or set aside.
bool is_left_out(const std::string& name) {
  if (is_of_tables(name))  // the mark of doubt belongs to them
    return name != "warehouse.duckdb" && name != "warehouse.duckdb.wal" &&
           name != "warehouse.duckdb.doubtful";
  const bool is_unfinished_segment = name.starts_with("archive/") && name.ends_with(".new");
  return name == "lock" || name.starts_with("lock.") || name == "backup.json" || name.starts_with("spill/") ||
         name.starts_with("answers/") || name.starts_with("verify-") || is_unfinished_segment;
}

std::int64_t changed_ns(const struct stat& found) {
  return std::int64_t{found.st_mtim.tv_sec} * nanoseconds + found.st_mtim.tv_nsec;
}

Result<void> copy_bytes(int from, int to, std::uint64_t bytes, const std::stop_token& stop) {
  constexpr std::uint64_t piece = std::uint64_t{16} << 20U;
  std::string buffer;
  while (bytes > 0) {
    if (stop.stop_requested()) return Error{.kind = ErrorKind::cancelled, .message = "interrupted"};
    buffer.resize(std::min(piece, bytes));
    const ssize_t read = ::read(from, buffer.data(), buffer.size());
    if (read == 0) errno = EIO;  // it became shorter
    if (read <= 0) return failed("read", "a file of the data");
    for (ssize_t done = 0; done < read;) {
      const ssize_t written = ::write(to, buffer.data() + done, static_cast<std::size_t>(read - done));
      if (written < 0 && errno != EINTR) return failed("write", "the copy");
      done += std::max<ssize_t>(written, 0);
    }
    bytes -= static_cast<std::uint64_t>(read);
  }
  return {};
}

}  // namespace

Result<std::vector<KeptFile>> files_to_keep(const std::string& folder) {
  std::vector<KeptFile> kept;
  std::error_code code;
  files::recursive_directory_iterator entry(folder, code);
  for (const files::recursive_directory_iterator end; !code && entry != end; entry.increment(code)) {
    const std::string name = entry->path().lexically_relative(folder).string();
    struct stat found {};
    if (::lstat(entry->path().c_str(), &found) != 0 || !S_ISREG(found.st_mode) || is_left_out(name)) continue;
    kept.push_back({name, static_cast<std::uint64_t>(found.st_size), changed_ns(found)});
  }
  if (code) return archive::disk_error("list", folder, code.value());
  std::sort(kept.begin(), kept.end(), [](const KeptFile& one, const KeptFile& other) {
    return std::pair(!is_of_tables(one.name), one.name) < std::pair(!is_of_tables(other.name), other.name);
  });
  return kept;
}

bool is_unchanged(const KeptFile& file, const std::string& path) {
  struct stat found {};
  return ::lstat(path.c_str(), &found) == 0 && S_ISREG(found.st_mode) &&
         static_cast<std::uint64_t>(found.st_size) == file.size_bytes && changed_ns(found) == file.changed_ns;
}

bool share_file(const std::string& from, const std::string& to) {
  return ::link(from.c_str(), to.c_str()) == 0;
}

Result<void> copy_file(const KeptFile& file, const std::string& from, const std::string& to,
                       const std::stop_token& stop) {
  const Descriptor source(::open(from.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!source.is_open()) return failed("read", from);
  const Descriptor copy(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!copy.is_open()) return failed("make", to);
  if (auto copied = copy_bytes(source.number(), copy.number(), file.size_bytes, stop); !copied) return copied;
  const struct timespec time {
    .tv_sec = file.changed_ns / nanoseconds, .tv_nsec = file.changed_ns % nanoseconds
  };
  const struct timespec times[2] = {time, time};
  if (::futimens(copy.number(), times) != 0) return failed("date", to);
  if (::fsync(copy.number()) != 0) return failed("sync", to);
  return {};
}

Result<void> write_file(const std::string& path, const std::string& content) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!file.is_open()) return failed("make", path);
  if (::write(file.number(), content.data(), content.size()) != static_cast<ssize_t>(content.size()))
    return failed("write", path);
  if (::fsync(file.number()) != 0) return failed("sync", path);
  return {};
}

Result<void> make_folders(const std::string& path) {
  std::error_code code;
  if (files::is_directory(path, code)) return {};
  const std::string above = files::absolute(path).lexically_normal().parent_path().string();
  if (above != path)
    if (auto made = make_folders(above); !made) return made;
  if (::mkdir(path.c_str(), S_IRWXU) != 0 && errno != EEXIST) return failed("make", path);
  return sync_folder(above);
}

Result<void> swap_folders(const std::string& fresh, const std::string& old, Swap swap) {
  if (!files::exists(old))
    return ::rename(fresh.c_str(), old.c_str()) == 0 ? Result<void>() : failed("replace", old);
  if (swap == Swap::in_one_step_if_possible) {
    if (::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, old.c_str(), RENAME_EXCHANGE) == 0) return {};
    if (errno != EINVAL && errno != ENOSYS) return failed("replace", old);
  }
  const std::string aside = old + ".old";
  if (::rename(old.c_str(), aside.c_str()) != 0) return failed("move", old);
  if (::rename(fresh.c_str(), old.c_str()) == 0) return {};
  Error error = failed("replace", old);
  if (::rename(aside.c_str(), old.c_str()) != 0) error.hint = "the copy before is " + aside;
  return error;
}

Result<std::string> state_of_copy(const std::string& folder) {
  const auto kept = files_to_keep(folder);
  if (!kept) return kept.error();
  std::string text;
  for (const KeptFile& file : *kept)
    if (!file.name.ends_with(".doubtful"))
      text += fmt::format("{} {} {}\n", file.name, file.size_bytes, file.changed_ns);
  return to_hex(sha256(text));
}

Result<void> sync_folder(const std::string& path) {
  if (const int code = archive::system_disk().sync_folder(path); code != 0)
    return archive::disk_error("sync", path, code);
  return {};
}

}  // namespace nowthen::extract
