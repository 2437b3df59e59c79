#pragma once
#include "cli/config_source.hpp"

namespace nowthen::cli {

/// The `FileReader` of the real process. A pipe can be read too (`--config <(pass show genesys)`).
Result<std::optional<FileContents>> read_small_file(const std::string& path);

}  // namespace nowthen::cli
