#include "extract/tables_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "archive/disk.hpp"

namespace nowthen::extract {
namespace {

namespace files = std::filesystem;
using warehouse::Failure;
using warehouse::FailureKind;

/// What DuckDB keeps beside its file: the log, and in 1.5 those of a checkpoint going on.
constexpr std::array logs{".wal", ".wal.checkpoint", ".wal.recovery"};

/// A name beside `path` that neither a file nor a log of it has.
std::string free_name(const std::string& path, FailureKind why) {
  for (int i = 1;; ++i) {
    std::string name = fmt::format("{}.{}-{}", path, why == FailureKind::older_file ? "older" : "corrupt", i);
    const auto is_there = [&](const char* log) { return files::exists(name + log); };
    if (!files::exists(name) && std::none_of(logs.begin(), logs.end(), is_there)) return name;
  }
}

Error cannot_move(const std::string& path, const std::string& why) {
  return {.kind = ErrorKind::local,
          .message = fmt::format("cannot move {} aside: {}", path, why),
          .hint = "move it away by hand: the tables are made anew from the archive"};
}

/// The logs go first: whoever is interrupted in between leaves a file without its log, which is only behind,
/// and never a log that a new file would take for its own.
std::error_code move_with_logs(const std::string& path, const std::string& name) {
  std::error_code code;
  for (const char* log : logs)
    if (!code && files::exists(path + log)) files::rename(path + log, name + log, code);
  if (!code && files::exists(path)) files::rename(path, name, code);
  return code;
}

std::string mark_of(const std::string& path) { return path + ".doubtful"; }

std::string folder_of(const std::string& path) { return files::path(path).parent_path().string(); }

/// As well as can be: it is a failing disk that this is for.
void leave_mark(const std::string& mark, const std::string& text) {
  archive::Disk& disk = archive::system_disk();
  int descriptor = -1;
  if (disk.create(mark, descriptor) != 0) return;
  disk.write(descriptor, 0, text + "\n");
  disk.sync(descriptor);
  disk.close(descriptor);
  disk.sync_folder(folder_of(mark));
}

void remove_file(const std::string& path) {
  std::error_code ignored;
  files::remove(path, ignored);
  files::remove(path + ".wal", ignored);
}

}  // namespace

void doubt_tables(const std::string& path, const std::string& why) {
  if (files::exists(path)) leave_mark(mark_of(path), why);
}

std::string TablesFile::mark() const { return mark_of(path()); }

TablesFile::~TablesFile() { close(); }

warehouse::Outcome<void> TablesFile::open(const warehouse::Library& library) {
  if (files::exists(mark()))
    return Failure{.kind = FailureKind::corrupt,
                   .message = "the tables' file was found damaged, or the disk failed when it was written"};
  auto opened = warehouse::Warehouse::open(library, options_);
  if (!opened) {
    note_failure(opened.error());
    return opened.error();
  }
  ::chmod(path().c_str(), S_IRUSR | S_IWUSR);
  tables_ = std::make_unique<warehouse::Warehouse>(*std::move(opened));
  is_changed_ = tables_->is_new();
  leaves_log_ = false;
  return boost::system::in_place_value;
}

void TablesFile::note_failure(const Failure& failure) {
  if (failure.kind == FailureKind::io_error) leave_mark(mark(), failure.message);
}

/// DuckDB writes its log into its file when it is closed, and says nothing of what fails then.
void TablesFile::close() noexcept {
  if (!tables_) return;
  if (is_changed_ && !leaves_log_)
    if (const auto written = tables_->write_log(); !written) note_failure(written.error());
  tables_->lift_limits();
  tables_.reset();
}

std::uintmax_t TablesFile::log_bytes() const noexcept {
  std::error_code none;
  const auto size = std::filesystem::file_size(path() + logs.front(), none);
  return none ? 0 : size;
}

void TablesFile::leave_log() noexcept {
  leaves_log_ = true;
  tables_->leave_log();
}

Result<std::string> TablesFile::set_aside(FailureKind why) {
  is_changed_ = false;
  close();
  std::string name = free_name(path(), why);
  if (const std::error_code code = move_with_logs(path(), name); code)
    return cannot_move(path(), code.message());
  archive::Disk& disk = archive::system_disk();
  if (const int code = disk.sync_folder(folder_of(path())); code != 0)
    return archive::disk_error("sync", folder_of(path()), code);
  if (files::exists(mark()))
    if (const int code = disk.remove(mark()); code != 0) return archive::disk_error("remove", mark(), code);
  return name;
}

void TablesFile::remove_leftovers() const { remove_file(fresh()); }

Result<void> TablesFile::rewrite(const warehouse::Library& library) {
  const auto copied = write_fresh(library);
  auto written = copied ? put_in_place() : copied.error();
  if (!written) remove_file(fresh());
  if (auto opened = open(library); !opened) return opened.error();
  return written;
}

/// A log beside the old file would be taken for the new one's.
Result<std::int64_t> TablesFile::write_fresh(const warehouse::Library& library,
                                             const warehouse::CopyChanges& changes) {
  close();
  remove_file(fresh());
  if (files::exists(path() + ".wal"))
    return Error{.kind = ErrorKind::local,
                 .message = "the tables are still in use and cannot be written anew",
                 .hint = "run it again"};
  auto left_out = warehouse::rewrite(library, path(), fresh(), options_, changes);
  if (!left_out) return left_out.error();
  ::chmod(fresh().c_str(), S_IRUSR | S_IWUSR);
  return *left_out;
}

Result<void> TablesFile::put_in_place() const {
  archive::Disk& disk = archive::system_disk();
  if (const int code = disk.rename(fresh(), path()); code != 0)
    return archive::disk_error("replace", path(), code);
  if (const int code = disk.sync_folder(folder_of(path())); code != 0)
    return archive::disk_error("sync", folder_of(path()), code);
  return {};
}

}  // namespace nowthen::extract
