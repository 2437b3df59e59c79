#pragma once
#include <toml++/toml.h>

#include <nowthen/core/result.hpp>
#include <string>

#include "cli/privacy_section.hpp"

namespace nowthen::cli {

/// Reads `[privacy]`: lists of names for `drop`, `hash` and `mask`, `key_file` and `mask_keeps`. Fails with a
/// usage error `PATH:LINE: what`. What the names mean is not checked yet.
Result<void> read_privacy(const toml::node& node, const std::string& path, PrivacySection& section);

}  // namespace nowthen::cli
