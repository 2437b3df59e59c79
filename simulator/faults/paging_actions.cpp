#include "simulator/faults/action.hpp"

namespace nowthen::sim {
namespace {

void repeat_page(const Parameters&, Effects& effects) { effects.page.repeat_page = true; }

void move_records(const Parameters& parameters, Effects& effects) {
  effects.page.shift += static_cast<int>(parameters.integer("by"));
}

void cursor_cycle(const Parameters&, Effects& effects) { effects.page.cycle = true; }
void repeat_cursor(const Parameters&, Effects& effects) { effects.page.repeat_cursor = true; }
void empty_page(const Parameters&, Effects& effects) { effects.page.empty = true; }

void move_total(const Parameters& parameters, Effects& effects) {
  effects.page.total_by += parameters.integer("by");
}

void expire_cursor(const Parameters&, Effects& effects) { effects.page.expired = true; }

}  // namespace

std::span<const ActionSpec> paging_actions() {
  static const std::vector<ActionSpec> actions{
      {"repeat_page", {}, repeat_page},
      {"move_records",
       {{.name = "by", .otherwise = std::int64_t{-1}, .least = -1000, .most = 1000}},
       move_records},
      {"cursor_cycle", {}, cursor_cycle},
      {"repeat_cursor", {}, repeat_cursor},
      {"empty_page", {}, empty_page},
      {"move_total", {{.name = "by", .otherwise = std::int64_t{1}, .least = -1e9, .most = 1e9}}, move_total},
      {"expire_cursor", {}, expire_cursor},
  };
  return actions;
}

}  // namespace nowthen::sim
