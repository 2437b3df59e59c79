#pragma once
#include "cli/config_source.hpp"
#include "cli/global_options.hpp"
#include "cli/settings.hpp"

namespace nowthen::cli {

/// Where settings come from, strongest first.
struct SettingsSources {
  const GlobalOptions& given;
  const Environment& environment;
  const FileReader& read_file;
};

/// The settings of this run. Fails with a usage error that names the source (option, variable, or file and
/// line). Missing credentials are no error here: not every command needs them.
Result<Settings> resolve_settings(const SettingsSources& sources);

/// Settings from the command line alone, for commands that talk to nobody. `NO_COLOR` holds here too.
Result<Settings> settings_without_sources(const GlobalOptions& given, const Environment& environment);

}  // namespace nowthen::cli
