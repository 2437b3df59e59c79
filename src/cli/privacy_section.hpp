#pragma once
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/config_source.hpp"
#include "extract/privacy/privacy_rules.hpp"

namespace nowthen::cli {

/// One name in a list of `[privacy]`, as written.
struct PrivacyEntry {
  extract::PrivacyAction action{};
  std::string name;  ///< `TABLE.COLUMN` or `attribute.PATTERN`.
  unsigned line = 0;
};

/// `[privacy]` of a configuration file, or of one of its profiles.
struct PrivacySection {
  std::vector<PrivacyEntry> entries;
  std::optional<std::string> key_file;
  std::optional<std::size_t> mask_keeps;
};

/// What holds about persons' data for the whole run.
struct PrivacySettings {
  extract::PrivacyRules rules;
  std::string
      key_file;  ///< The key of hashes; empty: `privacy.key` in the data folder, made when it is needed.
};

/// A profile's section beside the general one: the rules of both hold, its key comes first. Fails with a
/// usage error that names file and line where a rule names no column or cannot be.
/// @param profile  null: none is in use
Result<PrivacySettings> resolve_privacy(const PrivacySection& general, const PrivacySection* profile,
                                        const std::string& path, const Environment& environment);

}  // namespace nowthen::cli
