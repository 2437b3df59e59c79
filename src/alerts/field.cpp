#include "alerts/field.hpp"

#include <algorithm>
#include <array>

namespace nowthen::alerts {
namespace {

constexpr std::array<FieldInfo, field_count> fields{{
    {Field::queue_waiting, "queue.waiting", Kind::count, Scope::queue},
    {Field::queue_alerting, "queue.alerting", Kind::count, Scope::queue},
    {Field::queue_interacting, "queue.interacting", Kind::count, Scope::queue},
    {Field::queue_holding, "queue.holding", Kind::count, Scope::queue},
    {Field::queue_wrapping, "queue.wrapping", Kind::count, Scope::queue},
    {Field::queue_longest_wait, "queue.longest_wait", Kind::duration, Scope::queue},
    {Field::queue_abandon_rate, "queue.abandon_rate", Kind::percentage, Scope::queue},
    {Field::conversation_waiting, "conversation.waiting", Kind::duration, Scope::conversation},
    {Field::conversation_alerting, "conversation.alerting", Kind::duration, Scope::conversation},
    {Field::conversation_interacting, "conversation.interacting", Kind::duration, Scope::conversation},
    {Field::conversation_held, "conversation.held", Kind::duration, Scope::conversation},
    {Field::conversation_wrapping, "conversation.wrapping", Kind::duration, Scope::conversation},
    {Field::feed_age, "feed.age", Kind::duration, Scope::feed},
    {Field::incident_opened, "incident.opened", Kind::fact, Scope::incident},
}};

}  // namespace

std::string_view name_of(Scope scope) noexcept {
  switch (scope) {
    case Scope::queue: return "queue";
    case Scope::conversation: return "conversation";
    case Scope::incident: return "incident";
    case Scope::feed: break;
  }
  return "feed";
}

std::span<const FieldInfo> all_fields() noexcept { return fields; }

const FieldInfo& info(Field field) noexcept { return fields[static_cast<std::size_t>(field)]; }

const FieldInfo* find_field(std::string_view name) noexcept {
  const auto* const found =
      std::find_if(fields.begin(), fields.end(), [name](const FieldInfo& each) { return each.name == name; });
  return found == fields.end() ? nullptr : found;
}

}  // namespace nowthen::alerts
