#include "webhooks/outbox.hpp"

#include <algorithm>
#include <filesystem>
#include <unordered_set>
#include <utility>

#include "webhooks/outbox_line.hpp"

namespace nowthen::webhooks {
namespace {

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, std::max<std::size_t>(slash, 1));
}

// So much of a whole file is read, or written, at once.
constexpr std::uint64_t at_once = std::uint64_t{1} << 20U;

struct Stretch {
  std::uint64_t from = 0;
  std::uint64_t to = 0;
};

Result<std::string> bytes_of(const archive::ByteSource& source, Stretch stretch, const std::string& path) {
  std::string bytes(stretch.to - stretch.from, '\0');
  if (const int code = source.read(stretch.from, bytes)) return archive::disk_error("read", path, code);
  return bytes;
}

}  // namespace

Result<Outbox> Outbox::open(archive::Disk& disk, std::string path, const OutboxTerms& terms, Instant now) {
  Outbox outbox(disk, std::move(path), now);
  if (auto loaded = outbox.load(now); !loaded) return loaded.error();
  if (terms.endpoints) outbox.content_.keep_endpoints(*terms.endpoints);
  const auto erased = outbox.content_.erase(terms.names_erased, outbox.reader());
  if (!erased) return erased.error();
  outbox.erased_ = *erased;
  // Written anew at each start: torn ends and damaged lines are gone with it.
  if (auto condensed = outbox.condense(now); !condensed) return condensed.error();
  return outbox;
}

Outbox::Outbox(Outbox&& other) noexcept
    : disk_(other.disk_),
      path_(std::move(other.path_)),
      content_(std::move(other.content_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      source_(std::move(other.source_)),
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
  auto source = archive::open_file(path_);
  if (!source && source.error().kind == ErrorKind::not_found) return {};
  if (!source) return source.error();
  source_ = *std::move(source);
  OutboxLineScan scan([this](std::string_view text, std::uint64_t offset) { load_record(text, offset); });
  const std::uint64_t end = source_->size_bytes();
  for (std::uint64_t from = 0; from < end; from += at_once) {
    const auto bytes = bytes_of(*source_, {from, std::min(from + at_once, end)}, path_);
    if (!bytes) return bytes.error();
    scan.take(*bytes);
  }
  damaged_ += scan.damaged();
  content_.forget(now);
  return {};
}

void Outbox::load_record(std::string_view text, std::uint64_t offset) {
  const auto record = read_record(text);
  const auto places = places_in(text, offset);
  const auto* intake = record ? std::get_if<OutboxIntake>(&*record) : nullptr;
  if (record && (intake == nullptr || intake->events.size() == places.size()))
    content_.apply(*record, places);
  else
    ++damaged_;
}

Result<AcceptedEvent> Outbox::read_accepted(const OutboxContent::Pending& pending) const {
  auto accepted = read_event(*source_, pending.place);
  if (accepted && accepted->event.id != *pending.id)
    return Error{.kind = ErrorKind::not_found,
                 .message = "an event is not where the outbox of webhooks had it"};
  return accepted;
}

OutboxContent::ReadEvent Outbox::reader() const {
  return [this](const OutboxContent::Pending& pending) { return read_accepted(pending); };
}

Result<Event> Outbox::read(const OutboxContent::Pending& pending) const {
  auto accepted = read_accepted(pending);
  if (!accepted) return accepted.error();
  return std::move(accepted->event);
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
  const PlacedLine line = placed_line(record, size_);
  if (auto added = append(line.bytes, true); !added) return added.error();
  content_.apply(record, line.events);
  return ids;
}

Result<void> Outbox::finish(const OutboxDone& done) {
  if (auto added = append(outbox_line(record_text(done)), false); !added) return added;
  content_.apply(done);
  return {};
}

Result<std::size_t> Outbox::erase(const NamesErased& names_erased, Instant now) {
  const auto count = content_.erase(names_erased, reader());
  if (!count) return count;
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

Result<std::string> Outbox::next_piece(Rewrite& rewrite) const {
  const auto piece = rewrite.pieces.next(content_, reader());
  if (!piece) return piece.error();
  if (!*piece) return std::string();
  PlacedLine line = placed_line((*piece)->record, rewrite.pieces_size);
  rewrite.pieces_size += line.bytes.size();
  for (std::size_t i = 0; i < line.events.size(); ++i)
    rewrite.places.emplace_back((*piece)->numbers[i], line.events[i]);
  return std::move(line.bytes);
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
  abandon(rewrite);
  condensed_size_ = size_;
  return {};
}

void Outbox::abandon(Rewrite& rewrite) const {
  if (rewrite.descriptor >= 0) disk_->close(rewrite.descriptor);
  disk_->remove(rewrite.path);
}

/// Until the rename the old file is as it was.
Result<void> Outbox::take_place(Rewrite& rewrite) {
  if (size_ > rewrite.tail_from) {
    const auto tail = bytes_of(*source_, {rewrite.tail_from, size_}, path_);
    if (!tail) return tail.error();
    if (auto written = write_piece(rewrite, *tail); !written) return written;
  }
  if (auto synced = write_piece(rewrite, {}); !synced) return synced;
  auto source = archive::open_file(rewrite.path);
  if (!source) return source.error();
  if (const int code = disk_->rename(rewrite.path, path_))
    return archive::disk_error("rename", rewrite.path, code);
  if (descriptor_ >= 0) disk_->close(descriptor_);
  descriptor_ = rewrite.descriptor;
  source_ = *std::move(source);
  size_ = condensed_size_ = rewrite.size;
  content_.moved({.places = std::move(rewrite.places),
                  .last = rewrite.pieces.last(),
                  .from = rewrite.tail_from,
                  .to = rewrite.pieces_size});
  const int code = disk_->sync_folder(folder_of(path_));
  if (code == 0) return {};
  // Either file may be there after a power cut. Both say the same, until something is added.
  is_broken_ = true;
  return archive::disk_error("keep", path_, code);
}

Result<void> Outbox::condense(Instant now) {
  Rewrite rewrite = begin_rewrite(now);
  auto placed = write_pieces(rewrite);
  if (placed) placed = take_place(rewrite);
  const bool is_in_place = descriptor_ >= 0 && descriptor_ == rewrite.descriptor;
  if (!placed && !is_in_place) abandon(rewrite);
  return placed;
}

/// A small file in one step.
Result<void> Outbox::write_pieces(Rewrite& rewrite) const {
  std::string gathered;
  for (;;) {
    const auto piece = next_piece(rewrite);
    if (!piece) return piece.error();
    gathered += *piece;
    if (gathered.size() < at_once && !piece->empty()) continue;
    if (auto written = write_piece(rewrite, gathered); !written) return written;
    if (piece->empty()) return {};
    gathered.clear();
  }
}

Result<std::size_t> erase_in_outbox(archive::Disk& disk, const std::string& path,
                                    const NamesErased& names_erased, Instant now) {
  std::error_code unknown;
  if (!std::filesystem::exists(path, unknown) && !std::filesystem::exists(path + ".new", unknown)) return 0;
  const auto outbox = Outbox::open(disk, path, {.endpoints = {}, .names_erased = names_erased}, now);
  if (!outbox) return outbox.error();
  return outbox->erased();
}

}  // namespace nowthen::webhooks
