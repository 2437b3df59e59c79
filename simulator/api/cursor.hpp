#pragma once
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace nowthen::sim {

/// A place between two conversations of a listing that is ordered by (start, id): it stays where it is when
/// records come and go.
struct Cursor {
  enum class Side { after, before };
  Instant start;
  std::string id;
  Side side = Side::after;  ///< The page that follows the place, or the one that leads up to it.
  int page = 2;             ///< Which page of its listing it leads to, for fault scripts. From 1.

  bool operator==(const Cursor&) const = default;
};

/// Text that means nothing to anyone but the server with this `salt`, safe in a URL.
std::string encode_cursor(const Cursor& cursor, std::uint64_t salt);

/// Undoes `encode_cursor`. Nothing for any other text, a changed one and one of another salt.
std::optional<Cursor> decode_cursor(std::string_view text, std::uint64_t salt);

}  // namespace nowthen::sim
