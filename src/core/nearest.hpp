#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace nowthen {

/// How many single-character insertions, deletions, replacements and swaps of neighbours lie between two
/// words.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate a person most probably meant by `word`; empty when none is near.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

/// ` (did you mean 'X'?)`, or nothing when no candidate is near.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

}  // namespace nowthen
