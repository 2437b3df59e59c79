#include "cli/resolve_settings.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <nowthen/genesys/region.hpp>

#include "cli/load_config.hpp"
#include "cli/report_error.hpp"
#include "cli/setting_finder.hpp"
#include "cli/size_text.hpp"
#include "cli/time_expression.hpp"
#include "core/nearest.hpp"
#include "net/proxy_choice.hpp"

namespace nowthen::cli {
namespace {

constexpr std::array log_levels{"trace", "debug", "info", "warn", "error", "off"};

/// Finds settings in the command line, the environment and the file, in this order.
class Resolver {
 public:
  Resolver(const SettingsSources& sources, const ConfigFile& file)
      : sources_(sources), file_(file), finder_(sources.environment, file) {
    settings_.origins.config_file = file.path;
  }

  Result<Settings> resolve() {
    using Step = Result<void> (Resolver::*)();
    constexpr std::array steps{&Resolver::profile,   &Resolver::address,  &Resolver::credentials,
                               &Resolver::transport, &Resolver::contract, &Resolver::limits,
                               &Resolver::zone,      &Resolver::folders,  &Resolver::output,
                               &Resolver::logging,   &Resolver::keeping,  &Resolver::retention,
                               &Resolver::privacy,   &Resolver::notices};
    for (const Step step : steps)
      if (auto done = (this->*step)(); !done) return done.error();
    return std::move(settings_);
  }

 private:
  Result<void> profile() {
    const auto found =
        finder_.find({&sources_.given.profile, "--profile", "NOWTHEN_PROFILE", "default_profile"});
    if (!found) return {};
    const auto known = file_.profiles.find(found->text);
    if (known == file_.profiles.end()) return unknown_profile(*found);
    finder_.use_profile(known->second);
    settings_.profile = found->text;
    return {};
  }

  Error unknown_profile(const Found& found) const {
    std::vector<std::string> names;
    for (const auto& [name, section] : file_.profiles) names.push_back(name);
    const std::string where =
        file_.path.empty() ? "there is no configuration file" : file_.path + " has none";
    return usage_error(fmt::format("{}: there is no profile '{}'{}", found.origin, found.text,
                                   did_you_mean(found.text, names)),
                       names.empty() ? fmt::format("{}; write [profile.{}] and its keys", where, found.text)
                                     : fmt::format("{} has: {}", file_.path, fmt::join(names, ", ")));
  }

  /// A base URL or a region, whichever was given more directly; in the same place the URL wins. A login URL
  /// from a weaker place than the address is not used with it: credentials would go to the host of another
  /// organisation.
  Result<void> address() {
    const Names login{.variable = "GENESYS_LOGIN_URL", .key = "login_url"};
    using Finder = std::optional<Found> (SettingFinder::*)(const Names&) const;
    for (const Finder finder :
         {&SettingFinder::find_given, &SettingFinder::find_in_environment, &SettingFinder::find_in_file}) {
      std::string& login_url = settings_.client.login_url;
      if (const auto found = (finder_.*finder)(login); found && login_url.empty()) {
        login_url = found->text;
        settings_.origins.login_url = found->origin;
      }
      const auto found = address_in(finder);
      if (!found) return found.error();
      if (*found) break;
    }
    const auto known = region_of(settings_.client.base_url);
    if (settings_.client.login_url.empty() && known) settings_.client.login_url = known->login_url();
    return {};
  }

  /// Takes the address from one place. False: it holds none.
  Result<bool> address_in(std::optional<Found> (SettingFinder::*finder)(const Names&) const) {
    const Names url{&sources_.given.base_url, "--base-url", "GENESYS_BASE_URL", "base_url"};
    if (const auto found = (finder_.*finder)(url)) {
      if (!looks_like_url(found->text)) return no_url(*found);
      settings_.client.base_url = found->text;
      settings_.origins.address = found->origin;
      return true;
    }
    const Names region{&sources_.given.region, "--region", "GENESYS_REGION", "region"};
    const auto found = (finder_.*finder)(region);
    if (!found) return false;
    const auto known = find_region(found->text);
    if (!known) return given_by(found->origin, known.error());
    settings_.client.base_url = known->api_url();
    settings_.origins.address = found->origin;
    return true;
  }

