#pragma once
#include <string>

#include "cli/output/style.hpp"
#include "extract/verify_data.hpp"

namespace nowthen::cli {

/// For people: what was read, each finding on a line, the verdict last.
std::string verification_text(const extract::DataVerification& found, const Palette& palette);

/// One JSON object: `sound`, `archive`, `differences`.
std::string verification_json(const extract::DataVerification& found);

}  // namespace nowthen::cli
