#include "simulator/platform/dimension.hpp"

#include <array>

#include "simulator/http/json_text.hpp"
#include "simulator/records/json_pieces.hpp"

namespace nowthen::sim {
namespace {

/// A dimension that the record spells otherwise: as a list, or as a member of the objects in one.
struct Spelling {
  std::string_view dimension;
  std::string_view field;
  std::string_view member = {};
};

constexpr std::array<Spelling, 12> spellings{{
    {"divisionId", "divisionIds"},
    {"accessAttribute", "accessAttributes"},
    {"requestedRouting", "requestedRoutings"},
    {"requestedRoutingSkillId", "requestedRoutingSkillIds"},
    {"destinationAddress", "destinationAddresses"},
    {"callbackNumber", "callbackNumbers"},
    {"sipResponseCode", "sipResponseCodes"},
    {"canonicalExternalContactId", "externalContactId"},
    {"scoredAgentId", "scoredAgents", "scoredAgentId"},
    {"flowOutcome", "outcomes", "flowOutcome"},
    {"flowOutcomeId", "outcomes", "flowOutcomeId"},
    {"flowOutcomeValue", "outcomes", "flowOutcomeValue"},
}};

Spelling spelling_of(std::string_view dimension) {
  for (const Spelling& each : spellings)
    if (each.dimension == dimension) return each;
  return {.dimension = dimension, .field = dimension};
}

std::string_view unquoted(std::string_view json) {
  const bool is_text = json.size() >= 2 && json.front() == '"' && json.back() == '"';
  return is_text ? json.substr(1, json.size() - 2) : json;
}

std::string_view member_of(std::string_view object, std::string_view name) {
  for (const JsonMember& member : members_of(object))
    if (member.name == name) return unquoted(member.value);
  return {};
}

void visit_element(std::string_view element, std::string_view member, const ValueVisitor& visit) {
  if (member.empty()) return visit(unquoted(element));
  if (const auto value = member_of(element, member); !value.empty()) visit(value);
}

void visit_field(const FactField& field, std::string_view member, const ValueVisitor& visit) {
  if (!field.is_json) return visit(field.value);
  if (!field.value.starts_with('[')) return visit(unquoted(field.value));
  for (const auto element : elements_of(field.value)) visit_element(element, member, visit);
}

bool visit_in(const ConversationFacts& facts, FactRange range, const Spelling& spelling,
              const ValueVisitor& visit) {
  const FactField* field = facts.find(range, spelling.field);
  if (field == nullptr) return false;
  visit_field(*field, spelling.member, visit);
  return true;
}

void visit_text(std::string_view text, const ValueVisitor& visit) {
  if (!text.empty()) visit(text);
}

void visit_instant(Instant instant, const ValueVisitor& visit) {
  if (instant == absent) return;
  std::string text;
  append_json_instant(text, instant);
  visit(std::string_view(text).substr(1, text.size() - 2));
}

/// The members that the facts have in place of fields. False: `name` is none of them.
bool visit_own(const SegmentPlace& place, std::string_view name, const ValueVisitor& visit) {
  const SegmentFacts& segment = place.segment;
  if (name == "mediaType") return visit_text(place.session.media_type, visit), true;
  if (name == "queueId") return visit_text(segment.queue_id, visit), true;
  if (name == "purpose") return visit_text(place.participant.purpose, visit), true;
  if (name == "userId") return visit_text(place.participant.user_id, visit), true;
  if (name == "direction") return visit_text(place.session.direction, visit), true;
  if (name == "segmentType") return visit_text(segment.type, visit), true;
  if (name == "disconnectType") return visit_text(segment.disconnect_type, visit), true;
  if (name == "wrapUpCode") return visit_text(segment.wrap_up_code, visit), true;
  if (name == "participantName") return visit_text(place.participant.name, visit), true;
  if (name == "segmentEnd") return visit_instant(segment.end, visit), true;
  if (name != "conference") return false;
  if (segment.conference >= 0) visit(segment.conference > 0 ? "true" : "false");
  return true;
}

}  // namespace

void for_each_value(const ConversationFacts& facts, std::string_view name, const ValueVisitor& visit) {
  if (name == "conversationId") return visit_text(facts.id, visit);
  if (name == "conversationStart") return visit_instant(facts.start, visit);
  if (name == "conversationEnd") return visit_instant(facts.end, visit);
  if (name == "originatingDirection") return visit_text(facts.originating_direction, visit);
  visit_in(facts, facts.fields, spelling_of(name), visit);
}

void for_each_value(const SegmentPlace& place, std::string_view name, const ValueVisitor& visit) {
  if (visit_own(place, name, visit)) return;
  const Spelling spelling = spelling_of(name);
  for (const FactRange range :
       {place.segment.fields, place.session.fields, place.session.flow, place.participant.fields})
    if (visit_in(place.facts, range, spelling, visit)) return;
}

void for_each_value(const PropertyPlace& place, std::string_view name, const ValueVisitor& visit) {
  const FactField* field = place.place.facts.find(place.place.segment.fields, "properties");
  if (field == nullptr) return;
  for (const auto element : elements_of(field->value)) {
    const bool is_meant = member_of(element, "property") == name &&
                          (place.type.empty() || member_of(element, "propertyType") == place.type);
    if (is_meant) visit(member_of(element, "value"));
  }
}

void for_each_value(const AppendixPlace& place, std::string_view name, const ValueVisitor& visit) {
  visit_in(place.facts, place.appendix.fields, spelling_of(name), visit);
}

void for_each_value(const NamedValues& values, std::string_view name, const ValueVisitor& visit) {
  values.visit_all(name, visit);
}

}  // namespace nowthen::sim
