#include "cli/commands/page_files.hpp"

namespace nowthen::cli {

std::span<const serve::WebFile> page_files() { return {}; }

}  // namespace nowthen::cli
