#pragma once
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace nowthen::sim {

/// Keeps texts where they are until `clear`, and uses the memory again afterwards.
class TextPool {
 public:
  /// A copy of `text` that stays.
  std::string_view keep(std::string_view text) {
    char* const place = reserve(text.size());
    std::memcpy(place, text.data(), text.size());
    return commit(place, text.size());
  }

  /// Room for `size` letters, to be filled in and then committed as far as used.
  char* reserve(std::size_t size) {
    while (current_ < blocks_.size() && blocks_[current_].size - used_ < size) {
      ++current_;
      used_ = 0;
    }
    if (current_ == blocks_.size()) {
      const std::size_t bytes = std::max(block_bytes, size);
      blocks_.push_back({std::make_unique<char[]>(bytes), bytes});
      used_ = 0;
    }
    return blocks_[current_].bytes.get() + used_;
  }
  std::string_view commit(char* place, std::size_t size) {
    used_ += size;
    return {place, size};
  }

  void clear() {
    current_ = 0;
    used_ = 0;
  }

 private:
  static constexpr std::size_t block_bytes = 16'384;
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size;
  };
  std::vector<Block> blocks_;
  std::size_t current_ = 0;
  std::size_t used_ = 0;
};

}  // namespace nowthen::sim
