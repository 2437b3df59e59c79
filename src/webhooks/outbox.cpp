#include "webhooks/outbox.hpp"

#include <algorithm>
#include <filesystem>
#include <unordered_set>

#include "archive/byte_source.hpp"
#include "webhooks/outbox_line.hpp"

namespace nowthen::webhooks {
namespace {

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, std::max<std::size_t>(slash, 1));
}

Result<std::string> whole_file(const std::string& path) {
  const auto source = archive::open_file(path);
  if (!source && source.error().kind == ErrorKind::not_found) return std::string();
  if (!source) return source.error();
  std::string bytes((*source)->size_bytes(), '\0');
  if (const int code = (*source)->read(0, bytes)) return archive::disk_error("read", path, code);
  return bytes;
}

Result<std::string> bytes_of_file(const std::string& path, std::uint64_t from, std::uint64_t to) {
  const auto source = archive::open_file(path);
  if (!source) return source.error();
  std::string bytes(to - from, '\0');
  if (const int code = (*source)->read(from, bytes)) return archive::disk_error("read", path, code);
  return bytes;
}

}  // namespace

Result<Outbox> Outbox::open(archive::Disk& disk, std::string path, const OutboxTerms& terms, Instant now) {
  Outbox outbox(disk, std::move(path), now);
  if (auto loaded = outbox.load(now); !loaded) return loaded.error();
  if (terms.endpoints) outbox.content_.keep_endpoints(*terms.endpoints);
  outbox.erased_ = outbox.content_.erase(terms.names_erased);
  // Written anew at each start: torn ends and damaged lines are gone with it.
  if (auto condensed = outbox.condense(now); !condensed) return condensed.error();
  return outbox;
}

