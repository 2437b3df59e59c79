#pragma once
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace nowthen::warehouse {

/// Memory for texts that are all forgotten at once. What it gives stays where it is until `clear`.
class TextArena {
 public:
  /// A copy of `text`.
  char* copy(std::string_view text) {
    if (text.size() > room_) make_room(text.size());
    char* const at = next_;
    std::memcpy(at, text.data(), text.size());
    next_ += text.size();
    room_ -= text.size();
    size_bytes_ += text.size();
    return at;
  }

  std::size_t size_bytes() const noexcept { return size_bytes_; }

  /// Forgets all texts; keeps memory for the next ones, but not that of a large one.
  void clear() noexcept {
    if (!blocks_.empty()) blocks_.resize(1);
    if (first_bytes_ > block_bytes) blocks_.clear();
    next_ = blocks_.empty() ? nullptr : blocks_.front().get();
    room_ = blocks_.empty() ? 0 : first_bytes_;
    size_bytes_ = 0;
  }

 private:
  static constexpr std::size_t block_bytes = std::size_t{64} << 10U;

  void make_room(std::size_t bytes) {
    room_ = std::max(bytes, block_bytes);
    blocks_.push_back(
        std::unique_ptr<char[]>(new char[room_]));  // NOLINT: not set to zero, unlike make_unique
    if (blocks_.size() == 1) first_bytes_ = room_;
    next_ = blocks_.back().get();
  }

  std::vector<std::unique_ptr<char[]>> blocks_;  // NOLINT(modernize-avoid-c-arrays)
  std::size_t first_bytes_ = 0;
  char* next_ = nullptr;
  std::size_t room_ = 0;
  std::size_t size_bytes_ = 0;
};

}  // namespace nowthen::warehouse
