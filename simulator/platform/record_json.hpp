#pragma once
#include <string>

#include "simulator/platform/facts.hpp"
#include "simulator/platform/source.hpp"

namespace nowthen::sim {

/// Appends the record that the facts say: absent, never null.
void append_record_json(std::string& out, const ConversationFacts& facts, Attributes attributes);

}  // namespace nowthen::sim
