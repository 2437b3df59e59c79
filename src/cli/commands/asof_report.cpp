#include "cli/commands/asof_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/output/terminal_text.hpp"

namespace nowthen::cli {
namespace {

using Align = Column::Align;
using floor::FloorConversation;
using floor::FloorQueue;
using floor::State;

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(static_cast<std::int64_t>(count)), count == 1 ? one : many);
}

/// By `State`, in the words that `live` uses for its colours.
Style style_of(State state) {
  constexpr std::array<std::string_view, 5> live_words{"queued", "ringing", "connected", "held", "closed"};
  return style_of_state(live_words.at(static_cast<std::size_t>(state)));
}

int order_on_board(State state) {
  constexpr std::array<int, 5> order{0, 1, 3, 2, 4};
  return order.at(static_cast<std::size_t>(state));
}

std::vector<FloorConversation> in_board_order(std::vector<FloorConversation> conversations) {
  std::stable_sort(conversations.begin(), conversations.end(), [](const auto& a, const auto& b) {
    return order_on_board(a.state) < order_on_board(b.state);
  });
  return conversations;
}

class Report {
 public:
  Report(const asof::View& view, const AsOfTextOptions& options) : view_(view), options_(options) {}

  std::string text() {
    head();
    if (!view_.floor.queues.empty()) queues();
    if (!view_.floor.conversations.empty()) conversations();
    return std::move(text_);
  }

 private:
  Instant at() const { return view_.floor.at; }

  void head() {
    const Palette& palette = options_.table.palette;
    text_ += palette.paint(Style::bold, "floor") +
             fmt::format("  {} ({})\n", options_.show_instant(at()), printable(options_.zone_name));
    text_ += counts() + "\n" + palette.paint(Style::dim, source()) + "\n";
  }

  std::string counts() const {
    std::array<std::size_t, 5> counts{};
    for (const auto& each : view_.floor.conversations) ++counts.at(static_cast<std::size_t>(each.state));
    std::vector<std::string> parts;
    for (const State state :
         {State::waiting, State::alerting, State::interacting, State::holding, State::wrapping})
      if (const std::size_t count = counts.at(static_cast<std::size_t>(state)); count > 0)
        parts.push_back(options_.table.palette.paint(
            style_of(state),
            fmt::format("{} {}", grouped(static_cast<std::int64_t>(count)), name_of(state))));
    if (parts.empty()) return "nothing was going on";
    return fmt::format("{}; {}", fmt::join(parts, ", "),
                       counted(view_.floor.agents.size(), "agent", "agents"));
  }

  std::string source() const {
    if (view_.is_proven) return "from history, complete for that day";
    const std::size_t live = view_.live_count();
    const std::size_t history = view_.floor.conversations.size() - live;
    if (live == 0 && history == 0) return "that day is not complete in history";
    return fmt::format("{} from the live feed, {} from history, which is not complete for that day",
                       grouped(static_cast<std::int64_t>(live)), grouped(static_cast<std::int64_t>(history)));
  }

  std::string number(int count) const { return count == 0 ? std::string() : grouped(count); }

  void queues() {
    Table table(
        {{.title = "queue", .min_width = 9, .max_width = 36},
         {.title = "waiting", .align = Align::right, .min_width = 7, .whole = true},
         {.title = "longest wait", .align = Align::right, .min_width = 12, .whole = true},
         {.title = "alerting", .align = Align::right, .min_width = 8, .expendable = 3, .whole = true},
         {.title = "interacting", .align = Align::right, .min_width = 11, .whole = true},
         {.title = "holding", .align = Align::right, .min_width = 7, .expendable = 1, .whole = true},
         {.title = "wrapping", .align = Align::right, .min_width = 8, .expendable = 2, .whole = true}},
        options_.table);
    std::vector<FloorQueue> queues = view_.floor.queues;
    std::stable_sort(queues.begin(), queues.end(), [](const FloorQueue& a, const FloorQueue& b) {
      return a.waiting_since.value_or(Instant::max()) < b.waiting_since.value_or(Instant::max());
    });
    for (const FloorQueue& queue : queues)
      table.add({{view_.queue_name(queue.queue_id)},
                 {number(queue.waiting), queue.waiting > 0 ? Style::magenta : Style::plain},
                 {queue.waiting_since ? clock_text(at() - *queue.waiting_since) : ""},
                 {number(queue.alerting)},
                 {number(queue.interacting)},
                 {number(queue.holding)},
                 {number(queue.wrapping)}});
    text_ += "\n" + table.take();
  }

  void conversations() {
    Table table({{.title = "state", .min_width = 11, .whole = true},
                 {.title = "for", .align = Align::right, .min_width = 4, .whole = true},
                 {.title = "since", .min_width = 19, .expendable = 3, .whole = true},
                 {.title = "queue", .min_width = 6, .max_width = 24},
                 {.title = "agent", .min_width = 6, .max_width = 24},
                 {.title = "media", .min_width = 5, .max_width = 10, .expendable = 2},
                 {.title = "source", .min_width = 7, .max_width = 10, .expendable = 1},
                 {.title = "as of", .min_width = 19, .expendable = 5, .whole = true},
                 {.title = "conversation", .min_width = 8, .max_width = 36, .expendable = 4}},
                options_.table);
    const auto all = in_board_order(view_.floor.conversations);
    const std::size_t shown = std::min(options_.rows, all.size());
    for (std::size_t i = 0; i < shown; ++i) table.add(row_of(all[i]));
    text_ += "\n" + table.take();
    if (shown < all.size())
      text_ += fmt::format("and {} more: --rows {}\n", grouped(static_cast<std::int64_t>(all.size() - shown)),
                           all.size());
  }

  Row row_of(const FloorConversation& each) const {
    const asof::Source source = view_.source_of(each.conversation_id);
    return {{std::string(name_of(each.state)), style_of(each.state)},
            {clock_text(at() - each.since)},
            {options_.show_instant(each.since)},
            {view_.queue_name(each.queue_id)},
            {view_.user_name(each.user_id)},
            {each.media_type},
            {source.is_live ? "live" : "history"},
            {source.as_of ? options_.show_instant(*source.as_of) : ""},
            {each.conversation_id.str()}};
  }

  const asof::View& view_;
  const AsOfTextOptions& options_;
  std::string text_;
};

}  // namespace

std::string asof_text(const asof::View& view, const AsOfTextOptions& options) {
  return Report(view, options).text();
}

}  // namespace nowthen::cli
