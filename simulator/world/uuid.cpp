#include "simulator/world/uuid.hpp"

#include <array>

#include "simulator/world/mix.hpp"

namespace nowthen::sim {
namespace {

constexpr std::uint64_t half_mask = 0xFFFFFFU;  // 24 bits
constexpr int rounds = 4;

std::uint64_t round_key(std::uint64_t seed, int round, std::uint64_t half) {
  return mix(seed + static_cast<std::uint64_t>(round), half) & half_mask;
}

// A Feistel network over 48 bits: a permutation, so that the number can be read back from the id.
std::uint64_t scatter(std::uint64_t seed, std::uint64_t number) {
  std::uint64_t left = (number >> 24U) & half_mask;
  std::uint64_t right = number & half_mask;
  for (int round = 0; round < rounds; ++round) {
    const std::uint64_t next = left ^ round_key(seed, round, right);
    left = right;
    right = next;
  }
  return (left << 24U) | right;
}

std::uint64_t gather(std::uint64_t seed, std::uint64_t scattered) {
  std::uint64_t left = (scattered >> 24U) & half_mask;
  std::uint64_t right = scattered & half_mask;
  for (int round = rounds - 1; round >= 0; --round) {
    const std::uint64_t previous = right ^ round_key(seed, round, left);
    right = left;
    left = previous;
  }
  return (left << 24U) | right;
}

Uuid version_four(std::uint64_t high, std::uint64_t low) {
  return {(high & ~std::uint64_t{0xF000}) | 0x4000U, (low & 0x3FFFFFFFFFFFFFFFU) | 0x8000000000000000U};
}

int digit_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

constexpr bool is_dash(std::size_t position) {
  return position == 8 || position == 13 || position == 18 || position == 23;
}

}  // namespace

char* write_text(Uuid uuid, char* out) {
  constexpr std::string_view digits = "0123456789abcdef";
  int shift = 124;
  for (std::size_t position = 0; position < 36; ++position, ++out) {
    *out = '-';
    if (is_dash(position)) continue;
    const std::uint64_t half = shift >= 64 ? uuid.high : uuid.low;
    *out = digits[(half >> static_cast<unsigned>(shift % 64)) & 0xFU];
    shift -= 4;
  }
  return out;
}

std::string to_text(Uuid uuid) {
  std::string text(36, '-');
  write_text(uuid, text.data());
  return text;
}

std::optional<Uuid> parse_uuid(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  Uuid uuid;
  for (std::size_t position = 0; position < text.size(); ++position) {
    if (is_dash(position)) {
      if (text[position] != '-') return std::nullopt;
      continue;
    }
    const int value = digit_value(text[position]);
    if (value < 0) return std::nullopt;
    uuid.high = (uuid.high << 4U) | (uuid.low >> 60U);
    uuid.low = (uuid.low << 4U) | static_cast<std::uint64_t>(value);
  }
  return uuid;
}

Uuid derived_uuid(std::uint64_t seed, std::uint64_t number) {
  const std::uint64_t high = mix(seed, number);
  return version_four(high, mix(high, number));
}

Uuid conversation_uuid(std::uint64_t seed, std::uint64_t number) {
  const std::uint64_t scattered = scatter(seed, number);
  return version_four((scattered << 16U) | (mix(seed, number) & 0xFFFFU), mix(~seed, number));
}

std::optional<std::uint64_t> number_of_conversation(std::uint64_t seed, Uuid uuid) {
  const std::uint64_t number = gather(seed, uuid.high >> 16U);
  if (conversation_uuid(seed, number) != uuid) return std::nullopt;
  return number;
}

}  // namespace nowthen::sim
