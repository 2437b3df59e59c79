#include "cli/resolve_settings.hpp"

#include <gtest/gtest.h>

namespace nowthen::cli {
namespace {

/// A machine in miniature: what was typed, the environment, the files.
struct Machine {
  GlobalOptions given;
  Environment environment{{"HOME", "/home/ada"}};
  std::map<std::string, FileContents> files;

  Result<Settings> resolve() const {
    const FileReader read_file = [this](const std::string& path) -> Result<std::optional<FileContents>> {
      const auto found = files.find(path);
      if (found == files.end()) return std::optional<FileContents>{};
      return std::optional(found->second);
    };
    return resolve_settings({.given = given, .environment = environment, .read_file = read_file});
  }

  void write_config(std::string text) {
    files["/home/ada/.config/nowthen/config.toml"].text = std::move(text);
  }

  std::string refusal() const {
    const auto settings = resolve();
    return settings ? "accepted" : settings.error().message + " | " + settings.error().hint;
  }
};

TEST(ResolveSettings, HasDefaultsWithoutAnySource) {
  const auto settings = Machine{}.resolve();
  ASSERT_TRUE(settings) << settings.error().message;
  EXPECT_EQ(settings->client.base_url, "");
  EXPECT_EQ(settings->client.contract, Contract::automatic);
  EXPECT_EQ(settings->zone.name(), "UTC");
  EXPECT_EQ(settings->home, "/home/ada/.local/share/nowthen");
  EXPECT_EQ(settings->log_level, LogLevel::warn);
  EXPECT_TRUE(settings->color);
  EXPECT_FALSE(settings->quiet);
}

TEST(ResolveSettings, PrefersLineOverEnvironmentOverProfileOverFile) {
  Machine machine;
  machine.write_config("time_zone = \"Asia/Tokyo\"\n[profile.eu]\ntime_zone = \"Europe/Berlin\"\n");
  EXPECT_EQ(machine.resolve()->zone.name(), "Asia/Tokyo");
  machine.environment["NOWTHEN_PROFILE"] = "eu";
  EXPECT_EQ(machine.resolve()->zone.name(), "Europe/Berlin");
  machine.environment["NOWTHEN_TIME_ZONE"] = "America/New_York";
  EXPECT_EQ(machine.resolve()->zone.name(), "America/New_York");
  machine.given.time_zone = "UTC";
  EXPECT_EQ(machine.resolve()->zone.name(), "UTC");
}

TEST(ResolveSettings, KnowsHowLongAndHowMuchIsKept) {
  Machine machine;
  EXPECT_EQ(machine.resolve()->keep.memory, "512MB");
  EXPECT_FALSE(machine.resolve()->keep.min_free_bytes);
  EXPECT_FALSE(machine.resolve()->keep.conversations);
  machine.write_config(
      "min_free_space = \"2GB\"\n[warehouse]\nmemory = \"1 GiB\"\nthreads = 2\n[retention]\n"
      "conversations = \"400d\"\n[profile.eu.retention]\nconversations = \"10d\"\narchive = \"1d\"\n");
  const KeepSettings keep = machine.resolve()->keep;
  EXPECT_EQ(keep.memory, "1073741824B");
  EXPECT_EQ(keep.threads, 2);
  EXPECT_EQ(keep.min_free_bytes, 2'000'000'000U);
  EXPECT_EQ(keep.conversations, std::chrono::hours(24 * 400));
  EXPECT_FALSE(keep.archive);
  machine.environment["NOWTHEN_MIN_FREE_SPACE"] = "0";
  machine.given.profile = "eu";
  EXPECT_EQ(machine.resolve()->keep.min_free_bytes, 0U);
  EXPECT_EQ(machine.resolve()->keep.conversations, std::chrono::hours(24 * 10));
  EXPECT_EQ(machine.resolve()->keep.archive, std::chrono::hours(24));
}

TEST(ResolveSettings, SaysWhoGaveWhat) {
  Machine machine;
  machine.write_config("client_id = \"ada\"\nregion = \"eu_west_1\"\n");
  machine.given.contract = "platform";
  machine.environment["GENESYS_LOGIN_URL"] = "https://login.example.com";
  machine.environment["GENESYS_CLIENT_SECRET"] = "canary";
  machine.environment["HTTPS_PROXY"] = "http://ada:canary@proxy:3128";
  const Origins origins = machine.resolve()->origins;
  EXPECT_EQ(origins.config_file, "/home/ada/.config/nowthen/config.toml");
  EXPECT_EQ(origins.client_id, "/home/ada/.config/nowthen/config.toml:1");
  EXPECT_EQ(origins.address, "/home/ada/.config/nowthen/config.toml:2");
  EXPECT_EQ(origins.login_url, "GENESYS_LOGIN_URL");
  EXPECT_EQ(origins.contract, "--contract");
  EXPECT_EQ(origins.client_secret, "GENESYS_CLIENT_SECRET");
  EXPECT_EQ(origins.proxy, "HTTPS_PROXY");
  EXPECT_EQ(origins.environment_proxy, "proxy:3128");
}

TEST(ResolveSettings, UsesTheDefaultProfileOfTheFile) {
  Machine machine;
  machine.write_config("default_profile = \"eu\"\n[profile.eu]\nregion = \"eu_west_1\"\n");
  EXPECT_EQ(machine.resolve()->profile, "eu");
  EXPECT_EQ(machine.resolve()->client.base_url, "https://api.mypurecloud.ie");
}

TEST(ResolveSettings, TakesAnEmptyVariableForUnset) {
  Machine machine;
  machine.write_config("client_id = \"from-file\"\n");
  machine.environment["GENESYS_CLIENT_ID"] = "";
  EXPECT_EQ(machine.resolve()->client.client_id, "from-file");
}

TEST(ResolveSettings, MakesUrlsOfARegion) {
  for (const char* region : {"eu_central_1", "eu-central-1", "mypurecloud.de"}) {
    Machine machine;
    machine.environment["GENESYS_REGION"] = region;
    const auto settings = machine.resolve();
    EXPECT_EQ(settings->client.base_url, "https://api.mypurecloud.de");
    EXPECT_EQ(settings->client.login_url, "https://login.mypurecloud.de");
  }
}

TEST(ResolveSettings, QuotesWhatIsNoUrlAndWhoGaveIt) {
  Machine machine;
  machine.given.base_url = "foo";
  EXPECT_EQ(machine.refusal(),
            "--base-url: 'foo' is no URL | write it as https://api.mypurecloud.de, or name a --region");
  machine.given.base_url.reset();
  machine.environment["GENESYS_BASE_URL"] = "ada:canary@host";
  EXPECT_EQ(machine.refusal().find("canary"), std::string::npos);
}

TEST(ResolveSettings, TakesTheMoreDirectOfRegionAndUrl) {
  Machine machine;
  machine.environment["GENESYS_REGION"] = "eu_central_1";
  machine.environment["GENESYS_BASE_URL"] = "http://127.0.0.1:8780";
  EXPECT_EQ(machine.resolve()->client.base_url, "http://127.0.0.1:8780");
  EXPECT_EQ(machine.resolve()->client.login_url, "");
  machine.given.region = "us_east_1";
  EXPECT_EQ(machine.resolve()->client.base_url, "https://api.mypurecloud.com");
}

TEST(ResolveSettings, NeverSendsCredentialsToTheLoginHostOfAnotherAddress) {
  Machine machine;
  machine.write_config("base_url = \"https://a.example\"\nlogin_url = \"https://login.a.example\"\n");
  EXPECT_EQ(machine.resolve()->client.login_url, "https://login.a.example");
  machine.environment["GENESYS_BASE_URL"] = "http://127.0.0.1:8780";
  EXPECT_EQ(machine.resolve()->client.login_url, "");
}

TEST(ResolveSettings, SuggestsTheNearestRegion) {
  Machine machine;
  machine.given.region = "eu_centrl_1";
  EXPECT_EQ(machine.refusal(), "--region: there is no region 'eu_centrl_1' | did you mean: eu_central_1");
}

TEST(ResolveSettings, ReadsTheSecretFromAFile) {
  Machine machine;
  machine.files["/run/secret"].text = "hunter2\n";
  machine.environment["GENESYS_CLIENT_SECRET_FILE"] = "/run/secret";
  EXPECT_EQ(machine.resolve()->client.client_secret, "hunter2");
  machine.environment["GENESYS_CLIENT_SECRET"] = "direct";
  EXPECT_EQ(machine.resolve()->client.client_secret, "direct");
}

TEST(ResolveSettings, RefusesASecretFileThatIsMissingEmptyOrOpen) {
  Machine machine;
  machine.environment["GENESYS_CLIENT_SECRET_FILE"] = "/run/secret";
  EXPECT_EQ(machine.refusal(),
            "GENESYS_CLIENT_SECRET_FILE: there is no file /run/secret | name a file that exists");
  machine.files["/run/secret"].text = "\n";
  EXPECT_EQ(
      machine.refusal(),
      "GENESYS_CLIENT_SECRET_FILE: /run/secret must hold the secret on its only line | write the client "
      "secret into it, and nothing else");
  machine.files["/run/secret"] = {.text = "hunter2", .readable_by_others = true};
  EXPECT_EQ(machine.refusal(),
            "/run/secret holds a client secret and others may read it | chmod 600 /run/secret");
}

TEST(ResolveSettings, RefusesAnOpenConfigurationOnlyWhenItHoldsASecret) {
  Machine machine;
  machine.write_config("client_id = \"x\"\n");
  machine.files["/home/ada/.config/nowthen/config.toml"].readable_by_others = true;
  EXPECT_EQ(machine.refusal(), "accepted");
  machine.files["/home/ada/.config/nowthen/config.toml"].text = "[profile.eu]\nclient_secret = \"hunter2\"\n";
  EXPECT_EQ(machine.refusal(),
            "/home/ada/.config/nowthen/config.toml holds a client secret and others may read it | "
            "chmod 600 /home/ada/.config/nowthen/config.toml");
}

TEST(ResolveSettings, LooksForTheFileWhereItIsTold) {
  Machine machine;
  machine.environment["XDG_CONFIG_HOME"] = "/etc/xdg";
  machine.files["/etc/xdg/nowthen/config.toml"].text = "quiet = true\n";
  EXPECT_TRUE(machine.resolve()->quiet);
  machine.given.config = "/tmp/missing.toml";
  EXPECT_EQ(machine.refusal(), "--config: there is no file /tmp/missing.toml | name a file that exists");
}

TEST(ResolveSettings, NamesTheProfilesThereAre) {
  Machine machine;
  machine.given.profile = "ue";
  EXPECT_EQ(machine.refusal(),
            "--profile: there is no profile 'ue' | there is no configuration file; write [profile.ue] and "
            "its keys");
  machine.write_config("[profile.eu]\n[profile.us]\n");
  EXPECT_EQ(machine.refusal(),
            "--profile: there is no profile 'ue' (did you mean 'eu'?) | "
            "/home/ada/.config/nowthen/config.toml has: eu, us");
}

TEST(ResolveSettings, NamesVariableOrLineOfABadValue) {
  Machine machine;
  machine.environment["NOWTHEN_CONTRACT"] = "tutorail";
  EXPECT_EQ(machine.refusal(),
            "NOWTHEN_CONTRACT: there is no contract 'tutorail' | it is auto, tutorial or platform");
  machine.environment.erase("NOWTHEN_CONTRACT");
  machine.write_config("quiet = false\nlog_level = \"loud\"\n");
  EXPECT_EQ(machine.refusal().substr(0, 78),
            "/home/ada/.config/nowthen/config.toml:2: there is no log level 'loud' | it is ");
  machine.write_config("max_attempts = 99\n");
  EXPECT_EQ(machine.refusal(),
            "/home/ada/.config/nowthen/config.toml:1: max_attempts must be a number between 1 and 20 | write "
            "max_attempts = 3");
}

TEST(ResolveSettings, TakesThePacesFromTheEnvironmentBeforeTheFile) {
  Machine machine;
  machine.write_config("live_per_minute = 7\nhistory_per_minute = 8\n");
  machine.environment["NOWTHEN_HISTORY_PER_MINUTE"] = "0";
  EXPECT_EQ(machine.resolve()->client.limits.live_per_minute, 7);
  EXPECT_EQ(machine.resolve()->client.limits.history_per_minute, 0);
  for (const char* bad : {"fast", "1x", "-1", "nan", "inf", "100001"}) {
    machine.environment["NOWTHEN_HISTORY_PER_MINUTE"] = bad;
    EXPECT_EQ(machine.refusal(),
              "NOWTHEN_HISTORY_PER_MINUTE must be a number between 0 and 100000 | a number of requests, such "
              "as export "
              "NOWTHEN_HISTORY_PER_MINUTE=10 or history_per_minute = 10; 0: no pace")
        << bad;
  }
}

TEST(ResolveSettings, ExpandsTheHomeFolderInPaths) {
  Machine machine;
  machine.write_config("ca_file = \"~/ca.pem\"\nhome = \"~/data\"\n");
  EXPECT_EQ(machine.resolve()->client.ca_file, "/home/ada/ca.pem");
  EXPECT_EQ(machine.resolve()->home, "/home/ada/data");
}

TEST(ResolveSettings, ObeysNoColor) {
  Machine machine;
  machine.environment["NO_COLOR"] = "1";
  EXPECT_FALSE(machine.resolve()->color);
  EXPECT_FALSE(settings_without_sources({}, machine.environment)->color);
}

TEST(SettingsWithoutSources, LookAtNothingButTheLine) {
  GlobalOptions given;
  given.quiet = true;
  const auto settings = settings_without_sources(given, {{"GENESYS_REGION", "nowhere"}});
  ASSERT_TRUE(settings) << settings.error().message;
  EXPECT_TRUE(settings->quiet);
  EXPECT_EQ(settings->client.base_url, "");
}

}  // namespace
}  // namespace nowthen::cli
