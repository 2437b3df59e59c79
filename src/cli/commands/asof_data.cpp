#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "cli/commands/asof_report.hpp"

namespace nowthen::cli {
namespace {

namespace json = boost::json;
using floor::FloorConversation;

json::value instant(const std::optional<Instant>& at) {
  return at ? json::value(format_instant(*at)) : json::value(nullptr);
}

json::value text(const std::string& value) {
  return value.empty() ? json::value(nullptr) : json::value(value);
}

json::object conversation(const asof::View& view, const FloorConversation& each) {
  const asof::Source source = view.source_of(each.conversation_id);
  return {{"conversation_id", each.conversation_id.str()}, {"state", name_of(each.state)},
          {"since", format_instant(each.since)},           {"age_ms", (view.floor.at - each.since).count()},
          {"queue_id", text(each.queue_id.str())},         {"queue", text(view.queue_name(each.queue_id))},
          {"user_id", text(each.user_id.str())},           {"user", text(view.user_name(each.user_id))},
          {"media_type", text(each.media_type)},           {"direction", text(each.direction)},
          {"source", source.is_live ? "live" : "history"}, {"as_of", instant(source.as_of)}};
}

json::object queue(const asof::View& view, const floor::FloorQueue& each) {
  json::object object{{"queue_id", each.queue_id.str()}, {"queue", view.queue_name(each.queue_id)},
                      {"waiting", each.waiting},         {"alerting", each.alerting},
                      {"interacting", each.interacting}, {"holding", each.holding},
                      {"wrapping", each.wrapping},       {"longest_wait_ms", nullptr}};
  if (each.waiting_since) object["longest_wait_ms"] = (view.floor.at - *each.waiting_since).count();
  return object;
}

json::object agent(const asof::View& view, const floor::FloorAgent& each) {
  return {{"user_id", each.user_id.str()},
          {"user", view.user_name(each.user_id)},
          {"state", name_of(each.state)},
          {"since", format_instant(each.since)},
          {"conversations", each.conversations}};
}

template <class List, class One>
json::array each_of(const asof::View& view, const List& list, One one) {
  json::array array;
  for (const auto& each : list) array.push_back(one(view, each));
  return array;
}

FieldValue cell(const std::string& value) {
  return value.empty() ? FieldValue() : FieldValue(std::string_view(value));
}

}  // namespace

std::string asof_json(const asof::View& view) {
  json::object all{{"at", format_instant(view.floor.at)},
                   {"asked_at", format_instant(view.now)},
                   {"history_complete", view.is_proven},
                   {"gap", nullptr}};
  if (view.gap)
    all["gap"] = json::object{{"began_at", format_instant(view.gap->began_at)},
                              {"ended_at", instant(view.gap->ended_at)},
                              {"cause", view.gap->cause}};
  json::array doubts;
  for (const std::string& doubt : view.doubts) doubts.emplace_back(doubt);
  all["doubts"] = std::move(doubts);
  all["queues"] = each_of(view, view.floor.queues, queue);
  all["conversations"] = each_of(view, view.floor.conversations, conversation);
  all["agents"] = each_of(view, view.floor.agents, agent);
  return json::serialize(all) + "\n";
}

std::vector<Field> asof_fields() {
  return {
      {"at", FieldKind::instant},      {"conversation_id", FieldKind::text}, {"state", FieldKind::text},
      {"since", FieldKind::instant},   {"age_ms", FieldKind::integer},       {"queue_id", FieldKind::text},
      {"queue", FieldKind::text},      {"user_id", FieldKind::text},         {"user", FieldKind::text},
      {"media_type", FieldKind::text}, {"direction", FieldKind::text},       {"source", FieldKind::text},
      {"as_of", FieldKind::instant}};
}

void write_asof_rows(const asof::View& view, ResultWriter& writer) {
  for (const FloorConversation& each : view.floor.conversations) {
    const asof::Source source = view.source_of(each.conversation_id);
    const std::vector<FieldValue> row{view.floor.at,
                                      cell(each.conversation_id.str()),
                                      name_of(each.state),
                                      each.since,
                                      std::int64_t{(view.floor.at - each.since).count()},
                                      cell(each.queue_id.str()),
                                      cell(view.queue_name(each.queue_id)),
                                      cell(each.user_id.str()),
                                      cell(view.user_name(each.user_id)),
                                      cell(each.media_type),
                                      cell(each.direction),
                                      std::string_view(source.is_live ? "live" : "history"),
                                      source.as_of ? FieldValue(*source.as_of) : FieldValue()};
    writer.write(row);
  }
}

}  // namespace nowthen::cli
