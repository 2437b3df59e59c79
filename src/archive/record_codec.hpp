#pragma once
#include <memory>
#include <nowthen/core/random.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "archive/page_head.hpp"

namespace nowthen::archive {

/// What each byte of an erased record's salt and frame is. Not zero: that is what a file system shows where a
/// write was lost, and a record that never reached the disk must not pass for an erased one.
constexpr char erased_byte = '\xff';

/// What a record's block, its salt and its frame, turned out to be.
enum class BlockState {
  whole,
  erased,          ///< Salt and frame are ones, bit by bit.
  erased_in_part,  ///< The salt is ones, the frame is not: erasing was interrupted.
  damaged,
};

/// Holds the bytes of a block against its entry, without decompressing anything.
BlockState check_block(const RecordEntry& entry, std::string_view block);

/// A salt that is not all ones: that says that a record is erased.
Salt new_salt(Random& random);

/// Packs records into blocks and gets them out again. Keeps its working memory; not thread-safe.
class RecordCodec {
 public:
  /// `level` is zstd's, 1 to 19.
  explicit RecordCodec(int level = 1);
  ~RecordCodec();
  RecordCodec(RecordCodec&&) noexcept;
  RecordCodec& operator=(RecordCodec&&) noexcept;

  /// Appends the block of `record` to `blocks` and gives its entry, all but the offset. `record` is at most
  /// `max_record_bytes` long.
  RecordEntry pack(std::string_view record, const Salt& salt, std::string& blocks);

  /// The record in a block that `check_block` found whole. Nothing where it cannot be decompressed to the
  /// size that its entry states, or is not what its hash says.
  std::optional<std::string> unpack(const RecordEntry& entry, std::string_view block);

 private:
  struct Contexts;
  std::unique_ptr<Contexts> contexts_;
};

}  // namespace nowthen::archive
