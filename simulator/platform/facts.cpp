#include "simulator/platform/facts.hpp"

namespace nowthen::sim {

void ConversationFacts::clear() {
  id = {};
  start = absent;
  end = absent;
  originating_direction = {};
  fields = {};
  changes_at = absent;
  participants.clear();
  sessions.clear();
  segments.clear();
  metrics.clear();
  appendices.clear();
  field_pool.clear();
}

}  // namespace nowthen::sim
