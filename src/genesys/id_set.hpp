#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace nowthen::genesys {

/// An id in 16 bytes: a lower-case UUID as its own bits, any other text as the first half of its SHA-256.
struct IdKey {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  bool operator==(const IdKey&) const = default;
};

IdKey key_of(std::string_view id);

/// What makes the places of ids in a set unknown to a server that would choose ids of one place.
struct IdSeed {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
};

/// Drawn once for this process.
const IdSeed& process_seed();

std::uint64_t hash_of(IdKey key, const IdSeed& seed) noexcept;

/// A set of ids that costs about 32 bytes each, so that a window's worth of them fits anywhere.
class IdSet {
 public:
  explicit IdSet(IdSeed seed = process_seed()) : seed_(seed) {}

  /// @return true when `key` was not there before.
  bool insert(IdKey key);
  bool contains(IdKey key) const;
  std::size_t size() const noexcept { return size_ + (has_zero_ ? 1U : 0U); }
  void clear();

 private:
  std::size_t slot_of(IdKey key) const;
  void grow();

  IdSeed seed_;
  std::vector<IdKey> slots_;  ///< Power of two; all zero means free, so the zero key is kept apart.
  std::size_t size_ = 0;
  bool has_zero_ = false;
};

}  // namespace nowthen::genesys
