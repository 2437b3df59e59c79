#pragma once
#include <cstdint>
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <vector>

#include "archive/disk.hpp"
#include "archive/finding.hpp"
#include "archive/page_head.hpp"

namespace nowthen::archive {

/// What was cut off the end of a segment: written, but not whole or not finished before the end came.
struct Cut {
  std::uint32_t segment = 0;
  std::uint64_t offset = 0;
  std::uint64_t size_bytes = 0;
  std::string cause;
  std::string kept_in;  ///< The file in the archive's folder that has the bytes; empty where all were zeros.
};

/// Where an archive goes on, and what was found and done to find out.
struct Recovered {
  std::uint32_t segment = 0;      ///< The last one; 0 where there is none.
  std::uint64_t size_bytes = 0;   ///< Of that segment.
  bool needs_new_segment = true;  ///< Nothing can be appended to the last one.
  std::optional<Marker> marker;   ///< The archive's, where one is known.
  Head head;                      ///< What the next page follows.
  std::optional<Cut> cut;
  std::vector<Finding> findings;  ///< What else is wrong with the last segment.
};

/// Makes an archive fit for appending: removes segments whose making was interrupted, cuts a torn end, and
/// brings to the disk what no sync is known to have brought there. Pages up to `concluded` are never cut:
/// where one of them is damaged, that is found and stays. Fails with `local`.
Result<Recovered> recover(const std::string& folder, const std::optional<Head>& concluded, Disk& disk);

}  // namespace nowthen::archive
