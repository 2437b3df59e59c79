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
  std::vector<std::string> divisions;  ///< `["..."]`: as the value of `divisionIds`.
  std::string ivr_flow;
};

}  // namespace nowthen::sim
