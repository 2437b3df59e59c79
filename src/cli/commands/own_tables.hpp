#pragma once
#include <string>

#include "serve/board_loop.hpp"

namespace nowthen::cli {

/// The tables of the data in `folder`, which this process owns, asked for as any other process would: what
/// lends the data to others, or closes them, is seen to in one place. Days are those of `zone`. Thread-safe.
serve::OpenTables asking_ourselves(const std::string& folder, const std::string& zone);

}  // namespace nowthen::cli
