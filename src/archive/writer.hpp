#pragma once
#include <cstdint>
#include <nowthen/core/random.hpp>
#include <nowthen/core/result.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/disk.hpp"
#include "archive/page.hpp"
#include "archive/prune_trace.hpp"
#include "archive/record_codec.hpp"
#include "archive/recovery.hpp"

namespace nowthen::archive {

struct WriterOptions {
  std::uint64_t segment_bytes = std::uint64_t{256}
                                << 20U;  ///< A new segment begins beyond; a page is never split.
  int compression_level = 1;             ///< zstd's, 1 to 19.
  /// The last page that anything was concluded from, as whoever concluded remembers it. Nothing up to it is
  /// cut on opening, its number is never given again, and what is behind it and unsound is cut.
  std::optional<Head> concluded;
  Disk* disk = nullptr;     ///< Null: the machine's own. Must outlive the writer.
  Random* salts = nullptr;  ///< Null: the system's secure source. Must outlive the writer.
};

/// What `Writer::append` did. Not on the disk before `Writer::sync` succeeded.
struct Appended {
  Head head;       ///< The page that was written.
  Position first;  ///< Where its first record lies.
  std::uint32_t record_count = 0;

  Position position(std::uint32_t record) const noexcept {
    return {first.segment, first.page_offset, record};
  }
};

/// Appends pages to an archive, `folder`, which is made where it is missing.
///
/// One writer at a time: the owner of the data directory holds its lock and has one. Not thread-safe. After a
/// failed write or sync nothing more is taken, and what was appended since the last sync counts as lost,
/// until the archive is opened again: the system may forget what it could not write, and say so once. Each
/// call blocks while the disk does.
class Writer {
 public:
  /// Makes or opens the archive, and first of all repairs its end: see `recover`. Fails with `local`.
  static Result<Writer> open(std::string folder, WriterOptions options = {});

  ~Writer();
  Writer(Writer&& other) noexcept;
  Writer& operator=(Writer&&) = delete;

  /// Writes one page; `records` are their bytes as they are to be kept: policy has acted on them already.
  /// Fails with `invalid_request`, nothing written, where a limit of `page.hpp` is passed, and with `local`.
  Result<Appended> append(const PageHeader& header, std::span<const std::string_view> records);

  /// Everything appended so far is on the disk when this has succeeded; only then may anything be concluded
  /// from it. Fails with `local`.
  Result<void> sync();

  /// Syncs and closes. Nothing can be appended afterwards.
  Result<void> close();

  /// Goes to a new segment, unless the present one has no page yet: what is there so far can be pruned
  /// then. Everything is synced. Fails with `local`.
  Result<void> begin_segment();

  /// Drops the segments before `first_kept`, which is one of the archive's. What was dropped stays provable:
  /// a page that names the last page dropped is on the disk before the first file goes. Gives how many
  /// segments went. Fails with `invalid_request` and `local`.
  Result<std::uint32_t> prune(std::uint32_t first_kept);

  /// What was cut off on opening, if anything.
  const std::optional<Cut>& cut() const noexcept { return recovered_.cut; }

  /// What else was found on opening that is not as it should be.
  const std::vector<Finding>& findings() const noexcept { return recovered_.findings; }

  /// The last page.
  const Head& head() const noexcept { return head_; }

  /// The segment that the next page goes to, unless it is full.
  std::uint32_t segment() const noexcept { return segment_; }

 private:
  Writer(std::string folder, const WriterOptions& options, Recovered recovered);

  Result<void> resume();
  Result<void> start_segment();
  Result<void> make_room(std::uint64_t page_bytes);
  Result<Appended> append_page(const PageHeader& header, std::span<const std::string_view> records);
  Result<void> write_page(std::string_view head, std::string_view blocks);
  Result<PruneTrace> trace_before(std::uint32_t first_kept) const;
  Error broken(std::string_view verb, int code);
  std::string path() const;

  std::string folder_;
  WriterOptions options_;
  Disk* disk_;
  Random* salts_;
  RecordCodec codec_;
  Recovered recovered_;
  Marker marker_{};
  std::uint32_t segment_ = 0;
  std::uint64_t size_bytes_ = 0;  ///< Of the segment.
  int descriptor_ = -1;           ///< -1: closed, or broken.
  Head head_;
  std::uint64_t synced_ = 0;      ///< The last page that a sync has covered.
  std::optional<Error> failure_;  ///< Why nothing is taken any more.
};

}  // namespace nowthen::archive
