#pragma once
#include <map>
#include <nowthen/core/result.hpp>
#include <string>
#include <vector>

#include "cli/commands/export_manifest.hpp"

namespace nowthen::cli {

/// The folder that an export is kept in, locked against others that export into it.
///
/// `manifest.json` lists every file. A file appears whole, under its name, when `accept` has read it; the
/// manifest follows with `write_manifest`. Files are for their owner only (0600), folders too (0700). Not
/// thread-safe.
class ExportFolder {
 public:
  /// Opens the folder, made where it is missing. Fails with a usage error where it holds something else, or
  /// an export of another form or time zone; with `local` where it is in use or cannot be read or written.
  static Result<ExportFolder> open(const std::string& path, const ExportForm& form,
                                   const std::string& time_zone, Instant now);

  /// Opens the folder of an earlier export, of whatever form it is. Fails with `local` where there is none,
  /// or it is in use, or cannot be read or written.
  static Result<ExportFolder> open_again(const std::string& path, Instant now);

  ~ExportFolder();
  ExportFolder(ExportFolder&& other) noexcept;
  ExportFolder& operator=(ExportFolder&&) = delete;

  /// Absolute.
  const std::string& path() const noexcept { return path_; }
  /// The file to write the next one to.
  std::string unfinished() const;

  const ExportForm& form() const noexcept { return settings_.form; }
  /// Where a file lies.
  std::string path_of(const ExportedFile& file) const { return at(place_in(file)); }
  /// All files.
  std::vector<ExportedFile> files() const;
  /// The files of that table.
  std::vector<ExportedFile> files_of(std::string_view table) const;
  /// Whether it is there with the size it had. Its bytes are not read.
  bool is_intact(const ExportedFile& file) const;

  /// Syncs and reads `unfinished`, and gives it its name in place of what had that before.
  Result<void> accept(ExportedFile file);
  /// Takes the file away. One that is gone already is no error.
  Result<void> remove(const ExportedFile& file);
  /// Reads the file that lies where this one does, and lists it as it is.
  Result<void> list_again(ExportedFile file);
  /// Takes away what lies where files of ours do and is not listed: an export that was killed leaves such.
  /// Gives how many.
  Result<std::int64_t> remove_unlisted();
  /// Brings all that was done to the disk, names included.
  Result<void> sync() const;
  /// Writes the manifest where it does not say what is there.
  Result<void> write_manifest(Instant now);

 private:
  ExportFolder(std::string path, int lock, ExportManifest settings)
      : path_(std::move(path)), lock_(lock), settings_(std::move(settings)) {}

  Result<void> read_manifest();
  Result<void> check_settings(const ExportManifest& found) const;
  std::string at(const std::string& place) const { return path_ + "/" + place; }
  std::string place_in(const ExportedFile& file) const;

  std::string path_;
  int lock_;                                   ///< Descriptor of the folder.
  ExportManifest settings_;                    ///< Without files.
  std::map<std::string, ExportedFile> files_;  ///< By their places.
  bool is_listed_ = false;                     ///< The manifest says so already.
};

}  // namespace nowthen::cli
