#pragma once
#include <map>
#include <string>
#include <vector>

#include "alerts/rule.hpp"

namespace nowthen::cli {

/// One `[[alerts]]` of a configuration file, as written.
struct AlertEntry {
  alerts::RuleText rule;
  unsigned line = 0;
};

/// One `[[webhooks]]`, as written: nothing is checked but the types.
struct WebhookEntry {
  std::string url;
  std::vector<std::string> events;
  std::string secret_file;
  std::string secret_previous_file;
  std::string secret_variable;           ///< Names a variable of the environment.
  std::string secret_previous_variable;  ///< The same.
  std::vector<std::string> allow_private;
  std::string ca_file;
  unsigned line = 0;
};

/// What a configuration file, or one of its profiles, says of alerts and webhooks.
struct NoticeSections {
  std::vector<AlertEntry> alerts;
  std::vector<WebhookEntry> webhooks;
};

}  // namespace nowthen::cli
