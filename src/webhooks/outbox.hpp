#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/byte_source.hpp"
#include "archive/disk.hpp"
#include "webhooks/outbox_content.hpp"

namespace nowthen::webhooks {

/// What is left of an outbox that is opened.
struct OutboxTerms {
  /// Deliveries to others are dropped. Nothing: none are.
  std::optional<std::vector<std::string>> endpoints{};
  NamesErased names_erased{};
};

/// The file in which events wait until they are delivered: lines with checksums, only ever added to, written
/// anew when most of it is over. What was torn at its end, or damaged, is left aside when it is opened.
/// Events stay there: in memory is where each lies.
///
/// One process has it at a time. Not thread-safe, but that a `Rewrite` writes its pieces beside everything
/// else. After a write that could be neither finished nor taken back everything fails.
class Outbox {
 public:
  /// Opens the file, or makes it. What `terms` do not leave is not in it any more. Fails with `local`.
  static Result<Outbox> open(archive::Disk& disk, std::string path, const OutboxTerms& terms, Instant now);

  /// The file written anew beside the old one, while that goes on: most of it needs nobody to wait.
  struct Rewrite {
    OutboxContent::Pieces pieces;
    std::uint64_t tail_from = 0;  ///< What was added to the old file from here on comes last.
    std::string path;
    int descriptor = -1;
    std::uint64_t size = 0;
    std::uint64_t pieces_size = 0;                               ///< Of the pieces that there were.
    std::vector<std::pair<std::uint64_t, EventPlace>> places{};  ///< Of their events, by number.
  };

  Outbox(Outbox&& other) noexcept;
  Outbox& operator=(Outbox&&) = delete;
  ~Outbox();

  /// Adds events that are news (`OutboxContent::is_news`), and the note. On the disk, all of it or nothing,
  /// when it returns. @return those that were added
  Result<std::vector<std::string>> accept(std::vector<AcceptedEvent> events, std::optional<std::string> note,
                                          Instant now);

  /// A pending event. Blocks on the disk for a moment. Fails with `local` where it cannot be read any more.
  Result<Event> read(const OutboxContent::Pending& pending) const;

  /// A delivery is over. What a power cut makes of this is delivered again.
  Result<void> finish(const OutboxDone& done);

  /// Whether most of the file is over, and it is to be written anew: by these four, in this order.
  bool wants_rewriting() const noexcept { return size_ >= worth_condensing && size_ >= 2 * condensed_size_; }
  Rewrite begin_rewrite(Instant now);
  /// The next piece as it is written; empty once there is none. Quick. Fails with `local` where an event
  /// cannot be read.
  Result<std::string> next_piece(Rewrite& rewrite) const;
  /// Writes a piece, or, where it is empty, sees to it that all are on the disk. May go on beside everything
  /// else but another rewriting. Fails with `local`.
  Result<void> write_piece(Rewrite& rewrite, std::string_view piece) const;
  /// Adds what came meanwhile, and puts the file in place of the old one. Where `written` is an error, or
  /// this cannot be done, the old file goes on, and it is tried again when that has grown. Fails with `local`
  /// where the outbox cannot be used any more.
  Result<void> end_rewrite(Rewrite& rewrite, const Result<void>& written);

  /// Writes it anew at once, where that is worth it.
  void condense_if_worth_it(Instant now);

  /// `OutboxContent::erase`, which reads all that waits; the file is written anew, without what was delivered
  /// meanwhile, too.
  Result<std::size_t> erase(const NamesErased& names_erased, Instant now);

  /// Drops deliveries to all but these; the file is written anew.
  Result<void> keep_endpoints(const std::vector<std::string>& endpoints, Instant now);

  /// Events that named an erased conversation when the file was opened.
  std::size_t erased() const noexcept { return erased_; }
  const OutboxContent& content() const noexcept { return content_; }
  /// Lines that were not what they had been when the file was opened.
  std::size_t damaged() const noexcept { return damaged_; }
  std::uint64_t size_bytes() const noexcept { return size_; }

 private:
  Outbox(archive::Disk& disk, std::string path, Instant now)
      : disk_(&disk), path_(std::move(path)), content_(now) {}

  Result<void> load(Instant now);
  Result<void> append(std::string_view bytes, bool is_synced);
  Result<void> condense(Instant now);
  void load_record(std::string_view text, std::uint64_t offset);
  Result<AcceptedEvent> read_accepted(const OutboxContent::Pending& pending) const;
  OutboxContent::ReadEvent reader() const;
  Result<void> write_pieces(Rewrite& rewrite) const;
  Result<void> take_place(Rewrite& rewrite);
  void abandon(Rewrite& rewrite) const;

  static constexpr std::uint64_t worth_condensing = std::uint64_t{1} << 20U;

  archive::Disk* disk_;
  std::string path_;
  OutboxContent content_;
  int descriptor_ = -1;
  std::unique_ptr<archive::ByteSource> source_;  ///< Of the same file. Null: there was none.
  std::uint64_t size_ = 0;
  std::uint64_t condensed_size_ = 0;  ///< As it was when it was last written anew.
  std::size_t damaged_ = 0;
  std::size_t erased_ = 0;
  bool is_broken_ = false;
};

/// Takes what names an erased conversation out of an outbox that nobody has open. @return how many events.
/// Without a file there is nothing to do. Fails with `local`.
Result<std::size_t> erase_in_outbox(archive::Disk& disk, const std::string& path,
                                    const NamesErased& names_erased, Instant now);

}  // namespace nowthen::webhooks
