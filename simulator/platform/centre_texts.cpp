#include "simulator/platform/centre_texts.hpp"

namespace nowthen::sim {

CentreTexts::CentreTexts(const Centre& centre) : ivr_flow(to_text(centre.ivr_flow)) {
  for (const QueueTruth& queue : centre.queues) queues.push_back(to_text(queue.id));
  for (const AgentTruth& agent : centre.agents) agents.push_back(to_text(agent.id));
  for (const DivisionTruth& division : centre.divisions)
    divisions.push_back("[\"" + to_text(division.id) + "\"]");
}

}  // namespace nowthen::sim
