#pragma once
#include <boost/json/object.hpp>

#include "simulator/platform/facts.hpp"
#include "simulator/platform/text_pool.hpp"

namespace nowthen::sim {

/// Says of a recorded conversation what it says, in `facts`, which has been cleared. Texts are views into
/// `record` and `pool`. Members of an unexpected type are passed over.
void read_facts(ConversationFacts& facts, const boost::json::object& record, TextPool& pool);

}  // namespace nowthen::sim
