#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace nowthen::alerts {

/// What a rule can look at.
enum class Field : std::uint8_t {
  queue_waiting,
  queue_alerting,
  queue_interacting,
  queue_holding,
  queue_wrapping,
  queue_longest_wait,
  queue_abandon_rate,
  conversation_waiting,
  conversation_alerting,
  conversation_interacting,
  conversation_held,
  conversation_wrapping,
  feed_age,
  incident_opened
};

/// How many there are.
inline constexpr std::size_t field_count = 14;

/// What a field's value is. Durations are in milliseconds, percentages from 0 to 100; a fact is 0 or 1.
enum class Kind : std::uint8_t { count, duration, percentage, fact };

/// What a rule is about: each queue, each conversation or each incident for itself, or the feed as a whole.
enum class Scope : std::uint8_t { feed, queue, conversation, incident };

/// `queue`, `conversation`, ...
std::string_view name_of(Scope scope) noexcept;

struct FieldInfo {
  Field field;
  std::string_view name;  ///< As rules write it: `queue.waiting`.
  Kind kind;
  Scope scope;
};

/// All fields, in the order of `Field`. Lives as long as the program.
std::span<const FieldInfo> all_fields() noexcept;

const FieldInfo& info(Field field) noexcept;

/// Null: there is none of that name.
const FieldInfo* find_field(std::string_view name) noexcept;

}  // namespace nowthen::alerts
