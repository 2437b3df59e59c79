#include "simulator/platform/metric_place.hpp"

#include <algorithm>

#include "simulator/platform/predicate.hpp"

namespace nowthen::sim {
namespace {

void visit_last(const SessionPlace& place, std::string_view name, const ValueVisitor& visit) {
  const auto segments = place.facts.segments_of(place.session);
  bool found = false;
  const ValueVisitor mark = [&](std::string_view value) {
    found = true;
    visit(value);
  };
  for (auto segment = segments.rbegin(); segment != segments.rend() && !found; ++segment)
    for_each_value(SegmentPlace{place.facts, place.participant, place.session, *segment}, name, mark);
}

}  // namespace

NamedValues values_of(const SessionPlace& place) {
  return {[&place](std::string_view name, const ValueVisitor& visit) {
    if (name == "sessionId") return visit(place.session.id);
    if (is_dimension(FilterList::conversation, name)) return for_each_value(place.facts, name, visit);
    visit_last(place, name, visit);
  }};
}

std::string_view queue_of(const SessionPlace& place) {
  for (const SegmentFacts& segment : place.facts.segments_of(place.session))
    if (!segment.queue_id.empty()) return segment.queue_id;
  return {};
}

}  // namespace nowthen::sim
