#pragma once
#include <cstdint>
#include <memory>
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>

#include "archive/byte_source.hpp"
#include "archive/record_codec.hpp"
#include "archive/segment_header.hpp"
#include "archive/segment_walk.hpp"

namespace nowthen::archive {

/// A record as it comes out of the archive.
struct Record {
  bool erased = false;
  bool erasure_unfinished = false;  ///< Its salt is gone, but not all of its bytes.
  std::string bytes;                ///< Empty where it is erased.
};

/// One segment, open for reading.
struct Segment {
  std::uint32_t number = 0;
  std::unique_ptr<ByteSource> source;
  HeaderState state = HeaderState::damaged;
  SegmentHeader header;          ///< Where `state` is sound.
  std::optional<Marker> marker;  ///< Nothing where none is to be had: no page can be found then.
};

/// Looks at the first bytes of `source`. `known` is the marker of the archive's other segments, for the case
/// that this one's header is damaged.
Segment open_segment(std::uint32_t number, std::unique_ptr<ByteSource> source,
                     const std::optional<Marker>& known);

/// The same for the segment's file in `folder`. Fails with `local` where it cannot be opened.
Result<Segment> open_segment(const std::string& folder, std::uint32_t number,
                             const std::optional<Marker>& known);

/// The error of a segment whose layout is of a later version.
Error newer_layout(std::uint32_t number);

/// The page that a record is said to lie in. Fails with `not_found` where there is no such page or record, or
/// its head is damaged.
Result<FoundPage> page_of(const Segment& segment, const Position& position);

/// The salt and the frame of a record. Fails with `local` where they cannot be read.
Result<std::string> read_block(const ByteSource& source, const FoundPage& page, const RecordEntry& entry);

/// A record of a page, proven by its hash. Fails with `local` where it is damaged: the message names the
/// cause.
Result<Record> read_record(const ByteSource& source, const FoundPage& page, const RecordEntry& entry,
                           RecordCodec& codec);

}  // namespace nowthen::archive
