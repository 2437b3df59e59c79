#include "warehouse/store/reading.hpp"

#include <array>
#include <utility>

namespace nowthen::warehouse {
namespace {

constexpr std::array<std::string_view, 5> names{"import", "live", "job", "sync", "by_id"};

}  // namespace

std::string_view name_of(Surface surface) noexcept { return names.at(static_cast<std::size_t>(surface)); }

std::optional<Surface> surface_named(std::string_view name) noexcept {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names.at(i) == name) return static_cast<Surface>(i);
  return std::nullopt;
}

void let_go(Reading& reading) {
  if (reading.is_deletion() || reading.is_let_go) return;
  ConversationDetail id_alone;
  id_alone.conversation_id = std::move(reading.detail.conversation_id);
  reading.detail = std::move(id_alone);
  reading.json = {};
  reading.is_let_go = true;
}

}  // namespace nowthen::warehouse
