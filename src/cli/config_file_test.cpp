#include "cli/config_file.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "support/property.hpp"

namespace nowthen::cli {
namespace {

std::string refusal(std::string_view text) {
  const auto file = parse_config(text, "c.toml");
  return file ? "accepted" : file.error().message + " | " + file.error().hint;
}

TEST(ParseConfig, ReadsValuesAndProfiles) {
  const auto file = parse_config(R"(default_profile = "eu"
quiet = true
live_per_minute = 40

[profile.eu]
region = "eu_central_1"
client_secret = "s3cret"
)",
                                 "c.toml");
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(std::get<std::string>(file->values.at("default_profile").value), "eu");
  EXPECT_TRUE(std::get<bool>(file->values.at("quiet").value));
  EXPECT_EQ(std::get<double>(file->values.at("live_per_minute").value), 40);
  EXPECT_EQ(file->profiles.at("eu").at("region").line, 6U);
  EXPECT_TRUE(file->holds_secret());
}

TEST(ParseConfig, AnEmptyFileHoldsNothing) {
  EXPECT_FALSE(parse_config("", "c.toml")->holds_secret());
  EXPECT_TRUE(parse_config("# only a remark\n", "c.toml")->values.empty());
}

TEST(ParseConfig, NamesLineAndNearestKey) {
  EXPECT_EQ(refusal("quiet = true\nregoin = \"x\"\n"),
            "c.toml:2: unknown key 'regoin' | did you mean: region");
  EXPECT_EQ(refusal("[profile.eu]\n\ncolour = false\n"),
            "c.toml:3: unknown key 'colour' | did you mean: color");
  EXPECT_EQ(refusal("[profiles.eu]\nregion = \"x\"\n"),
            "c.toml:1: unknown key 'profiles' | did you mean: profile");
  EXPECT_EQ(refusal("[profile.eu]\nprofile = \"x\"\n").substr(0, 31), "c.toml:2: unknown key 'profile'");
}

TEST(ParseConfig, NamesLineAndWantedType) {
  EXPECT_EQ(refusal("region = 3"), "c.toml:1: region must be text in quotes | write it as region = \"...\"");
  EXPECT_EQ(refusal("\nquiet = \"yes\""),
            "c.toml:2: quiet must be true or false, without quotes | write it as quiet = true");
  EXPECT_EQ(refusal("max_attempts = \"3\""),
            "c.toml:1: max_attempts must be a number, without quotes | write it as max_attempts = 10");
  EXPECT_EQ(refusal("[profile]\neu = 1"),
            "c.toml:2: a profile is a table | write [profile.eu] and its keys below it");
}

TEST(ParseConfig, NamesTheLineOfASyntaxError) {
  EXPECT_EQ(refusal("quiet = true\nregion = eu\n").substr(0, 19), "c.toml:2: not TOML:");
  EXPECT_EQ(refusal("a = 1\na = 2\n").substr(0, 9), "c.toml:2:");
}

TEST(ParseConfig, NeverShowsASecret) {
  EXPECT_EQ(refusal("client_secret = [\"hunter2\"]").find("hunter2"), std::string::npos);
  EXPECT_EQ(refusal("client_secret = hunter2").find("hunter2"), std::string::npos);
}

TEST(ParseConfig, SurvivesAnyText) {
  nowthen::testing::expect_property(
      [](const std::string& text) { static_cast<void>(parse_config(text, "c.toml")); });
}

}  // namespace
}  // namespace nowthen::cli