  static bool looks_like_url(std::string_view text) {
    return text.starts_with("https://") || text.starts_with("http://");
  }

  /// What stands before an `@` may be a password.
  static Error no_url(const Found& found) {
    const bool may_hold_secret = found.text.find('@') != std::string::npos;
    return usage_error(fmt::format("{}: {} is no URL", found.origin,
                                   may_hold_secret ? "it" : fmt::format("'{}'", found.text.substr(0, 64))),
                       "write it as https://api.mypurecloud.de, or name a --region");
  }

  Result<void> credentials() {
    if (const auto id = finder_.find({.variable = "GENESYS_CLIENT_ID", .key = "client_id"})) {
      settings_.client.client_id = id->text;
      settings_.origins.client_id = id->origin;
    }
    const Names secret{.variable = "GENESYS_CLIENT_SECRET", .key = "client_secret"};
    const Names file{.variable = "GENESYS_CLIENT_SECRET_FILE", .key = "client_secret_file"};
    using Finder = std::optional<Found> (SettingFinder::*)(const Names&) const;
    for (const Finder finder : {&SettingFinder::find_in_environment, &SettingFinder::find_in_file}) {
      if (auto found = (finder_.*finder)(secret)) {
        settings_.client.client_secret = std::move(found->text);
        settings_.origins.client_secret = found->origin;
        return {};
      }
      if (const auto found = (finder_.*finder)(file)) return secret_from(*found, finder_.path(file));
    }
    return {};
  }

  Result<void> secret_from(const Found& found, const std::string& secret_path) {
    auto contents = must_read(sources_.read_file, secret_path, found.origin);
    if (!contents) return contents.error();
    if (contents->readable_by_others) return readable_by_others(secret_path);
    std::string& secret = contents->text;
    while (!secret.empty() && (secret.back() == '\n' || secret.back() == '\r')) secret.pop_back();
    if (secret.empty() || secret.find('\n') != std::string::npos)
      return usage_error(
          fmt::format("{}: {} must hold the secret on its only line", found.origin, secret_path),
          "write the client secret into it, and nothing else");
    settings_.client.client_secret = std::move(secret);
    settings_.origins.client_secret = fmt::format("{}: {}", found.origin, secret_path);
    return {};
  }

  Result<void> transport() {
    proxy();
    settings_.client.ca_file =
        finder_.path({&sources_.given.ca_file, "--cacert", "NOWTHEN_CACERT", "ca_file"});
    settings_.client.client_certificate = finder_.path({.key = "client_certificate"});
    settings_.client.client_key = finder_.path({.key = "client_key"});
    return {};
  }

