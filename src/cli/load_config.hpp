#pragma once
#include "cli/config_file.hpp"
#include "cli/config_source.hpp"
#include "cli/global_options.hpp"

namespace nowthen::cli {

/// The configuration file in use: `--config`, `NOWTHEN_CONFIG`, or `nowthen/config.toml` in the folder for
/// configuration. Only the last may be absent. A file that holds a secret and that others may read is
/// refused.
Result<ConfigFile> load_config(const GlobalOptions& given, const Environment& environment,
                               const FileReader& read_file);

}  // namespace nowthen::cli
