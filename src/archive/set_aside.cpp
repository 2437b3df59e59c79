#include "archive/set_aside.hpp"

#include <algorithm>
#include <cerrno>

#include "archive/segment_files.hpp"

namespace nowthen::archive {
namespace {

constexpr std::uint64_t piece_bytes = std::uint64_t{1} << 20U;
constexpr int most_attempts = 10'000;

/// Calls `take(offset, piece)` for piece after piece until it gives a code other than 0.
template <class Take>
int for_each_piece(const ByteSource& source, ByteRange range, Take take) {
  std::string piece;
  for (std::uint64_t at = range.begin; at < range.end; at += piece.size()) {
    piece.resize(std::min(piece_bytes, range.end - at));
    if (const int code = source.read(at, piece); code != 0) return code;
    if (const int code = take(at, std::string_view(piece)); code != 0) return code;
  }
  return 0;
}

/// Whether anything but zeros is there; what cannot be read counts.
bool has_bytes(const ByteSource& source, ByteRange range) {
  constexpr int found = 1;
  return for_each_piece(source, range, [](std::uint64_t, std::string_view piece) {
           return piece.find_first_not_of('\0') == std::string_view::npos ? 0 : found;
         }) != 0;
}

}  // namespace

int copy_bytes(const ByteSource& source, ByteRange range, Disk& disk, int descriptor, std::uint64_t shift) {
  return for_each_piece(source, range, [&](std::uint64_t offset, std::string_view piece) {
    return disk.write(descriptor, offset - shift, piece);
  });
}

Result<std::string> set_aside(const std::string& folder, std::uint32_t segment, const ByteSource& source,
                              std::uint64_t offset, Disk& disk) {
  const ByteRange range{offset, source.size_bytes()};
  if (!has_bytes(source, range)) return std::string();
  std::string name;
  int descriptor = -1;
  int code = EEXIST;
  for (int attempt = 1; code == EEXIST && attempt <= most_attempts; ++attempt) {
    name = set_aside_name(segment, offset, attempt);
    code = disk.create(path_in(folder, name), descriptor);
  }
  if (code != 0) return disk_error("write", path_in(folder, name), code);
  code = copy_bytes(source, range, disk, descriptor, offset);
  if (code == 0) code = disk.sync(descriptor);
  disk.close(descriptor);
  if (code == 0) code = disk.sync_folder(folder);
  if (code != 0) return disk_error("write", path_in(folder, name), code);
  return name;
}

Result<std::size_t> remove_set_aside(const std::string& folder, Disk& disk) {
  const auto listing = list_folder(folder);
  if (!listing) return listing.error();
  for (const std::string& name : listing->set_aside)
    if (const int code = disk.remove(path_in(folder, name)); code != 0)
      return disk_error("remove", path_in(folder, name), code);
  if (const int code = disk.sync_folder(folder); code != 0) return disk_error("sync", folder, code);
  return listing->set_aside.size();
}

}  // namespace nowthen::archive
