#include "cli/commands/media_totals.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "cli/output/conversation_fields.hpp"

namespace nowthen::cli {
namespace {

using Align = Column::Align;

Cell average_cell(const Average& average) {
  if (average.count == 0) return {};
  const double mean = average.sum / static_cast<double>(average.count);
  if (!std::isfinite(mean) || std::abs(mean) > 1e9) return {};
  return {clock_text(std::chrono::seconds(std::llround(mean)))};
}

}  // namespace

void add_to(TotalsByMedia& totals, const Conversation& conversation) {
  MediaTotals& media = totals[conversation.media_type];
  ++media.conversations;
  const auto add = [&conversation](Average& average, std::string_view name) {
    if (const auto value = metric_value(conversation, name)) average.add(*value);
  };
  add(media.talk, "talkTime");
  add(media.hold, "holdTime");
  add(media.wrapup, "wrapupTime");
}

std::string media_table(const TotalsByMedia& totals, const Table::Options& look) {
  std::vector<TotalsByMedia::const_pointer> by_count;
  for (const auto& entry : totals) by_count.push_back(&entry);
  std::stable_sort(by_count.begin(), by_count.end(), [](const auto* a, const auto* b) {
    return a->second.conversations > b->second.conversations;
  });
  Table table({{.title = "media"},
               {.title = "conversations", .align = Align::right, .min_width = 13},
               {.title = "average talk", .align = Align::right, .min_width = 12},
               {.title = "hold", .align = Align::right},
               {.title = "wrap-up", .align = Align::right, .min_width = 7}},
              look);
  for (const auto* entry : by_count)
    table.add({{entry->first},
               {grouped(entry->second.conversations)},
               average_cell(entry->second.talk),
               average_cell(entry->second.hold),
               average_cell(entry->second.wrapup)});
  return table.take();
}

}  // namespace nowthen::cli
