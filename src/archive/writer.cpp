#include "archive/writer.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <utility>

#include "archive/little_endian.hpp"
#include "archive/secure_random.hpp"
#include "archive/segment_files.hpp"
#include "archive/segment_header.hpp"

namespace nowthen::archive {
namespace {

/// The folder above `folder`, where its name stands.
std::string folder_above(const std::string& folder) {
  const std::string above = std::filesystem::path(folder).lexically_normal().parent_path().string();
  return above.empty() ? "." : above;
}

Result<void> make_folder(const std::string& folder, Disk& disk) {
  int code = disk.make_folder(folder);
  // Whoever made one that is there may have been stopped before its name was on the disk.
  if (code == 0 || code == EEXIST) code = disk.sync_folder(folder_above(folder));
  if (code != 0) return disk_error("make", folder, code);
  return {};
}

Error refused(std::string message) {
  return {.kind = ErrorKind::invalid_request,
          .message = std::move(message),
          .hint = "keep the bytes in several pages, or in quarantine in pieces"};
}

Result<void> check_limits(const PageHeader& header, std::span<const std::string_view> records) {
  if (header.request.size() > max_text_bytes || header.note.size() > max_text_bytes)
    return refused(fmt::format("a page's request and note are at most {} bytes each", max_text_bytes));
  if (records.size() > max_records_per_page)
    return refused(
        fmt::format("{} records are more than the {} a page can hold", records.size(), max_records_per_page));
  for (const std::string_view record : records)
    if (record.size() > max_record_bytes)
      return refused(fmt::format("a record of {} bytes is larger than the {} that are kept", record.size(),
                                 max_record_bytes));
  return {};
}

}  // namespace

Result<Writer> Writer::open(std::string folder, WriterOptions options) {
  if (options.disk == nullptr) options.disk = &system_disk();
  if (options.salts == nullptr) options.salts = &secure_random();
  if (auto made = make_folder(folder, *options.disk); !made) return made.error();
  auto recovered = recover(folder, options.concluded, *options.disk);
  if (!recovered) return recovered.error();
  Writer writer(std::move(folder), options, std::move(*recovered));
  if (auto resumed = writer.resume(); !resumed) return resumed.error();
  return writer;
}

Writer::Writer(std::string folder, const WriterOptions& options, Recovered recovered)
    : folder_(std::move(folder)),
      options_(options),
      disk_(options.disk),
      salts_(options.salts),
      codec_(options.compression_level),
      recovered_(std::move(recovered)),
      marker_(recovered_.marker ? *recovered_.marker : new_salt(*salts_)),
      segment_(recovered_.segment),
      size_bytes_(recovered_.size_bytes),
      head_(recovered_.head),
      synced_(recovered_.head.sequence) {}

Writer::~Writer() {
  if (descriptor_ >= 0) disk_->close(descriptor_);
}

Writer::Writer(Writer&& other) noexcept
    : folder_(std::move(other.folder_)),
      options_(other.options_),
      disk_(other.disk_),
      salts_(other.salts_),
      codec_(std::move(other.codec_)),
      recovered_(std::move(other.recovered_)),
      marker_(other.marker_),
      segment_(other.segment_),
      size_bytes_(other.size_bytes_),
      descriptor_(std::exchange(other.descriptor_, -1)),
      head_(other.head_),
      synced_(other.synced_),
      failure_(std::move(other.failure_)) {}

std::string Writer::path() const { return path_in(folder_, segment_name(segment_)); }

Result<void> Writer::resume() {
  if (recovered_.needs_new_segment) return start_segment();
  if (const int code = disk_->open(path(), descriptor_); code != 0) return disk_error("write", path(), code);
  return {};
}

/// The new file gets its name when its header is on the disk: a segment that can be seen is whole.
Result<void> Writer::start_segment() {
  ++segment_;
  const std::string unfinished = path_in(folder_, unfinished_name(segment_));
  const SegmentHeader header{.number = segment_, .marker = marker_, .before = head_};
  int code = disk_->create(unfinished, descriptor_);
  if (code == 0) code = disk_->write(descriptor_, 0, encode_segment_header(header));
  if (code == 0) code = disk_->sync(descriptor_);
  if (code == 0) code = disk_->rename(unfinished, path());
  if (code == 0) code = disk_->sync_folder(folder_);
  if (code != 0) return broken("make", code);
  size_bytes_ = segment_header_bytes;
  return {};
}

/// Goes to a new segment where the page would make this one too large.
Result<void> Writer::make_room(std::uint64_t page_bytes) {
  if (size_bytes_ + page_bytes <= options_.segment_bytes) return {};
  return begin_segment();
}

/// The old one is synced before.
Result<void> Writer::begin_segment() {
  if (failure_) return *failure_;
  if (size_bytes_ == segment_header_bytes) return {};
  if (auto synced = sync(); !synced) return synced;
  disk_->close(std::exchange(descriptor_, -1));
  return start_segment();
}

Result<Appended> Writer::append(const PageHeader& header, std::span<const std::string_view> records) {
  if (header.kind == PageKind::pruned)
    return refused("pages about what was pruned are written by prune alone");
  return append_page(header, records);
}

Result<Appended> Writer::append_page(const PageHeader& header, std::span<const std::string_view> records) {
  if (failure_) return *failure_;
  if (auto checked = check_limits(header, records); !checked) return checked.error();
  PageHead head{.sequence = head_.sequence + 1, .previous = head_.hash, .header = header};
  std::string blocks;
  head.records.reserve(records.size());
  for (const std::string_view record : records)
    head.records.push_back(codec_.pack(record, new_salt(*salts_), blocks));
  encode_head(marker_, head);
  if (auto room = make_room(head.page_bytes); !room) return room.error();
  head.synced = synced_;
  std::string bytes = encode_head(marker_, head);
  const Appended appended{
      {head.sequence, sha256(bytes)}, {segment_, size_bytes_, 0}, static_cast<std::uint32_t>(records.size())};
  bytes += as_text(appended.head.hash);
  if (auto written = write_page(bytes, blocks); !written) return written.error();
  head_ = appended.head;
  return appended;
}

Result<void> Writer::write_page(std::string_view head, std::string_view blocks) {
  int code = disk_->write(descriptor_, size_bytes_, head);
  if (code == 0 && !blocks.empty()) code = disk_->write(descriptor_, size_bytes_ + head.size(), blocks);
  if (code != 0) return broken("write", code);
  size_bytes_ += head.size() + blocks.size();
  return {};
}

Result<void> Writer::sync() {
  if (failure_) return *failure_;
  if (synced_ == head_.sequence) return {};
  if (const int code = disk_->sync(descriptor_); code != 0) return broken("sync", code);
  synced_ = head_.sequence;
  return {};
}

Result<void> Writer::close() {
  auto synced = sync();
  if (descriptor_ >= 0) disk_->close(std::exchange(descriptor_, -1));
  if (!failure_)
    failure_ = Error{.kind = ErrorKind::local, .message = "the archive is closed", .hint = "open it again"};
  return synced;
}

Error Writer::broken(std::string_view verb, int code) {
  Error error = disk_error(verb, path(), code);
  if (descriptor_ >= 0) disk_->close(std::exchange(descriptor_, -1));
  failure_ = error;
  failure_->message = "the archive takes nothing more until it is opened again: " + error.message;
  return error;
}

}  // namespace nowthen::archive
