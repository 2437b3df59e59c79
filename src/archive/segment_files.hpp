#pragma once
#include <cstdint>
#include <nowthen/core/result.hpp>
#include <string>
#include <vector>

namespace nowthen::archive {

/// What lies in an archive's folder. Names only, without the folder, in order.
struct FolderListing {
  std::vector<std::uint32_t> segments;  ///< Their numbers, ascending.
  std::vector<std::string> unfinished;  ///< Segments whose making was interrupted.
  std::vector<std::string> set_aside;   ///< Bytes that were cut off a torn end.
  std::vector<std::string> foreign;     ///< Not ours: never touched.
};

/// `segment-0000000001`.
std::string segment_name(std::uint32_t number);

/// The name that a segment has until it is whole: `segment-0000000001.new`.
std::string unfinished_name(std::uint32_t number);

/// Where the bytes go that are cut off a segment at `offset`: `cut-0000000001-4096-1`. `attempt` tells apart
/// what was cut there at different times.
std::string set_aside_name(std::uint32_t number, std::uint64_t offset, int attempt);

/// `name` in `folder`.
std::string path_in(const std::string& folder, const std::string& name);

/// Fails with `local` when the folder cannot be listed.
Result<FolderListing> list_folder(const std::string& folder);

}  // namespace nowthen::archive
