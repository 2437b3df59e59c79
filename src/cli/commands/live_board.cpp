#include "cli/commands/live_board.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>

#include "cli/commands/listing_summary.hpp"
#include "cli/output/conversation_columns.hpp"
#include "cli/output/terminal_text.hpp"

namespace nowthen::cli {
namespace {

using Align = Column::Align;

constexpr std::array<std::string_view, 6> usual_order{"dialing",   "queued", "ringing",
                                                      "connected", "held",   "closed"};

bool is_waiting(const Conversation& conversation) {
  return conversation.state == "queued" || conversation.state == "ringing";
}

constexpr std::size_t queue_column = 4;  // of conversation_columns

/// A queue shows its name only in some conversations, closed ones among them.
std::map<QueueId, std::string> queue_names(const std::vector<Conversation>& conversations) {
  std::map<QueueId, std::string> names;
  for (const Conversation& conversation : conversations) {
    std::string& name = names[conversation.queue_id];
    if (name.empty() || name == conversation.queue_id.str()) name = queue_label(conversation);
  }
  return names;
}

void add_to(QueueLoad& load, const Conversation& conversation, Instant now) {
  if (conversation.state == "connected") ++load.connected;
  if (conversation.state == "held") ++load.held;
  if (!is_waiting(conversation)) return;
  ++load.waiting;
  const auto wait = duration_of(conversation, now);
  if (wait && (!load.longest_wait || *wait > *load.longest_wait)) load.longest_wait = wait;
}

/// The open conversations: those that wait first, the longest wait on top; then the others, the newest on
/// top.
std::vector<const Conversation*> in_board_order(const std::vector<Conversation>& conversations) {
  std::vector<const Conversation*> open;
  for (const Conversation& conversation : conversations)
    if (!is_closed(conversation)) open.push_back(&conversation);
  std::sort(open.begin(), open.end(), [](const Conversation* a, const Conversation* b) {
    const bool waits = is_waiting(*a);
    if (waits != is_waiting(*b)) return waits;
    if (a->started_at != b->started_at) return (a->started_at < b->started_at) == waits;
    return a->id < b->id;
  });
  return open;
}

std::string head_lines(const LiveReading& reading, const BoardOptions& options) {
  const auto age = std::chrono::floor<std::chrono::seconds>(options.now - reading.read_at).count();
  const Palette& palette = options.table.palette;
  StateCounts counts;
  count_states(counts, reading.conversations);
  std::string text = palette.paint(Style::bold, "live") + "  read " + options.show_instant(reading.read_at) +
                     fmt::format(", {} s ago", std::max<std::int64_t>(age, 0)) + "  " +
                     palette.paint(Style::dim, listing_summary(reading.report)) + "\n" +
                     states_text(counts, palette) + "\n";
  if (!options.trouble.empty())
    text += palette.paint(Style::red, "not newer: " + printable(options.trouble)) + "\n";
  return text + "\n";
}

std::size_t lines_of(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// How many rows the next of `tables` tables may have when they share what `text` leaves of the screen.
std::size_t rows_that_fit(std::string_view text, const BoardOptions& options, std::size_t tables) {
  constexpr std::size_t around_rows = 3;  // titles and rule; a blank line or "and N more"
  if (options.lines == 0) return std::numeric_limits<std::size_t>::max();
  const std::size_t used = lines_of(text) + tables * around_rows + (tables - 1);
  return options.lines > used ? (options.lines - used) / tables : 0;
}

std::string and_more(std::size_t left) {
  return left == 0 ? "" : fmt::format("and {} more\n", grouped(static_cast<std::int64_t>(left)));
}

std::string limited_queue_table(const std::vector<Conversation>& conversations, const BoardOptions& options,
                                std::size_t rows) {
  Table table({{.title = "queue", .min_width = 9, .max_width = 36},
               {.title = "waiting", .align = Align::right, .min_width = 7, .whole = true},
               {.title = "longest wait", .align = Align::right, .min_width = 12, .whole = true},
               {.title = "connected", .align = Align::right, .min_width = 9, .expendable = 1, .whole = true},
               {.title = "held", .align = Align::right, .min_width = 4, .expendable = 2, .whole = true}},
              options.table);
  const auto loads = queue_loads(conversations, options.now);
  const std::size_t shown = std::min(rows, loads.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const QueueLoad& load = loads[i];
    table.add({{load.label.empty() ? "(none)" : load.label},
               {grouped(load.waiting), load.waiting > 0 ? Style::magenta : Style::plain},
               {load.longest_wait ? clock_text(*load.longest_wait) : ""},
               {grouped(load.connected)},
               {grouped(load.held)}});
  }
  return table.take() + and_more(loads.size() - shown);
}

/// How the open conversations are shown, and how many the screen has room for.
struct OpenTable {
  const BoardOptions& board;
  std::size_t room;
};

std::string open_table(const std::vector<Conversation>& all, const std::vector<const Conversation*>& open,
                       const OpenTable& look) {
  const WriterOptions row_options{
      .listed = Listed::live, .show_instant = look.board.show_instant, .now = look.board.now};
  Table table(conversation_columns(Listed::live), look.board.table);
  const std::size_t shown = std::min({look.board.rows, look.room, open.size()});
  const auto names = queue_names(all);
  for (std::size_t i = 0; i < shown; ++i) {
    Row row = conversation_row(*open[i], row_options);
    if (const auto name = names.find(open[i]->queue_id); name != names.end())
      row[queue_column].text = name->second;
    table.add(std::move(row));
  }
  return table.take() + and_more(open.size() - shown);
}

/// So much of the beginning that nothing scrolls: the head stays in sight.
std::string cut_to_screen(std::string_view text, std::size_t lines, std::size_t columns) {
  std::string cut;
  for (; lines > 0 && !text.empty(); --lines) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    cut += truncate_painted(text.substr(0, end), columns) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return cut;
}

}  // namespace

void count_states(StateCounts& counts, const std::vector<Conversation>& conversations) {
  for (const Conversation& conversation : conversations)
    ++counts[conversation.state.empty() ? std::string("unknown") : conversation.state];
}

std::string states_text(const StateCounts& counts, const Palette& palette) {
  std::vector<std::string> parts;
  const auto add = [&](std::string_view state, std::int64_t count) {
    parts.push_back(palette.paint(style_of_state(state), grouped(count) + " " + printable(state)));
  };
  for (const std::string_view state : usual_order)
    if (const auto found = counts.find(state); found != counts.end()) add(state, found->second);
  for (const auto& [state, count] : counts)
    if (std::find(usual_order.begin(), usual_order.end(), state) == usual_order.end()) add(state, count);
  return parts.empty() ? "nothing is going on" : fmt::format("{}", fmt::join(parts, ", "));
}

std::vector<QueueLoad> queue_loads(const std::vector<Conversation>& conversations, Instant now) {
  std::map<QueueId, QueueLoad> by_queue;
  for (const Conversation& conversation : conversations) {
    if (is_closed(conversation)) continue;
    QueueLoad& load = by_queue[conversation.queue_id];
    load.queue = conversation.queue_id;
    add_to(load, conversation, now);
  }
  const auto names = queue_names(conversations);
  for (auto& [id, load] : by_queue) load.label = names.at(id);
  std::vector<QueueLoad> loads;
  loads.reserve(by_queue.size());
  for (auto& [id, load] : by_queue) loads.push_back(std::move(load));
  std::stable_sort(loads.begin(), loads.end(), [](const QueueLoad& a, const QueueLoad& b) {
    return std::tuple(a.longest_wait, a.waiting) > std::tuple(b.longest_wait, b.waiting);
  });
  return loads;
}

std::string queue_table(const std::vector<Conversation>& conversations, const BoardOptions& options) {
  return limited_queue_table(conversations, options, std::numeric_limits<std::size_t>::max());
}

std::string board_text(const LiveReading& reading, const BoardOptions& options) {
  std::string text = head_lines(reading, options);
  const auto open = in_board_order(reading.conversations);
  if (!open.empty()) {
    const std::size_t queues = rows_that_fit(text, options, 2);
    if (queues > 0) text += limited_queue_table(reading.conversations, options, queues) + "\n";
    text += open_table(reading.conversations, open, {options, rows_that_fit(text, options, 1)});
  }
  return options.lines == 0 ? text : cut_to_screen(text, options.lines, options.table.available);
}

}  // namespace nowthen::cli
