#include "extract/privacy/json_walk.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "support/property.hpp"

namespace nowthen::extract {
namespace {

bool is_sound(std::string_view text) {
  JsonWalk walk(text);
  return walk.skip_value() && walk.at_end();
}

TEST(JsonWalk, PassesSoundValues) {
  for (const char* text : {"{}", "[]", R"( { "a" : [ 1 , -2.5e7, {"b":null} ] , "c":"x\"}" } )", "true",
                           "\"\"", "[[[]]]", R"({"a":1,"a":2})"})
    EXPECT_TRUE(is_sound(text)) << text;
}

TEST(JsonWalk, RefusesBrokenOnes) {
  for (const char* text : {"", "{", "}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "[1,]", "[1 2]", "\"open",
                           R"("\")", "{a:1}", "[1]]", "{\"a\":1", "[\"a\":1]"})
    EXPECT_FALSE(is_sound(text)) << text;
}

TEST(JsonWalk, EndsBeforeTheStackDoes) {
  const std::string open(200'000, '[');
  EXPECT_FALSE(is_sound(open + std::string(open.size(), ']')));
}

TEST(JsonText, UndoesEscapes) {
  EXPECT_EQ(json_text(R"("a\"\\\/\b\f\n\r\tz")"), "a\"\\/\b\f\n\r\tz");
  EXPECT_EQ(json_text(R"("\u0061\u00e9\u20ac\ud83d\ude00")"), "a\u00e9\u20ac\U0001F600");
  EXPECT_EQ(json_text(R"("\x\u12")"), R"(\x\u12)");
}

TEST(JsonText, IsWhatBoostReads) {
  testing::expect_property("any text written is read again", [](const std::string& raw) {
    std::string text;
    for (const char c : raw) text += static_cast<char>(static_cast<unsigned char>(c) & 0x7FU);
    const std::string written = json_string(text);
    RC_ASSERT(json_text(written) == text);
    RC_ASSERT(std::string_view(boost::json::parse(written).as_string()) == text);
  });
}

}  // namespace
}  // namespace nowthen::extract
