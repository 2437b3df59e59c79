#include "simulator/platform/live_work.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "simulator/http/json_text.hpp"
#include "simulator/world/world.hpp"

namespace nowthen::sim {
namespace {

std::optional<Work> work_of(const SegmentPlace& place) {
  if (place.segment.end != absent) return std::nullopt;
  if (place.participant.purpose == "acd") return Work::waiting;
  if (place.participant.user_id.empty()) return std::nullopt;
  if (place.segment.type == "alert") return Work::alerting;
  if (place.segment.type == "interact" || place.segment.type == "hold") return Work::interacting;
  return std::nullopt;
}

/// What goes on in one conversation.
class Look {
 public:
  Look(const ConversationFacts& facts, const WorkVisitor& visit) : facts_(facts), visit_(visit) {}

  void report() {
    for (const ParticipantFacts& participant : facts_.participants)
      for (const SessionFacts& session : facts_.sessions_of(participant)) look_at(participant, session);
    for (const auto& [work, place] : found_)
      if (work != Work::waiting || !rings_for(queue_of(place))) visit_(work, place);
  }

 private:
  /// A session does one thing at a time.
  void look_at(const ParticipantFacts& participant, const SessionFacts& session) {
    for (const SegmentFacts& segment : facts_.segments_of(session)) {
      const SegmentPlace place{facts_, participant, session, segment};
      const auto work = work_of(place);
      if (!work) continue;
      found_.emplace_back(*work, place);
      return;
    }
  }

  bool rings_for(std::string_view queue) const {
    return std::any_of(found_.begin(), found_.end(), [queue](const auto& each) {
      return each.first == Work::alerting && queue_of(each.second) == queue;
    });
  }

  const ConversationFacts& facts_;
  const WorkVisitor& visit_;
  std::vector<std::pair<Work, SegmentPlace>> found_;
};

void look_at(PlatformSource& source, std::size_t index, Instant at, const WorkVisitor& visit) {
  Look(source.facts(index, at, Knowledge::of_truth), visit).report();
}

void append_text(std::string& out, std::string_view name, std::string_view text) {
  if (text.empty()) return;
  out += ",\"";
  out += name;
  out += "\":";
  append_json_string(out, text);
}

const FactField* find(const SegmentPlace& place, std::string_view name) {
  const FactField* field = place.facts.find(place.segment.fields, name);
  return field != nullptr ? field : place.facts.find(place.session.fields, name);
}

}  // namespace

void for_each_work(PlatformSource& source, Instant at, const WorkVisitor& visit) {
  if (const World* world = source.world()) {
    for (const std::uint32_t index : world->going_on(at, at)) look_at(source, index, at, visit);
    return;
  }
  const auto entries = source.entries();
  for (std::size_t index = 0; index < entries.size() && entries[index].start <= at; ++index)
    if (entries[index].end > at) look_at(source, index, at, visit);
}

std::string_view queue_of(const SegmentPlace& place) {
  if (!place.segment.queue_id.empty()) return place.segment.queue_id;
  for (const SegmentFacts& segment : place.facts.segments_of(place.session))
    if (!segment.queue_id.empty()) return segment.queue_id;
  return {};
}

NamedValues values_of(const SegmentPlace& place) {
  return {[&place](std::string_view name, const ValueVisitor& visit) {
    if (name == "conversationId") return visit(place.facts.id);
    if (name == "sessionId") return visit(place.session.id);
    if (name != "queueId") return for_each_value(place, name, visit);
    if (const auto queue = queue_of(place); !queue.empty()) visit(queue);
  }};
}

void append_work(std::string& out, const SegmentPlace& place) {
  constexpr std::array<std::string_view, 6> texts{"addressFrom", "addressTo", "ani",
                                                  "dnis",        "teamId",    "usedRouting"};
  constexpr std::array<std::string_view, 2> lists{"requestedRoutingSkillIds", "requestedRoutings"};
  append_text(out, "conversationId", place.facts.id);
  append_text(out, "sessionId", place.session.id);
  append_text(out, "direction", place.session.direction);
  append_text(out, "participantName", place.participant.name);
  append_text(out, "userId", place.participant.user_id);
  for (const std::string_view name : texts) {
    const FactField* field = find(place, name);
    if (field != nullptr && !field->is_json) append_text(out, name, field->value);
  }
  for (const std::string_view name : lists) {
    const FactField* field = find(place, name);
    if (field == nullptr || !field->is_json || !field->value.starts_with('[')) continue;
    out += ",\"";
    out += name;
    out += "\":";
    out += field->value;
  }
}

}  // namespace nowthen::sim
