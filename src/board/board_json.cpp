#include "board/board_json.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <set>

namespace nowthen::board {
namespace {

namespace json = boost::json;

json::value feed_json(const std::optional<FeedLine>& feed) {
  if (!feed) return nullptr;
  return json::object{{"source", feed->source},
                      {"seen_until", format_instant(feed->seen_until)},
                      {"why", feed->why},
                      {"trouble", feed->trouble},
                      {"gap", feed->gap ? json::value(gap_json(*feed->gap)) : json::value(nullptr)}};
}

json::object line_json(const QueueLine& queue) {
  const floor::FloorQueue& counts = queue.counts;
  json::object targets;
  for (const auto& [media, target] : queue.targets) targets[media] = target.count();
  return {{"id", counts.queue_id.str()},       {"name", queue.name},
          {"waiting", counts.waiting},         {"alerting", counts.alerting},
          {"interacting", counts.interacting}, {"holding", counts.holding},
          {"wrapping", counts.wrapping},       {"waiting_since", instant_json(counts.waiting_since)},
          {"targets", std::move(targets)}};
}

json::object line_json(const ConversationLine& line) {
  const floor::FloorConversation& each = line.conversation;
  return {{"id", each.conversation_id.str()},    {"state", name_of(each.state)},
          {"since", format_instant(each.since)}, {"queue", each.queue_id.str()},
          {"user", each.user_id.str()},          {"media", each.media_type},
          {"direction", each.direction},         {"source", line.is_live ? "live" : "history"},
          {"as_of", instant_json(line.as_of)}};
}

json::object line_json(const AgentLine& line) {
  return {{"id", line.agent.user_id.str()},
          {"name", line.name},
          {"state", name_of(line.agent.state)},
          {"since", format_instant(line.agent.since)},
          {"conversations", line.agent.conversations}};
}

json::array texts_json(const std::vector<std::string>& texts) {
  json::array list(texts.begin(), texts.end());
  return list;
}

json::array alerts_json(const std::vector<AlertLine>& alerts) {
  json::array list;
  for (const AlertLine& alert : alerts)
    list.push_back(
        json::object{{"name", alert.name}, {"since", format_instant(alert.since)}, {"text", alert.text}});
  return list;
}

json::object names_json(const Names& names) {
  json::object object;
  for (const auto& [id, name] : names) object[id] = name;
  return object;
}

template <class Line>
const std::string& key(const Line& line) {
  if constexpr (std::is_same_v<Line, QueueLine>)
    return line.counts.queue_id.str();
  else if constexpr (std::is_same_v<Line, ConversationLine>)
    return line.conversation.conversation_id.str();
  else
    return line.agent.user_id.str();
}

/// Those of `after` that are not the same in `before`, and the ids that are there no more.
template <class Line>
struct Difference {
  std::vector<const Line*> changed;
  json::array gone;

  Difference(const std::vector<Line>& before, const std::vector<Line>& after) {
    std::map<std::string_view, const Line*> known;
    for (const Line& line : before) known.emplace(key(line), &line);
    for (const Line& line : after) {
      const auto found = known.find(key(line));
      if (found == known.end() || !(*found->second == line)) changed.push_back(&line);
      if (found != known.end()) known.erase(found);
    }
    for (const auto& [id, line] : known) gone.emplace_back(id);
  }
  bool is_none() const { return changed.empty() && gone.empty(); }
};

/// What is told with every change, being short.
json::object frame_json(const Board& board) {
  return {{"at", format_instant(board.at)},
          {"now", format_instant(board.now)},
          {"feed", feed_json(board.feed)},
          {"doubts", texts_json(board.doubts)},
          {"alerts", alerts_json(board.alerts)}};
}

/// The feed but for how far it is, which a tick tells.
FeedLine without_time(FeedLine feed) {
  feed.seen_until = {};
  return feed;
}

bool tells_the_same(const std::optional<FeedLine>& before, const std::optional<FeedLine>& after) {
  if (before.has_value() != after.has_value()) return false;
  return !before || without_time(*before) == without_time(*after);
}

}  // namespace

json::value instant_json(const std::optional<Instant>& at) {
  return at ? json::value(format_instant(*at)) : json::value(nullptr);
}

json::object gap_json(const GapLine& gap) {
  return {{"began_at", format_instant(gap.began_at)},
          {"ended_at", instant_json(gap.ended_at)},
          {"cause", gap.cause},
          {"is_healed", gap.is_healed}};
}

std::string board_json(const Board& board) {
  json::object object = frame_json(board);
  object["is_live"] = board.is_live;
  json::array queues;
  for (const QueueLine& queue : board.queues) queues.push_back(line_json(queue));
  json::array conversations;
  for (const ConversationLine& line : board.conversations) conversations.push_back(line_json(line));
  json::array agents;
  for (const AgentLine& agent : board.agents) agents.push_back(line_json(agent));
  object["queues"] = std::move(queues);
  object["conversations"] = std::move(conversations);
  object["agents"] = std::move(agents);
  object["users"] = names_json(board.users);
  return json::serialize(object);
}

std::optional<std::string> change_json(const Board& before, const Board& after) {
  const Difference<QueueLine> queues(before.queues, after.queues);
  const Difference<ConversationLine> conversations(before.conversations, after.conversations);
  const Difference<AgentLine> agents(before.agents, after.agents);
  Names named;
  for (const auto& [id, name] : after.users) {
    const auto known = before.users.find(id);
    if (known == before.users.end() || known->second != name) named.emplace(id, name);
  }
  const bool is_same = queues.is_none() && conversations.is_none() && agents.is_none() && named.empty() &&
                       tells_the_same(before.feed, after.feed) && before.doubts == after.doubts &&
                       before.alerts == after.alerts;
  if (is_same) return std::nullopt;
  json::object object = frame_json(after);
  json::array list;
  for (const QueueLine* queue : queues.changed) list.push_back(line_json(*queue));
  object["queues"] = std::exchange(list, {});
  for (const ConversationLine* line : conversations.changed) list.push_back(line_json(*line));
  object["conversations"] = std::exchange(list, {});
  for (const AgentLine* agent : agents.changed) list.push_back(line_json(*agent));
  object["agents"] = std::exchange(list, {});
  object["gone"] =
      json::object{{"queues", queues.gone}, {"conversations", conversations.gone}, {"agents", agents.gone}};
  object["users"] = names_json(named);
  return json::serialize(object);
}

std::string tick_json(const Board& board) {
  return json::serialize(json::object{{"now", format_instant(board.now)}, {"feed", feed_json(board.feed)}});
}

}  // namespace nowthen::board
