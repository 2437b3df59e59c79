#include "cli/commands/export_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "cli/output/file_output.hpp"
#include "cli/report_error.hpp"
#include "core/digest.hpp"

namespace nowthen::cli {
namespace {
namespace files = std::filesystem;

constexpr std::string_view manifest_name = "manifest.json";
constexpr std::string_view workshop = ".unfinished";

Error failed(const std::string& what, const std::string& path, int code) {
  return {.kind = ErrorKind::local,
          .message = fmt::format("cannot {} {}: {}", what, path, std::generic_category().message(code)),
          .hint = code == ENOSPC ? "free some space, or name a folder on another disk with --to DIR"
                                 : "name a folder that can be written with --to DIR"};
}

Result<void> make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), S_IRWXU) != 0 && errno != EEXIST) return failed("make", path, errno);
  return {};
}

/// Makes the folder of a file that lies one or two folders below `root`.
Result<void> make_folders(const std::string& root, const std::string& place) {
  for (std::size_t slash = place.find('/'); slash != std::string::npos; slash = place.find('/', slash + 1))
    if (auto made = make_folder(root + "/" + place.substr(0, slash)); !made) return made;
  return {};
}

/// Whether nothing lies in the folder but what an export that was killed at its beginning left.
bool is_empty(const std::string& path) {
  std::error_code ignored;
  for (const auto& entry : files::directory_iterator(path, ignored))
    if (entry.path().filename() != workshop) return false;
  return true;
}

/// A file while its bytes are looked at: what they are, and that they are on the disk.
class WrittenFile {
 public:
  explicit WrittenFile(const std::string& path) : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~WrittenFile() {
    if (bytes_ != MAP_FAILED) ::munmap(bytes_, size_);
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  WrittenFile(const WrittenFile&) = delete;
  WrittenFile& operator=(const WrittenFile&) = delete;

  /// Fills in size and hash; false with `errno` where something failed.
  bool describe(ExportedFile& file) {
    struct stat status {};
    if (descriptor_ < 0 || ::fchmod(descriptor_, S_IRUSR | S_IWUSR) != 0 || ::fsync(descriptor_) != 0 ||
        ::fstat(descriptor_, &status) != 0)
      return false;
    size_ = static_cast<std::size_t>(status.st_size);
    if (size_ > 0) bytes_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor_, 0);
    if (size_ > 0 && bytes_ == MAP_FAILED) return false;
    file.size_bytes = status.st_size;
    file.sha256 = to_hex(sha256(size_ > 0 ? std::string_view(static_cast<const char*>(bytes_), size_) : ""));
    return true;
  }

 private:
  int descriptor_;
  std::size_t size_ = 0;
  void* bytes_ = MAP_FAILED;  // NOLINT: the system's own macro
};

std::string form_text(const ExportManifest& manifest) {
  return fmt::format("{}{}, days of {}", to_string(manifest.form.format),
                     manifest.form.spreadsheet_safe ? " safe for spreadsheets" : "", manifest.time_zone);
}

}  // namespace

Result<ExportFolder> ExportFolder::open(const std::string& path, const ExportForm& form,
                                        const std::string& time_zone, Instant now) {
  std::error_code code;
  const std::string absolute = files::absolute(path, code).lexically_normal().string();
  const files::path parent = files::path(absolute).parent_path();
  if (!parent.empty()) files::create_directories(parent, code);
  if (auto made = make_folder(absolute); !made) return made.error();
  const int lock = ::open(absolute.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock < 0) return failed("open", absolute, errno);
  ExportFolder folder(absolute, lock, {.form = form, .time_zone = time_zone, .files = {}});
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0)
    return Error{.kind = ErrorKind::local,
                 .message = fmt::format("another export is writing to {}", absolute),
                 .hint = "wait until that has ended, or name another folder with --to DIR"};
  if (auto read = folder.read_manifest(); !read) return read.error();
  files::remove_all(folder.at(std::string(workshop)), code);
  if (auto made = make_folder(folder.at(std::string(workshop))); !made) return made.error();
  if (auto written = folder.write_manifest(now); !written) return written.error();
  return folder;
}

Result<ExportFolder> ExportFolder::open_again(const std::string& path, Instant now) {
  std::ifstream stream(path + "/" + std::string(manifest_name), std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(stream), {});
  if (!stream)
    return Error{.kind = ErrorKind::local,
                 .message = fmt::format("there is no export in {}", path),
                 .hint = "if it was moved, look after the copy by hand"};
  const auto found = parse_manifest(text);
  if (!found) return found.error();
  return open(path, found->form, found->time_zone, now);
}

std::vector<ExportedFile> ExportFolder::files() const {
  std::vector<ExportedFile> all;
  for (const auto& [place, file] : files_) all.push_back(file);
  return all;
}

