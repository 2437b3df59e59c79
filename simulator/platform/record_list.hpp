#pragma once
#include <cstdint>
#include <span>
#include <string>

#include "simulator/api/page_faults.hpp"
#include "simulator/platform/source.hpp"

namespace nowthen::sim {

/// How records are shown.
struct Showing {
  Instant at;
  Attributes attributes = Attributes::hidden;
};

/// Appends `"conversations":[...]`.
void append_records(std::string& out, PlatformSource& source, std::span<const std::uint32_t> indices,
                    const Showing& showing);

struct PageWanted {
  std::int64_t size = 25;
  std::int64_t number = 1;
};

/// The records of one page by number, which a fault can make others than asked for.
std::span<const std::uint32_t> page_of(std::span<const std::uint32_t> selected, PageWanted wanted,
                                       const PageFaults& faults);

}  // namespace nowthen::sim
