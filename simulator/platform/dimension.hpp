#pragma once
#include <functional>
#include <string_view>

#include "simulator/platform/facts.hpp"

namespace nowthen::sim {

/// A segment with what stands around it.
struct SegmentPlace {
  const ConversationFacts& facts;
  const ParticipantFacts& participant;
  const SessionFacts& session;
  const SegmentFacts& segment;
};

/// The properties of a segment, of one type or (empty) of any.
struct PropertyPlace {
  const SegmentPlace& place;
  std::string_view type;
};

struct AppendixPlace {
  const ConversationFacts& facts;
  const AppendixFacts& appendix;
};

using ValueVisitor = std::function<void(std::string_view)>;

/// Something else that has values by name.
struct NamedValues {
  std::function<void(std::string_view name, const ValueVisitor& visit)> visit_all;
};

/// Calls `visit` with each value that the dimension, metric or property `name` has there, as text: none, one,
/// or those of a list.
void for_each_value(const ConversationFacts& facts, std::string_view name, const ValueVisitor& visit);
void for_each_value(const SegmentPlace& place, std::string_view name, const ValueVisitor& visit);
void for_each_value(const PropertyPlace& place, std::string_view name, const ValueVisitor& visit);
void for_each_value(const AppendixPlace& place, std::string_view name, const ValueVisitor& visit);
void for_each_value(const NamedValues& values, std::string_view name, const ValueVisitor& visit);

}  // namespace nowthen::sim
