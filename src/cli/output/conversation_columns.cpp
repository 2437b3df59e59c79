#include "cli/output/conversation_columns.hpp"

#include <fmt/format.h>

#include <cmath>

namespace nowthen::cli {
namespace {

using Align = Column::Align;

std::string joined(const std::vector<std::string>& texts) {
  return fmt::format("{}", fmt::join(texts, ", "));
}

Cell duration_cell(const std::optional<std::chrono::milliseconds>& duration) {
  return {duration ? clock_text(*duration) : ""};
}

/// A metric in seconds as hours, minutes and seconds; other units as the number they are.
Cell metric_cell(const Conversation& conversation, std::string_view name) {
  const auto value = metric_value(conversation, name);
  if (!value || !std::isfinite(*value) || std::abs(*value) > 1e9) return {};
  return {clock_text(std::chrono::milliseconds(std::llround(*value * 1000)))};
}

}  // namespace

std::vector<Column> conversation_columns(Listed listed) {
  std::vector<Column> columns{
      {.title = "conversation", .min_width = 9, .max_width = 36},
      {.title = "media", .min_width = 5, .max_width = 10},
      {.title = "state", .min_width = 6, .max_width = 14, .expendable = listed == Listed::history ? 9 : 0},
      {.title = "direction", .min_width = 8, .max_width = 10, .expendable = 7, .only_when_filled = true},
      {.title = "queue", .min_width = 9, .max_width = 36, .expendable = 5},
      {.title = "started", .min_width = 19, .max_width = 25, .expendable = 1},
      {.title = "duration", .align = Align::right, .min_width = 7, .max_width = 10, .whole = true},
  };
  if (listed == Listed::history)
    for (const auto& [title, expendable] :
         {std::pair{"talk", 2}, std::pair{"hold", 11}, std::pair{"wrap-up", 10}})
      columns.push_back({.title = title,
                         .align = Align::right,
                         .min_width = 7,
                         .max_width = 10,
                         .expendable = expendable,
                         .whole = true});
  columns.push_back({.title = "agents", .min_width = 8, .max_width = 40, .expendable = 3});
  return columns;
}

Row conversation_row(const Conversation& conversation, const WriterOptions& options) {
  Row row{{conversation.id.str()},
          {conversation.media_type},
          {conversation.state, style_of_state(conversation.state)},
          {conversation.direction},
          {queue_label(conversation)},
          {conversation.started_at ? options.show_instant(*conversation.started_at) : ""},
          duration_cell(duration_of(conversation, options.now))};
  if (options.listed == Listed::history)
    for (const auto* const name : {"talkTime", "holdTime", "wrapupTime"})
      row.push_back(metric_cell(conversation, name));
  row.push_back({joined(agent_names(conversation))});
  return row;
}

}  // namespace nowthen::cli
