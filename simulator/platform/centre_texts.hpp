#pragma once
#include <string>
#include <vector>

#include "simulator/world/centre.hpp"

namespace nowthen::sim {

/// The ids of a centre as text, made once.
struct CentreTexts {
  explicit CentreTexts(const Centre& centre);

  std::vector<std::string> queues;
  std::vector<std::string> agents;
  std::vector<std::string> divisions;    ///< `["..."]`: as the value of `divisionIds`.
  std::vector<std::string> skills;       ///< Ids: one for each queue, named as it is.
  std::vector<std::string> skill_lists;  ///< `["..."]`: as the value of `requestedRoutingSkillIds`.
  std::string ivr_flow;
  std::string flow_outcome;
  std::string campaign;
  std::string contact_list;
  std::string evaluation_form;
  std::string survey_form;
};

}  // namespace nowthen::sim
