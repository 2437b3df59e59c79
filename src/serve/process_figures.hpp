#pragma once
#include <cstdint>
#include <optional>

namespace nowthen::serve {

/// What the system says of this process; nothing where it does not.
struct ProcessFigures {
  std::optional<std::int64_t> resident_bytes;
  std::optional<std::int64_t> open_descriptors;
  std::optional<double> cpu_seconds;
};

/// Reads `/proc/self`. Never fails.
ProcessFigures process_figures();

}  // namespace nowthen::serve
