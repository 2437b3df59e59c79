#pragma once
#include <functional>
#include <nowthen/core/result.hpp>
#include <string>
#include <vector>

#include "alerts/rule.hpp"
#include "cli/config_source.hpp"
#include "cli/notice_sections.hpp"
#include "webhooks/endpoint.hpp"

namespace nowthen::cli {

/// What holds about alerts and webhooks for the whole run: those of the file and those of the profile.
struct NoticeSettings {
  std::string path;  ///< Of the file, for messages.
  std::vector<AlertEntry> alerts;
  std::vector<WebhookEntry> webhooks;
  /// Values of the variables that webhooks name; secrets.
  Environment variables;
  std::string home_folder;  ///< What `~/` stands for.
};

/// Puts a profile's beside the general ones. Fails with a usage error where both have an alert of one name.
/// @param profile  null: none is in use
Result<NoticeSettings> resolve_notices(const NoticeSections& general, const NoticeSections* profile,
                                       const std::string& path, const Environment& environment);

/// All rules, or a usage error that names file, line and character of the first that cannot be understood.
Result<std::vector<alerts::Rule>> rules_of(const NoticeSettings& settings);

/// All webhooks, their secrets read. Fails with a usage error that names file and line: a URL that is not
/// allowed, an event that does not exist, a secret that is missing or that others may read.
Result<std::vector<webhooks::Endpoint>> endpoints_of(const NoticeSettings& settings,
                                                     const FileReader& read_file);

}  // namespace nowthen::cli
