#include "simulator/platform/entry_order.hpp"

#include <algorithm>
#include <numeric>

namespace nowthen::sim {

std::span<const std::uint32_t> EntryOrder::of(std::span<const PlatformEntry> entries) {
  if (places_.size() == entries.size()) return places_;
  const auto known = std::ssize(places_);
  places_.resize(entries.size());
  const auto added = places_.begin() + known;
  std::iota(added, places_.end(), static_cast<std::uint32_t>(known));
  const auto earlier = [&](std::uint32_t left, std::uint32_t right) {
    return entries[left].*time_ < entries[right].*time_;
  };
  std::stable_sort(added, places_.end(), earlier);
  std::inplace_merge(places_.begin(), added, places_.end(), earlier);
  return places_;
}

}  // namespace nowthen::sim