ExportFolder::ExportFolder(ExportFolder&& other) noexcept
    : path_(std::move(other.path_)),
      lock_(std::exchange(other.lock_, -1)),
      settings_(std::move(other.settings_)),
      files_(std::move(other.files_)),
      is_listed_(other.is_listed_) {}

ExportFolder::~ExportFolder() {
  if (lock_ < 0) return;
  std::error_code ignored;
  files::remove_all(at(std::string(workshop)), ignored);
  ::close(lock_);
}

Result<void> ExportFolder::read_manifest() {
  const std::string path = at(std::string(manifest_name));
  if (!files::exists(path)) {
    if (is_empty(path_)) return {};
    return usage_error(fmt::format("{} is not empty, and no export of nowthen's", path_),
                       "name an empty or a new folder with --to DIR");
  }
  std::ifstream stream(path, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(stream), {});
  if (!stream) return failed("read", path, EIO);
  auto found = parse_manifest(text);
  if (!found) {
    Error error = found.error();
    return usage_error(fmt::format("{}: {}", path_, error.message), error.hint);
  }
  is_listed_ = true;
  for (ExportedFile& file : found->files) files_.emplace(place_in(file), std::move(file));
  return check_settings(*found);
}

Result<void> ExportFolder::check_settings(const ExportManifest& found) const {
  const std::string then = form_text(found);
  const std::string now = form_text(settings_);
  if (then == now) return {};
  return usage_error(fmt::format("{} holds an export as {}; this one is as {}", path_, then, now),
                     "name another folder with --to DIR, or export as before");
}

std::string ExportFolder::place_in(const ExportedFile& file) const {
  return place_of(file.table, file.day, settings_.form.format);
}

std::string ExportFolder::unfinished() const { return at(std::string(workshop) + "/data"); }

std::vector<ExportedFile> ExportFolder::files_of(std::string_view table) const {
  std::vector<ExportedFile> found;
  for (const auto& [place, file] : files_)
    if (file.table == table) found.push_back(file);
  return found;
}

bool ExportFolder::is_intact(const ExportedFile& file) const {
  std::error_code code;
  const auto size = files::file_size(at(place_in(file)), code);
  return !code && std::cmp_equal(size, file.size_bytes);
}

Result<void> ExportFolder::accept(ExportedFile file) {
  const std::string from = unfinished();
  const std::string place = place_in(file);
  if (!WrittenFile(from).describe(file)) return failed("read", from, errno);
  if (auto made = make_folders(path_, place); !made) return made;
  if (std::rename(from.c_str(), at(place).c_str()) != 0) return failed("write", at(place), errno);
  is_listed_ = false;
  files_.insert_or_assign(place, std::move(file));
  return {};
}

Result<void> ExportFolder::remove(const ExportedFile& file) {
  const std::string place = place_in(file);
  if (::unlink(at(place).c_str()) != 0 && errno != ENOENT) return failed("remove", at(place), errno);
  ::rmdir(files::path(at(place)).parent_path().c_str());  // only where nothing else lies in it
  is_listed_ = false;
  files_.erase(place);
  return {};
}

Result<void> ExportFolder::list_again(ExportedFile file) {
  const std::string place = place_in(file);
  if (!WrittenFile(at(place)).describe(file)) return failed("read", at(place), errno);
  is_listed_ = false;
  files_.insert_or_assign(place, std::move(file));
  return {};
}

Result<std::int64_t> ExportFolder::remove_unlisted() {
  const std::string extension = files::path(place_of("t", "", settings_.form.format)).extension().string();
  std::vector<files::path> unlisted;
  std::error_code code;
  for (files::recursive_directory_iterator entry(path_, code), end; !code && entry != end;
       entry.increment(code)) {
    const std::string place = entry->path().lexically_relative(path_).string();
    const bool is_ours = entry->is_regular_file(code) && entry.depth() > 0 &&
                         entry->path().stem() == "data" && entry->path().extension() == extension &&
                         !place.starts_with(workshop);
    if (is_ours && !files_.contains(place)) unlisted.push_back(entry->path());
  }
  if (code) return failed("look through", path_, code.value());
  for (const files::path& path : unlisted)
    if (!files::remove(path, code) && code) return failed("remove", path.string(), code.value());
  return static_cast<std::int64_t>(unlisted.size());
}

Result<void> ExportFolder::sync() const {
  if (::syncfs(lock_) != 0) return failed("bring to the disk", path_, errno);
  return {};
}

Result<void> ExportFolder::write_manifest(Instant now) {
  if (is_listed_) return {};
  ExportManifest manifest = settings_;
  for (const auto& [place, file] : files_) manifest.files.push_back(file);
  auto output = FileOutput::create(at(std::string(manifest_name)), "--to DIR");
  if (!output) return output.error();
  (*output)->append(manifest_text(manifest, now));
  auto committed = (*output)->commit();
  is_listed_ = committed.has_value();
  return committed;
}

}  // namespace nowthen::cli
