#include "simulator/api/cursor.hpp"

#include <fmt/format.h>

#include <charconv>

#include "core/digest.hpp"

namespace nowthen::sim {
namespace {

/// FNV-1a: enough to tell a cursor of ours from a damaged or foreign one; nobody attacks a simulator.
std::uint64_t checksum(std::string_view text, std::uint64_t salt) {
  std::uint64_t sum = 0xCBF29CE484222325U ^ salt;
  for (const char byte : text) sum = (sum ^ static_cast<unsigned char>(byte)) * 0x100000001B3U;
  return sum;
}

template <class Number>
bool take_number(std::string_view& text, Number& number, int base = 10) {
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (code != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (text.empty() || text.front() != '|') return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

std::string encode_cursor(const Cursor& cursor, std::uint64_t salt) {
  const std::string place = fmt::format("{}|{}|{}|{}", cursor.side == Cursor::Side::after ? 0 : 1,
                                        cursor.page, cursor.start.time_since_epoch().count(), cursor.id);
  return base64url(fmt::format("{:x}|{}", checksum(place, salt), place));
}

std::optional<Cursor> decode_cursor(std::string_view text, std::uint64_t salt) {
  if (text.size() > 2000) return std::nullopt;
  const std::string decoded = from_base64(text);
  std::string_view rest = decoded;
  std::uint64_t sum = 0;
  if (!take_number(rest, sum, 16) || sum != checksum(rest, salt)) return std::nullopt;
  int side = 0;
  Cursor cursor;
  std::int64_t start = 0;
  if (!take_number(rest, side) || !take_number(rest, cursor.page) || !take_number(rest, start))
    return std::nullopt;
  cursor.side = side == 0 ? Cursor::Side::after : Cursor::Side::before;
  cursor.start = Instant(std::chrono::milliseconds(start));
  cursor.id = std::string(rest);
  return cursor;
}

}  // namespace nowthen::sim
