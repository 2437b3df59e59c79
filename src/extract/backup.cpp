#include "extract/backup.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "archive/disk.hpp"
#include "extract/backup_files.hpp"

namespace nowthen::extract {
namespace {

namespace files = std::filesystem;

constexpr const char* marker = "nowthen-backup";
constexpr const char* marker_text =
    "Copies made by nowthen backup, a folder for each profile. To read one: NOWTHEN_HOME=THIS_FOLDER nowthen "
    "...\n"
    "A folder called NAME.new or NAME.old is what an interrupted copy left; the next one removes it.\n";

Error refused(std::string message, std::string hint) {
  return {.kind = ErrorKind::local, .message = std::move(message), .hint = std::move(hint)};
}

Result<void> make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), S_IRWXU) == 0 || errno == EEXIST) return {};
  return archive::disk_error("make", path, errno);
}

bool is_within(const files::path& inner, const files::path& outer) {
  const auto [rest, _] = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
  return rest == outer.end();
}

/// What state the copy in that folder was in when it was made; nothing where it does not say.
std::optional<std::string> recorded_state(const std::string& path) {
  std::ifstream file(path + "/backup.json", std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  boost::system::error_code failed;
  const auto value = boost::json::parse(text, failed);
  const auto* const object = failed ? nullptr : value.if_object();
  const auto* const state = object == nullptr ? nullptr : object->if_contains("state");
  if (state == nullptr || !state->is_string()) return std::nullopt;
  return std::string(state->get_string());
}

/// Where the copies go, made ours.
Result<void> prepare(const DataFolder& folder, const std::string& destination) {
  std::error_code code;
  const files::path here = files::weakly_canonical(folder.path(), code);
  const files::path there = files::weakly_canonical(destination, code);
  if (code) return archive::disk_error("find", destination, code.value());
  if (is_within(there, here) || is_within(here, there))
    return refused(fmt::format("{} and the data in {} lie within each other", destination, folder.path()),
                   "name a folder elsewhere, best on another disk");
  if (auto made = make_folders(there.string()); !made) return made;
  if (files::exists(files::path(destination) / marker)) return {};
  if (!files::is_directory(destination, code) || !files::is_empty(destination, code))
    return refused(fmt::format("{} has something in it that is no copy of ours", destination),
                   "name a new or an empty folder, or one with earlier copies");
  if (auto marked = write_file(destination + "/" + marker, marker_text); !marked) return marked;
  return sync_folder(destination);
}

/// The copy that is there, so that nobody uses it while another takes its place. Nothing is written into it.
class EarlierCopy {
 public:
  /// Refuses one that somebody uses, or has used as data of its own.
  Result<void> take(const std::string& path) {
    for (auto [lock, name] : {std::pair(&lock_, "/lock"), std::pair(&work_, "/lock.work")}) {
      if (lock->open(path + name, Use::shared) != 0) continue;
      if (lock->try_lock(Use::owned, "backup") != 0) return DataFolder::in_use(path, lock->holder());
    }
    const auto due = recorded_state(path);
    if (!due) return {};
    const auto found = state_of_copy(path);
    if (!found) return found.error();
    if (*found == *due) return {};
    return refused(fmt::format("the copy in {} has been changed since it was made", path),
                   "move it elsewhere to keep what was changed, or remove it; then run it again");
  }

 private:
  FolderLock lock_;
  FolderLock work_;
};

class Copy {
 public:
  Copy(const DataFolder& folder, const std::string& destination, const BackupOptions& options,
       const std::stop_token& stop)
      : folder_(folder),
        destination_(destination),
        before_(destination + "/" + files::path(folder.path()).filename().string()),
        fresh_(before_ + ".new"),
        options_(options),
        stop_(stop) {}

  Result<BackupReport> run() {
    if (auto cleaned = clean_up(); !cleaned) return cleaned.error();
    EarlierCopy earlier;  // until it has gone
    if (auto taken = earlier.take(before_); !taken) return taken.error();
    auto listed = files_to_keep(folder_.path());
    if (!listed) return listed.error();
    if (auto fits = check_space(*listed); !fits) return fits.error();
    if (auto made = make_folder(fresh_); !made) return made.error();
    for (const KeptFile& file : *listed)
      if (auto taken = take(file); !taken) return abandon(taken.error());
    if (auto sealed = seal(); !sealed) return abandon(sealed.error());
    if (auto swapped = swap_folders(fresh_, before_); !swapped) return abandon(swapped.error());
    if (auto synced = sync_folder(destination_); !synced) return synced.error();
    if (auto cleaned = clean_up(); !cleaned) return cleaned.error();
    report_.folder = before_;
    return report_;
  }

 private:
  /// What an interrupted copy has left; the only whole one is kept, wherever it was moved, and has its name
  /// back on the disk before anything else goes.
  Result<void> clean_up() const {
    std::error_code ignored;
    if (!files::exists(before_) && files::exists(before_ + ".old")) {
      files::rename(before_ + ".old", before_, ignored);
      if (auto synced = sync_folder(destination_); !synced) return synced;
    }
    files::remove_all(fresh_, ignored);
    files::remove_all(before_ + ".old", ignored);
    return {};
  }

  Error abandon(Error error) const {
    if (auto cleaned = clean_up(); !cleaned) error.hint = cleaned.error().message;
    return error;
  }

  Result<void> check_space(const std::vector<KeptFile>& listed) const {
    std::uint64_t bytes = 0;
    for (const KeptFile& file : listed)
      if (!is_unchanged(file, before_ + "/" + file.name)) bytes += file.size_bytes;
    return options_.floor.check(destination_, bytes);
  }

  Result<void> take(const KeptFile& file) {
    const std::string to = fresh_ + "/" + file.name;
    if (auto made = make_folders_for(file.name); !made) return made;
    ++report_.files;
    report_.bytes += file.size_bytes;
    const std::string earlier = before_ + "/" + file.name;
    if (is_unchanged(file, earlier) && share_file(earlier, to)) return {};
    if (auto copied = copy_file(file, folder_.path() + "/" + file.name, to, stop_); !copied) return copied;
    ++report_.new_files;
    report_.new_bytes += file.size_bytes;
    if (options_.on_progress) options_.on_progress(report_.new_bytes);
    return {};
  }

  Result<void> make_folders_for(const std::string& name) {
    for (std::size_t at = name.find('/'); at != std::string::npos; at = name.find('/', at + 1)) {
      const std::string path = fresh_ + "/" + name.substr(0, at);
      if (!folders_.insert(path).second) continue;
      if (auto made = make_folder(path); !made) return made;
    }
    return {};
  }

  /// Says that it is whole, and brings to the disk what the folders say.
  Result<void> seal() const {
    if (auto locked = write_file(fresh_ + "/lock", ""); !locked) return locked;
    const auto state = state_of_copy(fresh_);
    if (!state) return state.error();
    const std::string text =
        fmt::format("{{\"made_at\":\"{}\",\"version\":\"{}\",\"files\":{},\"bytes\":{},\"state\":\"{}\"}}\n",
                    format_instant(options_.at), options_.version, report_.files, report_.bytes, *state);
    if (auto written = write_file(fresh_ + "/backup.json", text); !written) return written;
    for (const std::string& path : folders_)
      if (auto synced = sync_folder(path); !synced) return synced;
    return sync_folder(fresh_);
  }

  const DataFolder& folder_;
  const std::string& destination_;
  std::string before_;  ///< The copy that is there, and where this one goes.
  std::string fresh_;
  const BackupOptions& options_;
  const std::stop_token& stop_;
  std::set<std::string> folders_;
  BackupReport report_;
};

}  // namespace

Result<BackupReport> back_up(const DataFolder& folder, const std::string& destination,
                             const BackupOptions& options, const std::stop_token& stop) {
  if (auto ready = prepare(folder, destination); !ready) return ready.error();
  return Copy(folder, destination, options, stop).run();
}

}  // namespace nowthen::extract
