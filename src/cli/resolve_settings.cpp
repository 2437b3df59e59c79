#include "cli/resolve_settings.hpp"

namespace nowthen::cli {

Result<Settings> resolve_settings(const SettingsSources& sources) {
  return settings_without_sources(sources.given, sources.environment);
}

Result<Settings> settings_without_sources(const GlobalOptions& given, const Environment& environment) {
  Settings settings;
  settings.quiet = given.quiet;
  const auto no_color = environment.find("NO_COLOR");
  settings.color = !given.no_color && (no_color == environment.end() || no_color->second.empty());
  return settings;
}

}  // namespace nowthen::cli
