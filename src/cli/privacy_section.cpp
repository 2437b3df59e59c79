#include "cli/privacy_section.hpp"

#include <fmt/format.h>

#include "cli/report_error.hpp"

namespace nowthen::cli {
namespace {

Result<void> add(const PrivacySection& section, const std::string& path, PrivacySettings& settings) {
  for (const PrivacyEntry& entry : section.entries) {
    const auto added = extract::add_rule(settings.rules, entry.action, entry.name);
    if (!added) return given_by(fmt::format("{}:{}: privacy", path, entry.line), added.error());
  }
  if (section.key_file) settings.key_file = *section.key_file;
  if (section.mask_keeps) settings.rules.mask_keeps = *section.mask_keeps;
  return {};
}

}  // namespace

Result<PrivacySettings> resolve_privacy(const PrivacySection& general, const PrivacySection* profile,
                                        const std::string& path, const Environment& environment) {
  PrivacySettings settings;
  for (const PrivacySection* section : {&general, profile})
    if (section != nullptr)
      if (auto added = add(*section, path, settings); !added) return added.error();
  if (settings.key_file.starts_with("~/"))
    settings.key_file = in_home(environment, std::string_view(settings.key_file).substr(2));
  return settings;
}

}  // namespace nowthen::cli
