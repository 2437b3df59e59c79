#pragma once
#include <cstdint>
#include <string>

namespace nowthen::sim {

/// What the parts of a record are drawn by; each its own, so that one more moves none.
namespace detail {
enum Kind : std::uint64_t {
  room = 0xDE00,
  edge,
  protocol_call,
  message_type,
  agent_group,
  proposed_agent,
  contact,
  quality,
  language,
  outcome,
  scored_agent,
  subject,
  external_contact,
  initiator,
  tag,
  attributes,
  evaluation,
  survey,
  resolution,
};
}  // namespace detail

/// Appends `scaled` times 1e-15 as a decimal fraction.
void append_fraction(std::string& out, std::uint64_t scaled);

}  // namespace nowthen::sim
