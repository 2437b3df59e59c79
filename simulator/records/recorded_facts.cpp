#include "simulator/records/recorded_facts.hpp"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace nowthen::sim {
namespace {

namespace json = boost::json;

using Names = std::span<const std::string_view>;

std::string_view text(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

Instant instant(const json::object& object, std::string_view name) {
  const auto parsed = parse_instant(text(object, name));
  return parsed ? *parsed : absent;
}

/// Calls `read` with each object in the array member `name`.
template <class Read>
void for_each_object(const json::object& object, std::string_view name, Read read) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_array()) return;
  for (const json::value& each : value->get_array())
    if (each.is_object()) read(each.get_object());
}

template <class Pool>
std::uint32_t place(const Pool& pool) {
  return static_cast<std::uint32_t>(pool.size());
}

class FactReader {
 public:
  FactReader(ConversationFacts& facts, TextPool& pool) : facts_(facts), pool_(pool) {}

  void conversation(const json::object& record) {
    static constexpr std::array<std::string_view, 8> known{
        "conversationId", "conversationStart", "conversationEnd", "originatingDirection",
        "participants",   "evaluations",       "surveys",         "resolutions"};
    facts_.id = text(record, "conversationId");
    facts_.start = instant(record, "conversationStart");
    facts_.end = instant(record, "conversationEnd");
    facts_.originating_direction = text(record, "originatingDirection");
    facts_.fields = fields(record, known);
    appendices(record, "evaluations", AppendixFacts::Kind::evaluation);
    appendices(record, "surveys", AppendixFacts::Kind::survey);
    appendices(record, "resolutions", AppendixFacts::Kind::resolution);
    for_each_object(record, "participants", [this](const auto& each) { participant(each); });
  }

 private:
  /// All members but the known ones.
  FactRange fields(const json::object& object, Names known) {
    FactRange range{.first = place(facts_.field_pool)};
    for (const auto& member : object) {
      const std::string_view name = member.key();
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      if (member.value().is_string())
        facts_.field_pool.push_back({name, member.value().get_string(), false});
      else
        facts_.field_pool.push_back({name, pool_.keep(json::serialize(member.value())), true});
    }
    range.count = place(facts_.field_pool) - range.first;
    return range;
  }

  FactRange fields_of_member(const json::object& object, std::string_view name) {
    const json::value* value = object.if_contains(name);
    return value != nullptr && value->is_object() ? fields(value->get_object(), {}) : FactRange{};
  }

  void appendices(const json::object& record, std::string_view name, AppendixFacts::Kind kind) {
    for_each_object(record, name, [this, kind](const json::object& each) {
      facts_.appendices.push_back({.kind = kind, .fields = fields(each, {})});
    });
  }

  void participant(const json::object& object) {
    static constexpr std::array<std::string_view, 6> known{"participantId", "participantName", "purpose",
                                                           "userId",        "attributes",      "sessions"};
    ParticipantFacts participant{.id = text(object, "participantId"),
                                 .name = text(object, "participantName"),
                                 .purpose = text(object, "purpose"),
                                 .user_id = text(object, "userId")};
    participant.fields = fields(object, known);
    participant.attributes = fields_of_member(object, "attributes");
    participant.sessions.first = place(facts_.sessions);
    for_each_object(object, "sessions", [this](const auto& each) { session(each); });
    participant.sessions.count = place(facts_.sessions) - participant.sessions.first;
    facts_.participants.push_back(participant);
  }

  void session(const json::object& object) {
    static constexpr std::array<std::string_view, 6> known{"sessionId", "mediaType", "direction",
                                                           "segments",  "metrics",   "flow"};
    SessionFacts session{.id = text(object, "sessionId"),
                         .media_type = text(object, "mediaType"),
                         .direction = text(object, "direction")};
    session.fields = fields(object, known);
    session.flow = fields_of_member(object, "flow");
    session.segments.first = place(facts_.segments);
    for_each_object(object, "segments", [this](const auto& each) { segment(each); });
    session.segments.count = place(facts_.segments) - session.segments.first;
    session.metrics.first = place(facts_.metrics);
    for_each_object(object, "metrics", [this](const auto& each) { metric(each); });
    session.metrics.count = place(facts_.metrics) - session.metrics.first;
    facts_.sessions.push_back(session);
  }

  void segment(const json::object& object) {
    static constexpr std::array<std::string_view, 7> known{
        "segmentStart", "segmentEnd", "segmentType", "queueId", "disconnectType", "wrapUpCode", "conference"};
    SegmentFacts segment{.start = instant(object, "segmentStart"),
                         .end = instant(object, "segmentEnd"),
                         .type = text(object, "segmentType"),
                         .queue_id = text(object, "queueId"),
                         .disconnect_type = text(object, "disconnectType"),
                         .wrap_up_code = text(object, "wrapUpCode")};
    const json::value* conference = object.if_contains("conference");
    if (conference != nullptr && conference->is_bool()) segment.conference = conference->get_bool() ? 1 : 0;
    segment.fields = fields(object, known);
    facts_.segments.push_back(segment);
  }

  void metric(const json::object& object) {
    const json::value* value = object.if_contains("value");
    json::error_code code;
    const double amount = value == nullptr ? 0 : value->to_number<double>(code);
    if (code || amount < -0x1p53 || amount > 0x1p53) return;
    facts_.metrics.push_back({.name = text(object, "name"),
                              .value = static_cast<std::int64_t>(amount),
                              .emitted = instant(object, "emitDate")});
  }

  ConversationFacts& facts_;
  TextPool& pool_;
};

}  // namespace

void read_facts(ConversationFacts& facts, const json::object& record, TextPool& pool) {
  FactReader(facts, pool).conversation(record);
}

}  // namespace nowthen::sim
