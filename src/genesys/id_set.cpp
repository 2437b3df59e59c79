#include "genesys/id_set.hpp"

#include <bit>
#include <cstring>
#include <utility>

#include "core/digest.hpp"

namespace nowthen::genesys {
namespace {

constexpr std::size_t first_capacity = 256;

int hex_value(char digit) noexcept {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  return -1;
}

/// Upper-case digits are left to the digest: two spellings are two ids, as the server's text has it.
bool read_uuid(std::string_view text, IdKey& key) noexcept {
  if (text.size() != 36) return false;
  int digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const int value = dash ? 0 : hex_value(text[i]);
    if (value < 0 || (dash && text[i] != '-')) return false;
    if (dash) continue;
    std::uint64_t& half = digits < 16 ? key.high : key.low;
    half = (half << 4U) | static_cast<std::uint64_t>(value);
    ++digits;
  }
  return true;
}

std::uint64_t mixed(IdKey key) noexcept {
  const std::uint64_t folded = (key.high ^ std::rotl(key.low, 31)) * 0x9E3779B97F4A7C15U;
  return folded ^ (folded >> 29U);
}

}  // namespace

IdKey key_of(std::string_view id) {
  IdKey key;
  if (read_uuid(id, key)) return key;
  const Sha256 digest = sha256(id);
  std::memcpy(&key.high, digest.data(), sizeof key.high);
  std::memcpy(&key.low, digest.data() + sizeof key.high, sizeof key.low);
  return key;
}

bool IdSet::insert(IdKey key) {
  if (key == IdKey{}) return !std::exchange(has_zero_, true);
  if (2 * (size_ + 1) > slots_.size()) grow();
  IdKey& slot = slots_[slot_of(key)];
  if (slot == key) return false;
  slot = key;
  ++size_;
  return true;
}

bool IdSet::contains(IdKey key) const {
  if (key == IdKey{}) return has_zero_;
  return !slots_.empty() && slots_[slot_of(key)] == key;
}

void IdSet::clear() { *this = IdSet{}; }

std::size_t IdSet::slot_of(IdKey key) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = mixed(key) & mask;
  while (slots_[at] != IdKey{} && slots_[at] != key) at = (at + 1) & mask;
  return at;
}

void IdSet::grow() {
  std::vector<IdKey> old(slots_.empty() ? first_capacity : slots_.size() * 2);
  old.swap(slots_);
  for (const IdKey key : old)
    if (key != IdKey{}) slots_[slot_of(key)] = key;
}

}  // namespace nowthen::genesys
