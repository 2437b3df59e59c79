#include "extract/free_space.hpp"

#include <fmt/format.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace nowthen::extract {
namespace {

constexpr std::uint64_t most_kept_free = 1'000'000'000;
constexpr std::uint64_t share_kept_free = 50;  // a fiftieth: 2 %

std::string in_mb(std::uint64_t bytes) { return fmt::format("{} MB", bytes / 1'000'000); }

}  // namespace

Result<DiskSpace> space_of(const std::string& folder) {
  struct statvfs found {};
  if (::statvfs(folder.c_str(), &found) != 0)
    return Error{.kind = ErrorKind::local,
                 .message = fmt::format("cannot tell how much space {} has: {}", folder,
                                        std::generic_category().message(errno))};
  return DiskSpace{std::uint64_t{found.f_bavail} * found.f_frsize,
                   std::uint64_t{found.f_blocks} * found.f_frsize};
}

Result<void> SpaceFloor::check(const std::string& folder, std::uint64_t bytes) const {
  if (min_free_bytes && *min_free_bytes == 0) return {};
  const auto found = space ? space(folder) : space_of(folder);
  if (!found || found->total_bytes == 0) return {};
  const std::uint64_t floor =
      min_free_bytes.value_or(std::min(most_kept_free, found->total_bytes / share_kept_free));
  if (found->free_bytes >= bytes && found->free_bytes - bytes >= floor) return {};
  return Error{.kind = ErrorKind::no_room,
               .message = fmt::format("only {} are free where {} lies, and {} are to stay free",
                                      in_mb(found->free_bytes), folder, in_mb(floor)),
               .hint = "make room, or set min_free_space lower; what was finished is kept"};
}

}  // namespace nowthen::extract
