#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nowthen::cli {

/// Reads a number of bytes as people write it: `0`, `512MB`, `1.5 GB`, `2GiB`; units `B`, `KB`, `MB`, `GB`,
/// `TB` and, by 1,024, `KiB` to `TiB`, in any case. Nothing where it is none.
std::optional<std::uint64_t> parse_size(std::string_view text);

/// A number of bytes for people: `1.5 MB`.
std::string megabytes(std::uint64_t bytes);

}  // namespace nowthen::cli
