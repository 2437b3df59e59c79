#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

namespace nowthen::warehouse {

/// Values by id, without the ids: eight bytes and the value for each, and as much again for room. Two ids may
/// be taken for one, about once in 10^19 pairs. Not thread-safe.
template <class Value>
class HashedIds {
 public:
  /// The value of that id, and whether it was certainly not there before. Valid until the next insertion.
  std::pair<Value*, bool> insert(std::string_view id) {
    if (2 * (size_ + 1) > slots_.size()) grow();
    Slot& slot = slot_of(hash_of(id));
    const bool is_new = slot.hash == 0;
    slot.hash = hash_of(id);
    size_ += is_new ? 1 : 0;
    return {&slot.value, is_new};
  }

  /// Null: certainly not there. Valid until the next insertion.
  const Value* find(std::string_view id) const {
    if (slots_.empty()) return nullptr;
    const Slot& slot = const_cast<HashedIds*>(this)->slot_of(hash_of(id));
    return slot.hash == 0 ? nullptr : &slot.value;
  }

 private:
  struct Slot {
    std::uint64_t hash = 0;  ///< Zero: free.
    [[no_unique_address]] Value value{};
  };

  static std::uint64_t hash_of(std::string_view id) noexcept {
    return std::uint64_t{std::hash<std::string_view>()(id)} | 1U;
  }

  /// Where that hash is, or would be.
  Slot& slot_of(std::uint64_t hash) noexcept {
    std::size_t at = (hash >> 1U) & (slots_.size() - 1);
    while (slots_[at].hash != 0 && slots_[at].hash != hash) at = (at + 1) & (slots_.size() - 1);
    return slots_[at];
  }

  void grow() {
    std::vector<Slot> old(slots_.empty() ? 1024 : 2 * slots_.size());
    old.swap(slots_);
    for (const Slot& slot : old)
      if (slot.hash != 0) slot_of(slot.hash) = slot;
  }

  std::vector<Slot> slots_;  ///< A power of two.
  std::size_t size_ = 0;
};

}  // namespace nowthen::warehouse
