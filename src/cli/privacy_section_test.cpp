#include "cli/privacy_section.hpp"

#include <gtest/gtest.h>

#include "cli/config_file.hpp"
#include "cli/resolve_settings.hpp"

namespace nowthen::cli {
namespace {

Result<Settings> settings_of(const std::string& toml, const std::string& profile = {}) {
  GlobalOptions given;
  given.config = "c.toml";
  if (!profile.empty()) given.profile = profile;
  const Environment environment{{"HOME", "/home/ada"}};
  const FileReader read = [&](const std::string&) -> Result<std::optional<FileContents>> {
    return std::optional(FileContents{.text = toml});
  };
  return resolve_settings({.given = given, .environment = environment, .read_file = read});
}

TEST(Privacy, IsReadFromItsSection) {
  const auto settings = settings_of(
      "[privacy]\ndrop = [\"session.ani\", \"attribute.card*\"]\nhash = [\"session.dnis\"]\n"
      "mask = [\"participant.participant_name\"]\nmask_keeps = 2\nkey_file = \"~/k\"\n");
  ASSERT_TRUE(settings) << settings.error().message;
  EXPECT_EQ(settings->privacy.rules.columns.size(), 3U);
  EXPECT_EQ(settings->privacy.rules.attributes.size(), 1U);
  EXPECT_EQ(settings->privacy.rules.mask_keeps, 2U);
  EXPECT_EQ(settings->privacy.key_file, "/home/ada/k");
}

TEST(Privacy, OfAProfileComesOnTopOfTheGeneralRules) {
  const std::string file =
      "[privacy]\ndrop = [\"session.ani\"]\nkey_file = \"a\"\n[profile.eu.privacy]\nhash = "
      "[\"session.dnis\"]\n"
      "key_file = \"b\"\n[profile.us]\nregion = \"us_east_1\"\n";
  EXPECT_EQ(settings_of(file, "eu")->privacy.rules.columns.size(), 2U);
  EXPECT_EQ(settings_of(file, "eu")->privacy.key_file, "b");
  EXPECT_EQ(settings_of(file, "us")->privacy.rules.columns.size(), 1U);
  EXPECT_EQ(settings_of(file, "us")->privacy.key_file, "a");
}

TEST(Privacy, IsRefusedWithFileLineAndTheNearestName) {
  const struct {
    std::string toml, message, hint;
  } cases[] = {
      {"[privacy]\nhash = [\n  \"session.ani\",\n  \"session.dnsi\",\n]",
       "c.toml:4: privacy: there is no column", "did you mean: session.dnis"},
      {"[privacy]\ndorp = []", "c.toml:2: unknown key 'dorp' in privacy", "did you mean: drop"},
      {"[privcy]\ndrop = []", "c.toml:1: unknown key 'privcy'", "did you mean: privacy"},
      {"[privacy]\ndrop = \"session.ani\"", "c.toml:2: privacy.drop must be a list", "drop = ["},
      {"[privacy]\ndrop = [1]", "c.toml:2: privacy.drop holds something else", "drop = ["},
      {"[privacy]\nmask_keeps = 9", "c.toml:2: privacy.mask_keeps must be", "mask_keeps = 3"},
      {"[privacy]\nkey_file = \"\"", "c.toml:2: privacy.key_file must be", "key_file ="},
      {"privacy = 1", "c.toml:1: privacy is not a table", "[privacy]"},
  };
  for (const auto& each : cases) {
    const auto settings = settings_of(each.toml);
    ASSERT_FALSE(settings) << each.toml;
    EXPECT_EQ(settings.error().kind, ErrorKind::invalid_request);
    EXPECT_NE(settings.error().message.find(each.message), std::string::npos) << settings.error().message;
    EXPECT_NE(settings.error().hint.find(each.hint), std::string::npos) << settings.error().hint;
  }
}

}  // namespace
}  // namespace nowthen::cli
