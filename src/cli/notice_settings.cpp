#include "cli/notice_settings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/report_error.hpp"
#include "webhooks/event_types.hpp"

namespace nowthen::cli {
namespace {

using webhooks::Endpoint;
using webhooks::Secret;

Result<void> add(const NoticeSections& sections, NoticeSettings& settings) {
  for (const AlertEntry& each : sections.alerts) {
    const bool is_twice =
        std::any_of(settings.alerts.begin(), settings.alerts.end(),
                    [&each](const AlertEntry& other) { return other.rule.name == each.rule.name; });
    if (is_twice)
      return usage_error(
          fmt::format("{}:{}: there are two alerts '{}'", settings.path, each.line, each.rule.name),
          "give each its own name, also in profiles");
    settings.alerts.push_back(each);
  }
  settings.webhooks.insert(settings.webhooks.end(), sections.webhooks.begin(), sections.webhooks.end());
  return {};
}

/// Makes endpoints of one entry after the other.
class EndpointMaker {
 public:
  EndpointMaker(const NoticeSettings& settings, const FileReader& read_file)
      : settings_(settings), read_file_(read_file) {}

  Result<Endpoint> make(const WebhookEntry& entry) const {
    const std::string origin = fmt::format("{}:{}: webhooks", settings_.path, entry.line);
    for (const std::string& each : entry.allow_private)
      if (auto checked = webhooks::check_allowed(each); !checked) return given_by(origin, checked.error());
    for (const std::string& each : entry.events)
      if (auto checked = webhooks::check_wanted(each); !checked) return given_by(origin, checked.error());
    auto url = webhooks::parse_endpoint(entry.url, entry.allow_private);
    if (!url) return given_by(origin, url.error());
    auto current = secret({entry.secret_file, entry.secret_variable}, origin);
    if (!current) return current.error();
    webhooks::Secrets secrets{.current = *std::move(current), .previous = {}};
    if (!entry.secret_previous_file.empty() || !entry.secret_previous_variable.empty()) {
      auto previous = secret({entry.secret_previous_file, entry.secret_previous_variable}, origin);
      if (!previous) return previous.error();
      secrets.previous = *std::move(previous);
    }
    return Endpoint{.key = webhooks::endpoint_key(*url),
                    .url = *std::move(url),
                    .events = entry.events,
                    .allowed = entry.allow_private,
                    .ca_file = in_home_folder(entry.ca_file),
                    .secrets = std::move(secrets)};
  }

 private:
  struct Place {
    const std::string& file;
    const std::string& variable;
  };

  Result<Secret> secret(const Place& place, const std::string& origin) const {
    auto text = text_of(place, origin);
    if (!text) return text.error();
    auto secret = Secret::parse(*text);
    if (!secret) return given_by(origin, secret.error());
    return secret;
  }

  Result<std::string> text_of(const Place& place, const std::string& origin) const {
    if (place.file.empty()) {
      const auto value = variable(settings_.variables, place.variable.c_str());
      if (value) return *value;
      return usage_error(fmt::format("{}: the variable {} is not set", origin, place.variable),
                         R"(set it to whsec_..., or name a file: secret_file = "...")");
    }
    const std::string path = in_home_folder(place.file);
    auto contents = must_read(read_file_, path, origin);
    if (!contents) return contents.error();
    if (contents->readable_by_others)
      return usage_error(fmt::format("{} holds a webhook's secret and others may read it", path),
                         fmt::format("chmod 600 {}", path));
    return std::move(contents->text);
  }

  std::string in_home_folder(const std::string& path) const {
    if (!path.starts_with("~/") || settings_.home_folder.empty()) return path;
    return settings_.home_folder + path.substr(1);
  }

  const NoticeSettings& settings_;
  const FileReader& read_file_;
};

}  // namespace

Result<NoticeSettings> resolve_notices(const NoticeSections& general, const NoticeSections* profile,
                                       const std::string& path, const Environment& environment) {
  NoticeSettings settings{.path = path,
                          .alerts = {},
                          .webhooks = {},
                          .variables = {},
                          .home_folder = variable(environment, "HOME").value_or("")};
  for (const NoticeSections* each : {&general, profile})
    if (each != nullptr)
      if (auto added = add(*each, settings); !added) return added.error();
  for (const WebhookEntry& each : settings.webhooks)
    for (const std::string& name : {each.secret_variable, each.secret_previous_variable})
      if (const auto value = name.empty() ? std::nullopt : variable(environment, name.c_str()))
        settings.variables[name] = *value;
  return settings;
}

Result<std::vector<alerts::Rule>> rules_of(const NoticeSettings& settings) {
  std::vector<alerts::Rule> rules;
  for (const AlertEntry& each : settings.alerts) {
    auto made = alerts::make_rule(each.rule);
    if (const auto* fault = std::get_if<alerts::RuleFault>(&made))
      return usage_error(
          fmt::format("{}:{}: {}", settings.path, each.line, alerts::one_line(each.rule.name, *fault)),
          "nowthen alerts test points at it");
    rules.push_back(std::get<alerts::Rule>(std::move(made)));
  }
  return rules;
}

Result<std::vector<webhooks::Endpoint>> endpoints_of(const NoticeSettings& settings,
                                                     const FileReader& read_file) {
  const EndpointMaker maker(settings, read_file);
  std::vector<webhooks::Endpoint> endpoints;
  for (const WebhookEntry& entry : settings.webhooks) {
    auto made = maker.make(entry);
    if (!made) return made.error();
    const bool is_twice = std::any_of(endpoints.begin(), endpoints.end(),
                                      [&made](const auto& other) { return other.key == made->key; });
    if (is_twice)
      return usage_error(fmt::format("{}:{}: two webhooks have this URL", settings.path, entry.line),
                         "put the events of both into one");
    endpoints.push_back(*std::move(made));
  }
  return endpoints;
}

}  // namespace nowthen::cli
