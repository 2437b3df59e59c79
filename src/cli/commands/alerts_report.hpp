#pragma once
#include <string>
#include <vector>

#include "alerts/values.hpp"
#include "asof/view.hpp"

namespace nowthen::cli {

/// What a rule comes to at an instant.
struct AlertTrial {
  alerts::Rule rule;
  std::vector<alerts::Held> held;  ///< None: it does not hold.
};

/// For people: a line for each rule, and one for each subject for which it holds. Pure.
std::string alerts_text(const std::vector<AlertTrial>& trials, const asof::View& view);

/// An object, documented in docs/reference/commands.md. Pure.
std::string alerts_json(const std::vector<AlertTrial>& trials, Instant at);

}  // namespace nowthen::cli
