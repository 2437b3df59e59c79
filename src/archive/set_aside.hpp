#pragma once
#include <cstdint>
#include <nowthen/core/result.hpp>
#include <string>

#include "archive/byte_source.hpp"
#include "archive/disk.hpp"

namespace nowthen::archive {

/// Copies the bytes of a segment from `offset` to its end into a file of their own, synced, and gives its
/// name; an empty name, and no file, where they are all zeros. Fails with `local`.
Result<std::string> set_aside(const std::string& folder, std::uint32_t segment, const ByteSource& source,
                              std::uint64_t offset, Disk& disk);

/// A part of a file, half-open.
struct ByteRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

/// Writes a part of `source` to `descriptor`, piece by piece, each byte to `shift` before where it is.
/// @return 0 or the system's error code.
int copy_bytes(const ByteSource& source, ByteRange range, Disk& disk, int descriptor,
               std::uint64_t shift = 0);

/// Removes every file of bytes that were set aside: an erased person's may be among them. Gives how many
/// there were. Fails with `local`.
Result<std::size_t> remove_set_aside(const std::string& folder, Disk& disk = system_disk());

}  // namespace nowthen::archive
