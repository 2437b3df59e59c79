#include "genesys/id_set.hpp"

#include <array>
#include <cstring>
#include <nowthen/core/random.hpp>
#include <utility>

#include "core/digest.hpp"

namespace nowthen::genesys {
namespace {

constexpr std::size_t first_capacity = 256;

constexpr std::uint8_t no_digit = 0xFF;

constexpr std::array<std::uint8_t, 256> make_hex_values() {
  std::array<std::uint8_t, 256> values{};
  values.fill(no_digit);
  for (std::uint8_t digit = 0; digit < 10; ++digit) values[std::size_t{'0'} + digit] = digit;
  for (std::uint8_t digit = 10; digit < 16; ++digit) values[std::size_t{'a'} + digit - 10] = digit;
  return values;
}

constexpr auto hex_values = make_hex_values();

/// Shifts the digits of one group of a UUID into `half`. @return the bits of all their values, with those
/// above the fourth set where one was no digit.
template <std::size_t Count>
unsigned shift_in(const char* digits, std::uint64_t& half) noexcept {
  unsigned seen = 0;
  for (std::size_t i = 0; i < Count; ++i) {
    const unsigned value = hex_values[static_cast<unsigned char>(digits[i])];
    seen |= value;
    half = (half << 4U) | (value & 0xFU);
  }
  return seen;
}

/// Upper-case digits are left to the digest: two spellings are two ids, as the server's text has it.
bool read_uuid(std::string_view text, IdKey& key) noexcept {
  if (text.size() != 36) return false;
  const char* const at = text.data();
  if (at[8] != '-' || at[13] != '-' || at[18] != '-' || at[23] != '-') return false;
  IdKey read;
  const unsigned seen = shift_in<8>(at, read.high) | shift_in<4>(at + 9, read.high) |
                        shift_in<4>(at + 14, read.high) | shift_in<4>(at + 19, read.low) |
                        shift_in<12>(at + 24, read.low);
  if (seen > 0xFU) return false;
  key = read;
  return true;
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

const IdSeed& process_seed() {
  static const IdSeed seed{system_random().next(), system_random().next()};
  return seed;
}

std::uint64_t hash_of(IdKey key, const IdSeed& seed) noexcept {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(key.high ^ seed.high) * (key.low ^ seed.low);
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
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

void IdSet::clear() { *this = IdSet(seed_); }

std::size_t IdSet::slot_of(IdKey key) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash_of(key, seed_) & mask;
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
