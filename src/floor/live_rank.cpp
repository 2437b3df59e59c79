#include "floor/live_rank.hpp"

#include <algorithm>

namespace nowthen::floor {
namespace {

void count(Rank& rank, const std::optional<Instant>& fact) {
  if (!fact) return;
  rank.newest = std::max(rank.newest, *fact);
  ++rank.facts;
}

std::uint32_t steps_of(const LiveCommunication& communication) {
  if (communication.state == "disconnected" || communication.state == "terminated") return 3;
  return communication.state == "connected" ? 2 : 1;
}

}  // namespace

Rank rank_of(const LiveConversation& event) {
  Rank rank;
  for (const LiveParticipant& participant : event.participants) {
    rank.facts += participant.wrapup_code.empty() ? 1U : 2U;
    for (const auto* fact : {&participant.connected_time, &participant.end_time, &participant.start_acw_time,
                             &participant.end_acw_time})
      count(rank, *fact);
    for (const LiveCommunication& communication : participant.communications) {
      rank.facts += steps_of(communication);
      count(rank, communication.connected_time);
      count(rank, communication.disconnected_time);
    }
  }
  return rank;
}

}  // namespace nowthen::floor
