#include "simulator/world/truth.hpp"

#include <algorithm>

#include "simulator/world/mix.hpp"

namespace nowthen::sim {
namespace {

constexpr std::uint64_t participant_kind = 1;
constexpr std::uint64_t session_kind = 2;

Uuid part_uuid(const ConversationTruth& conversation, std::uint64_t kind, std::size_t position) {
  return derived_uuid(mix(conversation.id.high, kind), mix(conversation.id.low, position));
}

}  // namespace

Instant settled_at(const ConversationTruth& conversation) {
  Instant last = conversation.end;
  for (const SegmentTruth& segment : conversation.segments) last = std::max(last, segment.end);
  return last;
}

Uuid participant_uuid(const ConversationTruth& conversation, std::size_t participant) {
  return part_uuid(conversation, participant_kind, participant);
}

Uuid session_uuid(const ConversationTruth& conversation, std::size_t session) {
  return part_uuid(conversation, session_kind, session);
}

}  // namespace nowthen::sim