Outbox::Outbox(Outbox&& other) noexcept
    : disk_(other.disk_),
      path_(std::move(other.path_)),
      content_(std::move(other.content_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      size_(other.size_),
      condensed_size_(other.condensed_size_),
      damaged_(other.damaged_),
      erased_(other.erased_),
      is_broken_(other.is_broken_) {}

Outbox::~Outbox() {
  if (descriptor_ < 0) return;
  disk_->sync(descriptor_);
  disk_->close(descriptor_);
}

Result<void> Outbox::load(Instant now) {
  const auto bytes = whole_file(path_);
  if (!bytes) return bytes.error();
  const OutboxLines lines = read_outbox_lines(*bytes);
  damaged_ = lines.damaged;
  for (const std::string_view each : lines.records) {
    const auto record = read_record(each);
    if (record)
      content_.apply(*record);
    else
      ++damaged_;
  }
  content_.forget(now);
  return {};
}

Result<std::vector<std::string>> Outbox::accept(std::vector<AcceptedEvent> events,
                                                std::optional<std::string> note, Instant now) {
  std::vector<std::string> ids;
  std::unordered_set<std::string> seen;
  std::erase_if(events, [&](const AcceptedEvent& each) {
    if (!content_.is_news(each.event, now) || !seen.insert(each.event.id).second) return true;
    ids.push_back(each.event.id);
    return false;
  });
  if (events.empty() && (!note || note == content_.note())) return ids;
  const OutboxRecord record = OutboxIntake{.events = std::move(events), .note = std::move(note)};
  if (auto added = append(outbox_line(record_text(record)), true); !added) return added.error();
  content_.apply(record);
  return ids;
}

Result<void> Outbox::finish(const OutboxDone& done) {
  if (auto added = append(outbox_line(record_text(done)), false); !added) return added;
  content_.apply(done);
  return {};
}

Result<std::size_t> Outbox::erase(const NamesErased& names_erased, Instant now) {
  const std::size_t count = content_.erase(names_erased);
  if (auto condensed = condense(now); !condensed) return condensed.error();
  return count;
}

Result<void> Outbox::keep_endpoints(const std::vector<std::string>& endpoints, Instant now) {
  content_.keep_endpoints(endpoints);
  return condense(now);
}

Result<void> Outbox::append(std::string_view bytes, bool is_synced) {
  if (is_broken_)
    return Error{.kind = ErrorKind::local,
                 .message = "the outbox of webhooks could not be written, and is left alone",
                 .hint = "start it again when the disk is well"};
  int code = disk_->write(descriptor_, size_, bytes);
  if (code == 0 && is_synced) code = disk_->sync(descriptor_);
  if (code == 0) {
    size_ += bytes.size();
    return {};
  }
  // What came half is taken back, so that nothing is written behind it. After a sync that failed nothing is
  // known of the disk any more.
  is_broken_ = true;
  if (disk_->truncate(descriptor_, size_) == 0 && disk_->sync(descriptor_) == 0) is_broken_ = false;
  return archive::disk_error("write", path_, code);
}

/// What cannot be written anew now goes on as it is, and is tried again when it has grown.
void Outbox::condense_if_worth_it(Instant now) {
  if (wants_rewriting() && !condense(now)) condensed_size_ = size_;
}

Outbox::Rewrite Outbox::begin_rewrite(Instant now) {
  content_.forget(now);
  return {.pieces = OutboxContent::Pieces(content_), .tail_from = size_, .path = path_ + ".new"};
}

std::string Outbox::next_piece(Rewrite& rewrite) const {
  const auto record = rewrite.pieces.next(content_);
  return record ? outbox_line(record_text(*record)) : std::string();
}

Result<void> Outbox::write_piece(Rewrite& rewrite, std::string_view piece) const {
  if (rewrite.descriptor < 0) {
    disk_->remove(rewrite.path);
    if (const int code = disk_->create(rewrite.path, rewrite.descriptor))
      return archive::disk_error("make", rewrite.path, code);
  }
  const int code =
      piece.empty() ? disk_->sync(rewrite.descriptor) : disk_->write(rewrite.descriptor, rewrite.size, piece);
  if (code != 0) return archive::disk_error("write", rewrite.path, code);
  rewrite.size += piece.size();
  return {};
}

Result<void> Outbox::end_rewrite(Rewrite& rewrite, const Result<void>& written) {
  auto placed = written && !is_broken_ ? take_place(rewrite) : Result<void>(Error{});
  if (placed || is_broken_) return placed;
  if (rewrite.descriptor >= 0) disk_->close(rewrite.descriptor);
  disk_->remove(rewrite.path);
  condensed_size_ = size_;
  return {};
}

/// Until the rename the old file is as it was.
Result<void> Outbox::take_place(Rewrite& rewrite) {
  auto tail = bytes_of_file(path_, rewrite.tail_from, size_);
  if (!tail) return tail.error();
  if (!tail->empty())
    if (auto written = write_piece(rewrite, *tail); !written) return written;
  if (auto synced = write_piece(rewrite, {}); !synced) return synced;
  if (const int code = disk_->rename(rewrite.path, path_))
    return archive::disk_error("rename", rewrite.path, code);
  disk_->close(descriptor_);
  descriptor_ = rewrite.descriptor;
  size_ = condensed_size_ = rewrite.size;
  const int code = disk_->sync_folder(folder_of(path_));
  if (code == 0) return {};
  is_broken_ = true;  // as in `condense`
  return archive::disk_error("keep", path_, code);
}

Result<void> Outbox::condense(Instant now) {
  content_.forget(now);
  std::string bytes;
  for (const OutboxRecord& each : content_.condensed()) bytes += outbox_line(record_text(each));
  const std::string beside = path_ + ".new";
  int descriptor = -1;
  if (auto written = write_anew(beside, descriptor, bytes); !written) {
    if (descriptor >= 0) disk_->close(descriptor);
    disk_->remove(beside);
    return written;
  }
  if (descriptor_ >= 0) disk_->close(descriptor_);
  descriptor_ = descriptor;
  size_ = condensed_size_ = bytes.size();
  const int code = disk_->sync_folder(folder_of(path_));
  if (code == 0) return {};
  // Either file may be there after a power cut. Both say the same, until something is added.
  is_broken_ = true;
  return archive::disk_error("keep", path_, code);
}

Result<std::size_t> erase_in_outbox(archive::Disk& disk, const std::string& path,
                                    const NamesErased& names_erased, Instant now) {
  std::error_code unknown;
  if (!std::filesystem::exists(path, unknown) && !std::filesystem::exists(path + ".new", unknown)) return 0;
  const auto outbox = Outbox::open(disk, path, {.endpoints = {}, .names_erased = names_erased}, now);
  if (!outbox) return outbox.error();
  return outbox->erased();
}

/// Fails without having touched the file that is there.
Result<void> Outbox::write_anew(const std::string& beside, int& descriptor, std::string_view bytes) {
  disk_->remove(beside);
  if (const int code = disk_->create(beside, descriptor)) return archive::disk_error("make", beside, code);
  if (const int code = disk_->write(descriptor, 0, bytes)) return archive::disk_error("write", beside, code);
  if (const int code = disk_->sync(descriptor)) return archive::disk_error("write", beside, code);
  if (const int code = disk_->rename(beside, path_)) return archive::disk_error("rename", beside, code);
  return {};
}

}  // namespace nowthen::webhooks
