#include "cli/commands/comparison.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "cli/commands/field_differences.hpp"

namespace nowthen::cli {
namespace {
using namespace std::chrono_literals;

struct Sides {
  const Conversation* live = nullptr;
  const Conversation* history = nullptr;
};

Finding find_live_only(const Conversation& live, const CompareOptions& options) {
  const bool after = live.started_at && *live.started_at >= options.window.end;
  if (!is_closed(live) && (after || !options.history_has_open)) return Finding::open;
  const bool before = live.started_at && *live.started_at < options.window.begin;
  return before ? Finding::started_before : Finding::awaiting_history;
}

Finding find_history_only(const Conversation& history, const CompareOptions& options) {
  const auto last_listed = options.live_read_at - options.live_keeps;
  const bool long_over = history.ended_at && *history.ended_at < last_listed;
  const bool out_of_reach = options.live_reaches && history.started_at &&
                            *history.started_at < options.live_began_at - *options.live_reaches;
  return long_over || out_of_reach ? Finding::left_live : Finding::missing_from_live;
}

ComparedConversation compare_one(const ConversationId& id, const Sides& sides,
                                 const CompareOptions& options) {
  const Conversation& first = sides.live != nullptr ? *sides.live : *sides.history;
  const Conversation& last = sides.history != nullptr ? *sides.history : *sides.live;
  ComparedConversation compared{.id = id,
                                .media_type = first.media_type,
                                .live_state = sides.live != nullptr ? sides.live->state : "",
                                .history_state = sides.history != nullptr ? sides.history->state : "",
                                .started_at = first.started_at ? first.started_at : last.started_at,
                                .ended_at = last.ended_at ? last.ended_at : first.ended_at};
  if (compared.ended_at) compared.closed_for = std::max(0ms, options.history_read_at - *compared.ended_at);
  if (sides.history == nullptr) {
    compared.finding = find_live_only(*sides.live, options);
  } else if (sides.live == nullptr) {
    compared.finding = find_history_only(*sides.history, options);
  } else {
    compared.differences = field_differences(*sides.live, *sides.history, options);
    compared.finding = compared.differences.empty() ? Finding::equal : Finding::differs;
  }
  return compared;
}

bool is_in_history(Finding finding) { return side_of(finding) != "live only"; }

/// Whether the conversation tells something about how long history takes.
bool shows_delay(const ComparedConversation& compared) {
  return compared.closed_for &&
         (is_in_history(compared.finding) || compared.finding == Finding::awaiting_history);
}

void count_appearances(Comparison& comparison) {
  constexpr std::array<std::chrono::milliseconds, 9> bounds{
      0min, 1min, 5min, 15min, 60min, 4h, 12h, 24h, std::chrono::hours{24 * 3660}};
  for (std::size_t i = 0; i + 1 < bounds.size(); ++i)
    comparison.appearances.push_back({.from = bounds.at(i), .to = bounds.at(i + 1)});
  for (const ComparedConversation& compared : comparison.conversations) {
    if (!shows_delay(compared)) continue;
    const auto span = std::find_if(comparison.appearances.begin(), comparison.appearances.end(),
                                   [&](const Appearance& each) { return *compared.closed_for < each.to; });
    if (span == comparison.appearances.end()) continue;
    ++span->closed;
    const bool there = is_in_history(compared.finding);
    if (there) ++span->in_history;
    auto& bound = there ? comparison.soonest_in_history : comparison.longest_awaited;
    if (!bound || (there ? *compared.closed_for < *bound : *compared.closed_for > *bound))
      bound = *compared.closed_for;
  }
  std::erase_if(comparison.appearances, [](const Appearance& each) { return each.closed == 0; });
}

}  // namespace

std::string_view name_of(Finding finding) {
  constexpr std::array<std::string_view, finding_count> names{
      "equal", "differs", "open", "awaiting_history", "started_before", "left_live", "missing_from_live"};
  return names.at(static_cast<std::size_t>(finding));
}

std::string_view side_of(Finding finding) {
  switch (finding) {
    case Finding::equal:
    case Finding::differs: return "both";
    case Finding::open:
    case Finding::awaiting_history:
    case Finding::started_before: return "live only";
    case Finding::left_live:
    case Finding::missing_from_live: return "history only";
  }
  return "";
}

std::string side_name_of(Finding finding) {
  std::string name(side_of(finding));
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

Comparison compare_sides(const std::vector<Conversation>& live, const std::vector<Conversation>& history,
                         const CompareOptions& options) {
  std::unordered_map<ConversationId, Sides> joined;
  joined.reserve(live.size() + history.size());
  for (const Conversation& conversation : live) joined[conversation.id].live = &conversation;
  for (const Conversation& conversation : history) joined[conversation.id].history = &conversation;

  Comparison comparison;
  for (const auto& [id, sides] : joined) {
    comparison.conversations.push_back(compare_one(id, sides, options));
    const Finding finding = comparison.conversations.back().finding;
    ++comparison.counts.at(static_cast<std::size_t>(finding));
    if (sides.live != nullptr) ++comparison.live_count;
    if (sides.history != nullptr) ++comparison.history_count;
  }
  std::sort(comparison.conversations.begin(), comparison.conversations.end(),
            [](const auto& a, const auto& b) {
              return std::tie(a.started_at, a.id) < std::tie(b.started_at, b.id);
            });
  count_appearances(comparison);
  return comparison;
}

}  // namespace nowthen::cli
