#include "serve/process_figures.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace nowthen::serve {
namespace {

std::optional<std::int64_t> resident() {
  std::ifstream file("/proc/self/statm");
  std::int64_t size = 0;
  std::int64_t pages = 0;
  if (!(file >> size >> pages)) return std::nullopt;
  return pages * ::sysconf(_SC_PAGESIZE);
}

std::optional<std::int64_t> descriptors() {
  std::error_code code;
  std::int64_t count = 0;
  std::filesystem::directory_iterator each("/proc/self/fd", code);
  for (; !code && each != std::filesystem::directory_iterator(); each.increment(code)) ++count;
  if (code) return std::nullopt;
  return count - 1;  // the one that lists them
}

std::optional<double> cpu() {
  rusage usage{};
  if (::getrusage(RUSAGE_SELF, &usage) != 0) return std::nullopt;
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

ProcessFigures process_figures() {
  return {.resident_bytes = resident(), .open_descriptors = descriptors(), .cpu_seconds = cpu()};
}

}  // namespace nowthen::serve
