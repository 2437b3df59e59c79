#pragma once
#include <toml++/toml.h>

#include <nowthen/core/result.hpp>
#include <string>
#include <string_view>

#include "cli/notice_sections.hpp"

namespace nowthen::cli {

/// Whether a key of the file is one of these: `alerts` or `webhooks`.
bool is_notices_key(std::string_view key) noexcept;

/// Reads `[[alerts]]` or `[[webhooks]]`. Fails with a usage error `PATH:LINE: what`. What rules and URLs mean
/// is not checked yet.
Result<void> read_notices(const toml::key& key, const toml::node& node, const std::string& path,
                          NoticeSections& sections);

}  // namespace nowthen::cli
