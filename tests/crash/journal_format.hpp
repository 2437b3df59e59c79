#pragma once
#include <cstdint>

namespace nowthen::crash {

/// What a program did to the disk, as the preloaded library writes it down. `start` and `open` change nothing
/// and are no steps; all others are, and are counted from 1.
enum class StepKind : std::uint32_t {
  start,     ///< Another process begins; handles begin anew.
  open,      ///< A file or folder that is there got a handle.
  create,    ///< A file was made, and got a handle.
  write,     ///< Bytes at an offset.
  sync,      ///< A file's bytes, or a folder's names. With a code: it failed.
  rename,    ///< One name, over another.
  truncate,  ///< A file's size.
  allocate,  ///< A file has at least that size.
  clear,     ///< Zeros at an offset, the size stays.
  unlink,
  make_folder,
  remove_folder,
  link,
};

/// One of these for each; then the path, another path, and the bytes.
struct StepHead {
  StepKind kind{};
  std::int32_t handle = -1;
  std::int32_t code = 0;  ///< The system's error code; only failed syncs are written down with one.
  std::uint32_t path_bytes = 0;
  std::uint32_t other_bytes = 0;
  std::uint32_t reserved = 0;
  std::uint64_t offset = 0;  ///< Or a size, of truncate and allocate.
  std::uint64_t size = 0;    ///< Of the bytes; of clear, how many zeros.
};

}  // namespace nowthen::crash
