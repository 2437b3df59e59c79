#include "serve/live_board.hpp"

#include "floor/floor.hpp"

namespace nowthen::serve {
namespace {

std::string source_of(const Snapshot& state) {
  const bool is_refused = !state.feed_trouble.empty() || !state.feed.trouble.empty();
  if (is_refused) return "silent";
  if (!state.has_feed_told || !state.feed.looked_at) return "starting";
  return state.feed.lines.all_come ? "pushed" : "asking";
}

board::FeedLine feed_line(const Snapshot& state) {
  board::FeedLine line{.source = source_of(state),
                       .seen_until = state.feed.seen_until,
                       .why = state.feed.lines.all_come ? "" : state.feed.lines.why_not,
                       .trouble = state.feed_trouble.empty() ? state.feed.trouble : state.feed_trouble,
                       .gap = {}};
  if (state.feed.gap)
    line.gap = board::GapLine{.began_at = state.feed.gap->began_at,
                              .ended_at = state.feed.gap->ended_at,
                              .cause = std::string(live::name_of(state.feed.gap->cause)),
                              .is_healed = state.feed.gap->healed_at.has_value()};
  return line;
}

/// What it is about by name, where it has one.
std::string alert_text(const FiringAlert& alert, const board::BoardNames& names) {
  if (alert.subject.empty()) return alert.when;
  const auto queue = names.queues.find(alert.subject);
  return alert.when + ": " + (queue != names.queues.end() ? queue->second : alert.subject);
}

}  // namespace

board::Board live_board(const Snapshot& state, const board::BoardNames& names, Instant now) {
  const auto floor =
      state.legs ? floor::floor_at(*state.legs, now) : floor::Floor{.at = now, .conversations = {}};
  board::Board board = board::board_of(floor, names);
  board.is_live = true;
  board.feed = feed_line(state);
  if (state.notices)
    for (const FiringAlert& alert : state.notices->firing)
      board.alerts.push_back({.name = alert.rule, .since = alert.since, .text = alert_text(alert, names)});
  return board;
}

}  // namespace nowthen::serve
