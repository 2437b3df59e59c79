#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace nowthen::warehouse {

/// Which conversations may have been merged before, in eight bytes each and as much again for room: those it
/// does not know are new for certain, and nothing has to be looked for in the tables.
class MergedIds {
 public:
  /// Remembers one. True: it was certainly not there before. Two ids may be taken for one, about once in
  /// 10^19 pairs.
  bool insert(std::string_view id) {
    if (2 * (size_ + 1) > slots_.size()) grow();
    const bool is_new = put(hash_of(id));
    size_ += is_new ? 1 : 0;
    return is_new;
  }

 private:
  static std::uint64_t hash_of(std::string_view id) noexcept {
    return std::uint64_t{std::hash<std::string_view>()(id)} | 1U;  // zero is a free slot
  }

  bool put(std::uint64_t hash) noexcept {
    std::size_t at = (hash >> 1U) & (slots_.size() - 1);
    for (; slots_[at] != 0; at = (at + 1) & (slots_.size() - 1))
      if (slots_[at] == hash) return false;
    slots_[at] = hash;
    return true;
  }

  void grow() {
    std::vector<std::uint64_t> old(slots_.empty() ? 1024 : 2 * slots_.size());
    old.swap(slots_);
    for (const std::uint64_t hash : old)
      if (hash != 0) put(hash);
  }

  std::vector<std::uint64_t> slots_;  ///< A power of two.
  std::size_t size_ = 0;
};

}  // namespace nowthen::warehouse
