#pragma once
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "archive/reader.hpp"
#include "archive/segment_files.hpp"
#include "archive/verify.hpp"
#include "archive/writer.hpp"
#include "tests/support/faulty_disk.hpp"

namespace nowthen::testing {

/// A folder for one archive, in memory where the system has such a place, removed at the end of its scope.
class ArchiveFolder {
 public:
  ArchiveFolder() {
    const std::filesystem::path memory = "/dev/shm";
    const bool usable = ::access(memory.c_str(), W_OK | X_OK) == 0;
    std::string path = (usable ? memory : std::filesystem::temp_directory_path()) / "nowthen-archive-XXXXXX";
    if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("no temporary folder");
    outer_ = path;
  }
  ~ArchiveFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(outer_, ignored);
  }
  ArchiveFolder(const ArchiveFolder&) = delete;
  ArchiveFolder& operator=(const ArchiveFolder&) = delete;

  /// The archive's folder; not there before a writer makes it.
  std::string path() const { return (outer_ / "archive").string(); }

  std::string file(const std::string& name) const { return archive::path_in(path(), name); }
  std::string segment(std::uint32_t number) const { return file(archive::segment_name(number)); }

  std::string content(const std::string& path) const {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  void overwrite(const std::string& path, const std::string& content) const {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
  }

  /// Every byte of every file of the archive.
  std::string all_bytes() const {
    std::string bytes;
    for (const auto& entry : std::filesystem::directory_iterator(path()))
      bytes += content(entry.path().string());
    return bytes;
  }

 private:
  std::filesystem::path outer_;
};

/// The machine's disk without waiting for it: syncs are counted and not done.
inline archive::Disk& quick_disk() {
  static FaultyDisk disk;
  return disk;
}

/// Opens a writer that does not wait for the disk.
inline Result<archive::Writer> open_writer(const ArchiveFolder& folder, archive::WriterOptions options = {}) {
  if (options.disk == nullptr) options.disk = &quick_disk();
  return archive::Writer::open(folder.path(), options);
}

/// One page as a test wrote it or read it.
struct PlainPage {
  archive::PageHeader header;
  std::vector<std::string> records;

  bool operator==(const PlainPage&) const = default;
};

/// A page of kind `sync` with those records.
inline PlainPage page_of(std::vector<std::string> records) {
  return {{.kind = archive::PageKind::sync, .request = "GET /conversations", .http_status = 200},
          std::move(records)};
}

inline Result<archive::Appended> append(archive::Writer& writer, const PlainPage& page) {
  const std::vector<std::string_view> records(page.records.begin(), page.records.end());
  return writer.append(page.header, records);
}

/// Every page of the archive with every record; a damaged record is left out, an erased one reads `erased`.
inline std::vector<PlainPage> read_all(const std::string& folder) {
  std::vector<PlainPage> pages;
  auto reader = archive::Reader::open(folder);
  if (!reader) return pages;
  for (auto page = reader->next(); page && *page; page = reader->next()) {
    pages.push_back({(*page)->header(), {}});
    for (std::uint32_t i = 0; i < (*page)->record_count(); ++i)
      if (auto record = reader->record(**page, i))
        pages.back().records.push_back(record->erased ? "erased" : record->bytes);
  }
  return pages;
}

/// What `verify` finds, as text, a line each; empty when nothing.
inline std::string findings_of(const std::string& folder, archive::VerifyOptions options = {}) {
  const auto verified = archive::verify(folder, options);
  if (!verified) return verified.error().message;
  std::string text;
  for (const auto& finding : verified->findings) text += to_text(finding) + "\n";
  return text;
}

}  // namespace nowthen::testing
