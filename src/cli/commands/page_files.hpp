#pragma once
#include <span>

#include "serve/web_files.hpp"

namespace nowthen::cli {

/// The page, as the build has put it into the program.
std::span<const serve::WebFile> page_files();

}  // namespace nowthen::cli
