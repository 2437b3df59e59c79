#include "cli/config_file.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <array>

#include "cli/read_notices.hpp"
#include "cli/read_privacy.hpp"
#include "cli/report_error.hpp"
#include "core/nearest.hpp"

namespace nowthen::cli {
namespace {

enum class KeyType { text, flag, number };

struct Key {
  std::string_view name;
  KeyType type = KeyType::text;
};

/// Documented in docs/reference/configuration.md.
constexpr std::array keys{
    Key{"region"},
    Key{"base_url"},
    Key{"login_url"},
    Key{"client_id"},
    Key{"client_secret"},
    Key{"client_secret_file"},
    Key{"contract"},
    Key{"proxy"},
    Key{"ca_file"},
    Key{"client_certificate"},
    Key{"client_key"},
    Key{"home"},
    Key{"time_zone"},
    Key{"log_level"},
    Key{"log_format"},
    Key{"quiet", KeyType::flag},
    Key{"color", KeyType::flag},
    Key{"live_per_minute", KeyType::number},
    Key{"history_per_minute", KeyType::number},
    Key{"platform_per_minute", KeyType::number},
    Key{"max_attempts", KeyType::number},
    Key{"min_free_space"},
    Key{"warehouse.memory"},
    Key{"warehouse.threads", KeyType::number},
    Key{"retention.archive"},
    Key{"retention.conversations"},
    Key{"retention.runs"},
};
/// Tables whose keys are written below `[NAME]`, or `[profile.PROFILE.NAME]`.
constexpr std::array<std::string_view, 2> groups{"warehouse", "retention"};
constexpr Key default_profile{"default_profile"};  // at the top only
constexpr std::string_view profile_tables = "profile";
constexpr std::string_view privacy_table = "privacy";

const Key* find_key(std::string_view name) {
  const auto found =
      std::find_if(keys.begin(), keys.end(), [name](const Key& key) { return key.name == name; });
  return found == keys.end() ? nullptr : &*found;
}

std::string_view wanted(KeyType type) {
  switch (type) {
    case KeyType::flag: return "true or false, without quotes";
    case KeyType::number: return "a number, without quotes";
    case KeyType::text: break;
  }
  return "text in quotes";
}

std::string_view example(KeyType type) {
  switch (type) {
    case KeyType::flag: return "true";
    case KeyType::number: return "10";
    case KeyType::text: break;
  }
  return "\"...\"";
}

unsigned line_of(const toml::source_region& source) { return source.begin.line; }

/// Reads the tables of one file into a `ConfigFile`; stops at the first complaint.
class Reader {
 public:
  explicit Reader(ConfigFile& file) : file_(file) {}

  Result<void> read(const toml::table& root) {
    for (const auto& [name, node] : root) {
      const bool profiles = name.str() == profile_tables;
      auto read = profiles                      ? read_profiles(node)
                  : name.str() == privacy_table ? read_privacy(node, file_.path, file_.privacy)
                  : is_notices_key(name.str())
                      ? read_notices(name, node, file_.path, file_.notices)
                      : read_value(name, node, {.section = file_.values, .top = true});
      if (!read) return read;
    }
    return {};
  }

 private:
  struct Place {
    ConfigSection& section;
    bool top = false;
  };

  Result<void> read_profiles(const toml::node& profiles) {
    if (!profiles.is_table())
      return complaint(line_of(profiles.source()), "profile is not a table",
                       "write [profile.NAME] tables, and default_profile = \"NAME\" to choose one");
    for (const auto& [name, node] : *profiles.as_table()) {
      const toml::table* table = node.as_table();
      if (table == nullptr)
        return complaint(line_of(name.source()), "a profile is a table",
                         fmt::format("write [profile.{}] and its keys below it", name.str()));
      ConfigSection& section = file_.profiles[std::string(name.str())];
      for (const auto& [key, value] : *table) {
        const std::string profile(name.str());
        auto read =
            key.str() == privacy_table  ? read_privacy(value, file_.path, file_.profile_privacy[profile])
            : is_notices_key(key.str()) ? read_notices(key, value, file_.path, file_.profile_notices[profile])
                                        : read_value(key, value, {.section = section});
        if (!read) return read;
      }
    }
    return {};
  }

  Result<void> read_value(const toml::key& name, const toml::node& node, Place place) {
    if (std::find(groups.begin(), groups.end(), name.str()) != groups.end() && node.is_table())
      return read_group(std::string(name.str()), *node.as_table(), place);
    return read_named(std::string(name.str()), line_of(name.source()), node, place);
  }

  Result<void> read_group(const std::string& group, const toml::table& table, Place place) {
    for (const auto& [key, value] : table) {
      const std::string name = fmt::format("{}.{}", group, key.str());
      if (auto read = read_named(name, line_of(key.source()), value, place); !read) return read;
    }
    return {};
  }

  Result<void> read_named(const std::string& name, unsigned line, const toml::node& node, Place place) {
    const Key* key = place.top && name == default_profile.name ? &default_profile : find_key(name);
    if (key == nullptr) return unknown(name, line, place.top);
    auto value = typed(*key, node);
    if (!value)
      return complaint(line, fmt::format("{} must be {}", key->name, wanted(key->type)),
                       fmt::format("write it as {} = {}", key->name, example(key->type)));
    place.section.insert_or_assign(std::string(key->name), ConfigValue{std::move(*value), line});
    return {};
  }

  static std::optional<decltype(ConfigValue::value)> typed(const Key& key, const toml::node& node) {
    if (key.type == KeyType::text && node.is_string()) return std::string(node.ref<std::string>());
    if (key.type == KeyType::flag && node.is_boolean()) return node.ref<bool>();
    if (key.type != KeyType::number || !node.is_number()) return std::nullopt;
    return node.is_integer() ? static_cast<double>(node.ref<std::int64_t>()) : node.ref<double>();
  }

  Error unknown(std::string_view name, unsigned line, bool top) const {
    std::vector<std::string> names;
    names.reserve(keys.size() + 5);
    for (const Key& key : keys) names.emplace_back(key.name);
    names.insert(names.end(), {std::string(privacy_table), "alerts", "webhooks"});
    if (top) names.insert(names.end(), {std::string(default_profile.name), std::string(profile_tables)});
    const auto near = nearest(name, names);
    return complaint(line, fmt::format("unknown key '{}'", name.substr(0, 64)),
                     near ? "did you mean: " + *near : fmt::format("known keys: {}", fmt::join(names, ", ")));
  }

  Error complaint(unsigned line, std::string_view what, std::string hint) const {
    return usage_error(fmt::format("{}:{}: {}", file_.path, line, what), std::move(hint));
  }

  ConfigFile& file_;
};

}  // namespace

bool ConfigFile::holds_secret() const {
  const auto has_secret = [](const ConfigSection& section) { return section.contains("client_secret"); };
  return has_secret(values) || std::any_of(profiles.begin(), profiles.end(),
                                           [&](const auto& profile) { return has_secret(profile.second); });
}

Result<ConfigFile> parse_config(std::string_view text, std::string path) {
  ConfigFile file{.path = std::move(path)};
  try {
    const toml::table root = toml::parse(text);
    if (auto read = Reader(file).read(root); !read) return read.error();
    return file;
  } catch (const toml::parse_error& error) {
    return usage_error(
        fmt::format("{}:{}: not TOML: {}", file.path, line_of(error.source()), error.description()),
        "keys are written as: region = \"eu_central_1\"");
  }
}

}  // namespace nowthen::cli
