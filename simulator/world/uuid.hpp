#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nowthen::sim {

/// A UUID as two numbers; text is made when it is asked for.
struct Uuid {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  /// The same order as the texts have.
  // NOLINTNEXTLINE(modernize-use-nullptr): it takes the 0 of `<=>` for a pointer
  auto operator<=>(const Uuid&) const = default;
};

/// `9f1c3a52-0b7e-4c1d-8a55-1f0e6d2b7c90`: lower case.
std::string to_text(Uuid uuid);

/// Writes the 36 letters of it to `out` and gives the place after them.
char* write_text(Uuid uuid, char* out);

/// Reads exactly what `to_text` writes, upper case allowed. Nothing for any other text.
std::optional<Uuid> parse_uuid(std::string_view text);

/// A version 4 UUID that is a function of `seed` and `number`: the name of thing `number` of the kind `seed`
/// stands for.
Uuid derived_uuid(std::uint64_t seed, std::uint64_t number);

/// The id of conversation `number` (below 2^48) of a world; `number_of_conversation` undoes it without a
/// table.
Uuid conversation_uuid(std::uint64_t seed, std::uint64_t number);

/// The number that `conversation_uuid` was given, or nothing when the id is not one of this world's.
std::optional<std::uint64_t> number_of_conversation(std::uint64_t seed, Uuid uuid);

}  // namespace nowthen::sim
