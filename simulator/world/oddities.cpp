#include "simulator/world/oddities.hpp"

namespace nowthen::sim {
namespace {

void mark(ConversationTruth& conversation, Oddity oddity) {
  conversation.oddities =
      static_cast<std::uint8_t>(conversation.oddities | static_cast<std::uint8_t>(oddity));
}

}  // namespace

void add_oddities(ConversationTruth& conversation, Chance& chance) {
  if (conversation.segments.empty()) return;
  // Dialing has a metric that an earlier start would contradict.
  if (conversation.direction == Direction::inbound && chance.per_mille(8)) {
    conversation.segments.front().start -= chance.between(Chance::Milliseconds(3), Chance::Milliseconds(20));
    mark(conversation, Oddity::early_segment);
  }
  if (chance.per_mille(8)) {
    const auto session = chance.below(static_cast<std::uint32_t>(conversation.sessions.size()));
    conversation.sessions[session].direction_known = false;
    mark(conversation, Oddity::absent_field);
  }
}

}  // namespace nowthen::sim
