#include "simulator/world/dialing.hpp"

#include "simulator/world/talk.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

struct Stages {
  Instant dialed;
  Instant contacted;
};

void add_call(const Turn& turn, std::uint16_t session, const Stages& stages) {
  Draft& draft = turn.contact.draft;
  draft.add_segment(session, {.start = turn.now, .end = stages.dialed, .type = SegmentType::dialing});
  draft.add_segment(session,
                    {.start = stages.dialed, .end = stages.contacted, .type = SegmentType::contacting});
  measure(turn.at(stages.dialed), session, MetricName::t_dialing, stages.dialed - turn.now);
  measure(turn.at(stages.contacted), session, MetricName::t_contacting, stages.contacted - stages.dialed);
}

}  // namespace

Dialed dial(const Turn& turn, std::uint16_t caller, std::uint32_t reached_per_mille) {
  Contact& contact = turn.contact;
  Chance& chance = contact.chance;
  const bool reached = chance.per_mille(reached_per_mille);
  const Instant dialed = turn.now + milliseconds(300) + chance.around(milliseconds(1800));
  const Instant contacted = dialed + seconds(2) + chance.around(seconds(reached ? 11 : 22));
  const Stages stages{dialed, contacted};
  add_call(turn, caller, stages);
  add_call(turn, contact.customer_session, stages);
  SegmentTruth& ringing = contact.draft.last_segment(contact.customer_session);
  if (reached) {
    contact.draft.add_segment(contact.customer_session,
                              {.start = contacted, .end = never, .type = SegmentType::interact});
    count(turn.at(contacted), contact.customer_session, MetricName::n_connected);
  } else {
    ringing.disconnect = chance.per_mille(150) ? DisconnectType::uncallable : DisconnectType::timeout;
    contact.draft.last_segment(caller).disconnect = DisconnectType::peer;
  }
  return {.reached = reached, .end = contacted};
}

}  // namespace nowthen::sim
