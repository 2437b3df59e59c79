#include "simulator/platform/centre_texts.hpp"

namespace nowthen::sim {
namespace {

enum Kind : std::uint64_t {
  skill_kind = 0x5C,
  flow_outcome_kind,
  campaign_kind,
  contact_list_kind,
  form_kind
};

std::string made_id(const Centre& centre, Kind kind, std::uint64_t number = 0) {
  return to_text(derived_uuid(centre.organisation.low ^ kind, number));
}

}  // namespace

CentreTexts::CentreTexts(const Centre& centre)
    : ivr_flow(to_text(centre.ivr_flow)),
      flow_outcome(made_id(centre, flow_outcome_kind)),
      campaign(made_id(centre, campaign_kind)),
      contact_list(made_id(centre, contact_list_kind)),
      evaluation_form(made_id(centre, form_kind)),
      survey_form(made_id(centre, form_kind, 1)) {
  for (std::size_t number = 0; number < centre.queues.size(); ++number) {
    skills.push_back(made_id(centre, skill_kind, number));
    skill_lists.push_back("[\"" + skills.back() + "\"]");
  }
  for (const QueueTruth& queue : centre.queues) queues.push_back(to_text(queue.id));
  for (const AgentTruth& agent : centre.agents) agents.push_back(to_text(agent.id));
  for (const DivisionTruth& division : centre.divisions)
    divisions.push_back("[\"" + to_text(division.id) + "\"]");
}

}  // namespace nowthen::sim
