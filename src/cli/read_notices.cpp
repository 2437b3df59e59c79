#include "cli/read_notices.hpp"

#include <fmt/format.h>

#include <array>
#include <variant>

#include "cli/report_error.hpp"
#include "core/nearest.hpp"

namespace nowthen::cli {
namespace {

constexpr std::string_view alerts_key = "alerts";
constexpr std::string_view webhooks_key = "webhooks";
constexpr std::size_t most_entries = 200;
constexpr std::size_t longest_shown = 64;

using Texts = std::vector<std::string>;

/// Where the value of a key goes.
struct Target {
  std::string_view key;
  std::variant<std::string*, Texts*> to;
};

/// One table of `[[alerts]]` or `[[webhooks]]`.
class TableReader {
 public:
  TableReader(std::string_view table, const std::string& path) : table_(table), path_(path) {}

  template <std::size_t count>
  Result<void> read(const toml::table& table, const std::array<Target, count>& targets) const {
    for (const auto& [key, value] : table) {
      const Target* target = nullptr;
      for (const Target& each : targets)
        if (each.key == key.str()) target = &each;
      if (target == nullptr) return unknown(key, targets);
      if (auto taken = take(*target, value); !taken) return taken;
    }
    return {};
  }

  Error complaint(unsigned line, std::string_view what, std::string hint) const {
    return usage_error(fmt::format("{}:{}: {}", path_, line, what), std::move(hint));
  }

 private:
  Result<void> take(const Target& target, const toml::node& value) const {
    const unsigned line = value.source().begin.line;
    if (auto* const* text = std::get_if<std::string*>(&target.to)) {
      if (!value.is_string()) return wrong(line, target.key, "text in quotes", "\"...\"");
      **text = value.ref<std::string>();
      return {};
    }
    Texts& list = *std::get<Texts*>(target.to);
    if (value.is_string()) {
      list = {value.ref<std::string>()};
      return {};
    }
    if (!value.is_array()) return wrong(line, target.key, "a list of texts", "[\"...\"]");
    for (const toml::node& each : *value.as_array()) {
      if (!each.is_string()) return wrong(line, target.key, "a list of texts", "[\"...\"]");
      list.push_back(each.ref<std::string>());
    }
    return {};
  }

  Error wrong(unsigned line, std::string_view key, std::string_view wanted, std::string_view example) const {
    return complaint(line, fmt::format("{}.{} must be {}", table_, key, wanted),
                     fmt::format("write it as {} = {}", key, example));
  }

  template <std::size_t count>
  Error unknown(const toml::key& key, const std::array<Target, count>& targets) const {
    Texts names;
    for (const Target& each : targets) names.emplace_back(each.key);
    const auto near = nearest(key.str(), names);
    return complaint(key.source().begin.line,
                     fmt::format("unknown key '{}' in {}", key.str().substr(0, longest_shown), table_),
                     near ? "did you mean: " + *near : fmt::format("known keys: {}", fmt::join(names, ", ")));
  }

  std::string_view table_;
  const std::string& path_;
};

Result<void> read_alert(const toml::table& table, const std::string& path, NoticeSections& sections) {
  AlertEntry entry;
  entry.line = table.source().begin.line;
  alerts::RuleText& rule = entry.rule;
  const TableReader reader(alerts_key, path);
  const std::array targets{Target{"name", &rule.name},     Target{"when", &rule.when},
                           Target{"clear", &rule.clear},   Target{"queue", &rule.queues},
                           Target{"queues", &rule.queues}, Target{"media", &rule.media}};
  if (table.contains("queue") && table.contains("queues"))
    return reader.complaint(entry.line, "alerts: queue and queues say the same in two ways",
                            R"(write queues = ["...", "..."])");
  if (auto read = reader.read(table, targets); !read) return read;
  if (rule.name.empty() || rule.when.empty())
    return reader.complaint(entry.line, "an alert needs a name and a rule",
                            R"(write name = "many wait" and when = "queue.waiting > 10 for 2m")");
  for (const AlertEntry& other : sections.alerts)
    if (other.rule.name == rule.name)
      return reader.complaint(entry.line,
                              fmt::format("there are two alerts '{}'", rule.name.substr(0, longest_shown)),
                              "give each its own name");
  sections.alerts.push_back(std::move(entry));
  return {};
}

Result<void> read_webhook(const toml::table& table, const std::string& path, NoticeSections& sections) {
  WebhookEntry entry;
  entry.line = table.source().begin.line;
  const TableReader reader(webhooks_key, path);
  if (table.contains("secret"))
    return reader.complaint(entry.line, "a webhook's secret does not stand in the configuration",
                            R"(name a file: secret_file = "~/.config/nowthen/hook.secret")");
  const std::array targets{Target{"url", &entry.url},
                           Target{"events", &entry.events},
                           Target{"secret_file", &entry.secret_file},
                           Target{"secret_previous_file", &entry.secret_previous_file},
                           Target{"secret_variable", &entry.secret_variable},
                           Target{"secret_previous_variable", &entry.secret_previous_variable},
                           Target{"allow_private", &entry.allow_private},
                           Target{"ca_file", &entry.ca_file}};
  if (auto read = reader.read(table, targets); !read) return read;
  if (entry.url.empty())
    return reader.complaint(entry.line, "a webhook needs a URL",
                            R"(write url = "https://hooks.example.com/nowthen")");
  if (entry.secret_file.empty() == entry.secret_variable.empty())
    return reader.complaint(entry.line, "a webhook needs a secret: a file or a variable",
                            R"(write secret_file = "~/.config/nowthen/hook.secret")");
  if (entry.events.empty()) entry.events = {"*"};
  sections.webhooks.push_back(std::move(entry));
  return {};
}

}  // namespace

bool is_notices_key(std::string_view key) noexcept { return key == alerts_key || key == webhooks_key; }

Result<void> read_notices(const toml::key& key, const toml::node& node, const std::string& path,
                          NoticeSections& sections) {
  const std::string_view table = key.str() == alerts_key ? alerts_key : webhooks_key;
  const TableReader reader(table, path);
  if (!node.is_array() || node.as_array()->size() > most_entries)
    return reader.complaint(key.source().begin.line, fmt::format("{} are tables, each of its own", table),
                            fmt::format("write [[{}]] above each", table));
  for (const toml::node& each : *node.as_array()) {
    if (!each.is_table())
      return reader.complaint(each.source().begin.line, fmt::format("{} are tables", table),
                              fmt::format("write [[{}]] above each", table));
    auto read = table == alerts_key ? read_alert(*each.as_table(), path, sections)
                                    : read_webhook(*each.as_table(), path, sections);
    if (!read) return read;
  }
  return {};
}

}  // namespace nowthen::cli
