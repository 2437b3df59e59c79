#pragma once
#include <map>
#include <nowthen/core/result.hpp>
#include <string>
#include <string_view>
#include <variant>

#include "cli/notice_sections.hpp"
#include "cli/privacy_section.hpp"

namespace nowthen::cli {

/// One value of a configuration file, of the type its key asks for, and the line it stands on.
struct ConfigValue {
  std::variant<std::string, bool, double> value;
  unsigned line = 0;
};

/// Values by key.
using ConfigSection = std::map<std::string, ConfigValue, std::less<>>;

/// A configuration file as read: every key known, every type right. What the values mean is not checked yet.
struct ConfigFile {
  std::string path;                                       ///< For messages.
  ConfigSection values;                                   ///< Outside any profile.
  std::map<std::string, ConfigSection> profiles;          ///< `[profile.NAME]`.
  PrivacySection privacy;                                 ///< `[privacy]`.
  std::map<std::string, PrivacySection> profile_privacy;  ///< `[profile.NAME.privacy]`.
  NoticeSections notices;                                 ///< `[[alerts]]` and `[[webhooks]]`.
  std::map<std::string, NoticeSections> profile_notices;  ///< `[[profile.NAME.alerts]]`, ...

  /// Whether a client secret stands in it.
  bool holds_secret() const;
};

/// Reads TOML. Fails with a usage error `PATH:LINE: what`; an unknown key is answered with the nearest known
/// one. No message shows a value, since it may be a secret.
Result<ConfigFile> parse_config(std::string_view text, std::string path);

}  // namespace nowthen::cli
