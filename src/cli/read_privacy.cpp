#include "cli/read_privacy.hpp"

#include <fmt/format.h>

#include <array>

#include "cli/report_error.hpp"
#include "core/nearest.hpp"

namespace nowthen::cli {
namespace {

using extract::PrivacyAction;

constexpr std::int64_t most_kept = 8;

Error complaint(const std::string& path, const toml::source_region& at, std::string_view what,
                std::string hint) {
  return usage_error(fmt::format("{}:{}: {}", path, at.begin.line, what), std::move(hint));
}

PrivacyAction action_named(std::string_view key) {
  if (key == "hash") return PrivacyAction::hash;
  if (key == "mask") return PrivacyAction::mask;
  return key == "drop" ? PrivacyAction::drop : PrivacyAction::none;
}

Result<void> read_names(PrivacyAction action, std::string_view key, const toml::node& node,
                        const std::string& path, PrivacySection& section) {
  const std::string hint = fmt::format(R"(write it as {} = ["session.ani", "attribute.card*"])", key);
  if (!node.is_array())
    return complaint(path, node.source(), fmt::format("privacy.{} must be a list of names", key), hint);
  for (const toml::node& each : *node.as_array()) {
    if (!each.is_string())
      return complaint(path, each.source(), fmt::format("privacy.{} holds something else than a name", key),
                       hint);
    section.entries.push_back({action, each.ref<std::string>(), each.source().begin.line});
  }
  return {};
}

Result<void> unknown(const toml::key& key, const std::string& path) {
  const std::array<std::string, 5> names{"drop", "hash", "mask", "key_file", "mask_keeps"};
  const auto near = nearest(key.str(), names);
  return complaint(path, key.source(), fmt::format("unknown key '{}' in privacy", key.str().substr(0, 64)),
                   near ? "did you mean: " + *near : fmt::format("known keys: {}", fmt::join(names, ", ")));
}

Result<void> read_entry(const toml::key& key, const toml::node& node, const std::string& path,
                        PrivacySection& section) {
  if (const auto action = action_named(key.str()); action != PrivacyAction::none)
    return read_names(action, key.str(), node, path, section);
  if (key.str() == "key_file") {
    if (!node.is_string() || node.ref<std::string>().empty())
      return complaint(path, node.source(), "privacy.key_file must be text in quotes",
                       "write it as key_file = \"~/nowthen.key\"");
    section.key_file = node.ref<std::string>();
    return {};
  }
  if (key.str() != "mask_keeps") return unknown(key, path);
  if (!node.is_integer() || node.ref<std::int64_t>() < 0 || node.ref<std::int64_t>() > most_kept)
    return complaint(path, node.source(),
                     fmt::format("privacy.mask_keeps must be a number from 0 to {}", most_kept),
                     "write it as mask_keeps = 3");
  section.mask_keeps = static_cast<std::size_t>(node.ref<std::int64_t>());
  return {};
}

}  // namespace

Result<void> read_privacy(const toml::node& node, const std::string& path, PrivacySection& section) {
  if (!node.is_table())
    return complaint(path, node.source(), "privacy is not a table",
                     "write [privacy] and below it, say, drop = [\"session.ani\"]");
  for (const auto& [key, value] : *node.as_table())
    if (auto read = read_entry(key, value, path, section); !read) return read;
  return {};
}

}  // namespace nowthen::cli