  /// The variables are read again by whoever connects; here they are only named.
  void proxy() {
    if (const auto found = finder_.find({&sources_.given.proxy, "--proxy", nullptr, "proxy"})) {
      settings_.client.proxy = found->text;
      settings_.origins.proxy = found->origin;
      return;
    }
    for (const char* name : {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"})
      if (const auto url = variable(sources_.environment, name); url && settings_.origins.proxy.empty()) {
        settings_.origins.proxy = name;
        settings_.origins.environment_proxy = net::proxy_name(*url);
      }
  }

  Result<void> contract() {
    const auto found = finder_.find({&sources_.given.contract, "--contract", "NOWTHEN_CONTRACT", "contract"});
    if (!found || found->text == "auto") return {};
    settings_.origins.contract = found->origin;
    if (found->text == "tutorial") settings_.client.contract = Contract::tutorial;
    if (found->text == "platform") settings_.client.contract = Contract::platform;
    if (settings_.client.contract == Contract::automatic)
      return usage_error(fmt::format("{}: there is no contract '{}'", found->origin, found->text),
                         "it is auto, tutorial or platform");
    return {};
  }

  /// Where a number was given and what it is; not a number where the environment holds other text.
  std::optional<std::pair<std::string, double>> given_number(const Names& names) const {
    if (const auto found = finder_.find_in_environment(names)) {
      double number = 0;
      const char* end = found->text.data() + found->text.size();
      const auto [stopped, code] = std::from_chars(found->text.data(), end, number);
      return {{found->origin, code == std::errc{} && stopped == end ? number : std::nan("")}};
    }
    const ConfigValue* value = finder_.in_file(names.key);
    if (value == nullptr) return std::nullopt;
    return {
        {fmt::format("{}: {}", finder_.origin_in_file(*value), names.key), std::get<double>(value->value)}};
  }

  static std::string hint_for_number(const Names& names) {
    if (names.variable == nullptr) return fmt::format("write {} = 3", names.key);
    return fmt::format("a number of requests, such as export {}=10 or {} = 10; 0: no pace", names.variable,
                       names.key);
  }

  Result<void> number(const Names& names, std::pair<double, double> range,
                      const std::function<void(double)>& set) {
    const auto given = given_number(names);
    if (!given) return {};
    const auto& [origin, number] = *given;
    if (!(number >= range.first && number <= range.second))
      return usage_error(
          fmt::format("{} must be a number between {} and {}", origin, range.first, range.second),
          hint_for_number(names));
    set(number);
    return {};
  }

  Result<void> limits() {
    RateLimits& limits = settings_.client.limits;
    const struct {
      Names names;
      std::pair<double, double> range;
      std::function<void(double)> set;
    } numbers[] = {
        {{.variable = "NOWTHEN_LIVE_PER_MINUTE", .key = "live_per_minute"},
         {0, 100'000},
         [&limits](double n) { limits.live_per_minute = n; }},
        {{.variable = "NOWTHEN_HISTORY_PER_MINUTE", .key = "history_per_minute"},
         {0, 100'000},
         [&limits](double n) { limits.history_per_minute = n; }},
        {{.variable = "NOWTHEN_PLATFORM_PER_MINUTE", .key = "platform_per_minute"},
         {0, 100'000},
         [&limits](double n) { limits.platform_per_minute = n; }},
        {{.key = "max_attempts"},
         {1, 20},
         [this](double n) { settings_.client.retry.max_attempts = static_cast<int>(n); }},
    };
    for (const auto& [names, range, set] : numbers)
      if (auto done = number(names, range, set); !done) return done;
    return {};
  }

  Result<void> zone() {
    const auto found =
        finder_.find({&sources_.given.time_zone, "--time-zone", "NOWTHEN_TIME_ZONE", "time_zone"});
    if (!found) return {};
    auto known = TimeZone::find(found->text);
    if (!known) return given_by(found->origin, known.error());
    settings_.zone = std::move(*known);
    return {};
  }

  Result<void> folders() {
    settings_.home = finder_.path({.variable = "NOWTHEN_HOME", .key = "home"});
    if (!settings_.home.empty()) return {};
    const std::string base = base_folder(sources_.environment, "XDG_DATA_HOME", ".local/share");
    settings_.home = base.empty() ? "" : base + "/nowthen";
    return {};
  }

  Result<void> output() {
    settings_.quiet = sources_.given.quiet || finder_.flag("quiet", false);
    settings_.color = !sources_.given.no_color && !variable(sources_.environment, "NO_COLOR") &&
                      finder_.flag("color", true);
    return {};
  }

  Result<void> logging() {
    const auto level =
        finder_.find({&sources_.given.log_level, "--log-level", "NOWTHEN_LOG_LEVEL", "log_level"});
    if (level) {
      const auto known = std::find(log_levels.begin(), log_levels.end(), level->text);
      if (known == log_levels.end())
        return usage_error(fmt::format("{}: there is no log level '{}'", level->origin, level->text),
                           fmt::format("it is one of {}", fmt::join(log_levels, ", ")));
      settings_.log_level = static_cast<LogLevel>(known - log_levels.begin());
    }
    const auto format =
        finder_.find({&sources_.given.log_format, "--log-format", "NOWTHEN_LOG_FORMAT", "log_format"});
    if (format && format->text != "text" && format->text != "json")
      return usage_error(fmt::format("{}: there is no log format '{}'", format->origin, format->text),
                         "it is text or json");
    if (format && format->text == "json") settings_.log_format = LogFormat::json;
    return {};
  }

  Result<void> keeping() {
    KeepSettings& keep = settings_.keep;
    if (const auto found = finder_.find_in_file({.key = "warehouse.memory"})) {
      const auto bytes = parse_size(found->text);
      if (!bytes || *bytes == 0)
        return usage_error(fmt::format("{}: '{}' is no size", found->origin, found->text),
                           R"(write it as memory = "512MB")");
      keep.memory = fmt::format("{}B", *bytes);
    }
    if (const auto found = finder_.find({.variable = "NOWTHEN_MIN_FREE_SPACE", .key = "min_free_space"})) {
      keep.min_free_bytes = parse_size(found->text);
      if (!keep.min_free_bytes)
        return usage_error(fmt::format("{}: '{}' is no size", found->origin, found->text),
                           R"(write it as min_free_space = "2GB"; "0" for no floor)");
    }
    return number({.key = "warehouse.threads"}, {1, 1024},
                  [&keep](double threads) { keep.threads = static_cast<int>(threads); });
  }

  Result<void> retention() {
    KeepSettings& keep = settings_.keep;
    const struct {
      const char* key;
      std::optional<std::chrono::milliseconds>* span;
    } spans[] = {{"retention.archive", &keep.archive},
                 {"retention.conversations", &keep.conversations},
                 {"retention.runs", &keep.runs}};
    for (const auto& [key, span] : spans) {
      const auto found = finder_.find_in_file({.key = key});
      if (!found) continue;
      const auto parsed = parse_span(found->text);
      if (!parsed) return given_by(found->origin, parsed.error());
      *span = *parsed;
    }
    return {};
  }

  Result<void> privacy() {
    const auto profile = file_.profile_privacy.find(settings_.profile);
    auto resolved =
        resolve_privacy(file_.privacy, profile == file_.profile_privacy.end() ? nullptr : &profile->second,
                        file_.path, sources_.environment);
    if (!resolved) return resolved.error();
    settings_.privacy = *std::move(resolved);
    return {};
  }

  Result<void> notices() {
    const auto profile = file_.profile_notices.find(settings_.profile);
    auto resolved =
        resolve_notices(file_.notices, profile == file_.profile_notices.end() ? nullptr : &profile->second,
                        file_.path, sources_.environment);
    if (!resolved) return resolved.error();
    settings_.notices = *std::move(resolved);
    return {};
  }

  const SettingsSources& sources_;
  const ConfigFile& file_;
  SettingFinder finder_;
  Settings settings_;
};

}  // namespace

Result<Settings> resolve_settings(const SettingsSources& sources) {
  const auto file = load_config(sources.given, sources.environment, sources.read_file);
  if (!file) return file.error();
  return Resolver(sources, *file).resolve();
}

Result<Settings> settings_without_sources(const GlobalOptions& given, const Environment& environment) {
  GlobalOptions kept;
  kept.quiet = given.quiet;
  kept.no_color = given.no_color;
  kept.log_level = given.log_level;
  kept.log_format = given.log_format;
  kept.time_zone = given.time_zone;
  Environment terminal;
  if (const auto no_color = environment.find("NO_COLOR"); no_color != environment.end())
    terminal.insert(*no_color);
  return Resolver({.given = kept, .environment = terminal, .read_file = {}}, ConfigFile{}).resolve();
}

}  // namespace nowthen::cli
