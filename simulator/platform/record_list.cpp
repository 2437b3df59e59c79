#include "simulator/platform/record_list.hpp"

#include <algorithm>

namespace nowthen::sim {

void append_records(std::string& out, PlatformSource& source, std::span<const std::uint32_t> indices,
                    const Showing& showing) {
  constexpr std::size_t usual_record_bytes = 7'000;
  out.reserve(out.size() + 64 + indices.size() * usual_record_bytes);
  out += R"("conversations":[)";
  for (std::size_t at = 0; at < indices.size(); ++at) {
    if (at > 0) out += ',';
    source.append_record(out, indices[at], showing.at, showing.attributes);
  }
  out += ']';
}

std::span<const std::uint32_t> page_of(std::span<const std::uint32_t> selected, PageWanted wanted,
                                       const PageFaults& faults) {
  if (faults.empty) return {};
  std::int64_t first = (wanted.number - 1) * wanted.size + faults.shift;
  if (faults.repeat_page) first -= wanted.size;
  const auto total = std::ssize(selected);
  first = std::clamp<std::int64_t>(first, 0, total);
  const std::int64_t count = std::min<std::int64_t>(wanted.size, total - first);
  return selected.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count));
}

}  // namespace nowthen::sim
