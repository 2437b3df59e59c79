#pragma once
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "alerts/condition.hpp"

namespace nowthen::alerts {

/// A condition, for how long it must have held, and what it is about.
struct When {
  Condition condition;
  std::optional<std::chrono::milliseconds> span;  ///< `for SPAN`; nothing: it does not say.
  Scope scope = Scope::feed;
  bool operator==(const When&) const = default;
};

/// Where a rule's text cannot be understood, and what would have been.
struct ParseFault {
  std::size_t position = 0;  ///< In bytes from 0; the length of the text where more was expected.
  std::size_t length = 0;    ///< Of what is there; 0 at the end.
  std::string what;          ///< One line: `expected ..., found '...'`.
};

/// `when`, or why there is none.
struct ParsedWhen {
  std::optional<When> when;
  ParseFault fault;  ///< Means something where there is no `when`.
};

/// The longest text, and the most comparisons in it.
inline constexpr std::size_t longest_rule = 500;
inline constexpr std::size_t most_comparisons = 16;
inline constexpr int deepest_parentheses = 8;

/// Reads a rule: comparisons of fields with numbers, joined by `and` (which binds first) and `or`, with
/// parentheses, and at the end `for SPAN`. Counts are whole numbers, durations have units (`90s`, `2m`,
/// `1h30m`), percentages a sign (`12.5%`). A rule is about queues, conversations, incidents or the feed, not
/// about two of the first three. Pure. Grammar: docs/guide/alerts.md.
ParsedWhen parse_when(std::string_view text);

/// The text with a line below that points at the fault:
///
///     queue.waitin > 10
///     ^~~~~~~~~~~~ expected a field; did you mean queue.waiting?
///
/// Control characters are shown as spaces.
std::string pointed_out(std::string_view text, const ParseFault& fault);

}  // namespace nowthen::alerts
