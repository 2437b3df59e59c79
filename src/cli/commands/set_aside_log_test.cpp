#include "cli/commands/set_aside_log.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace nowthen::cli {
namespace {

TEST(SetAsideLine, NamesTheReasonAndABeginningWithoutHarm) {
  EXPECT_EQ(set_aside_line({.bytes = "{\"type\":\"\x1b[2J\"}", .reason = "conversationId: missing"}),
            "set aside: conversationId: missing: {\"type\":\"\xEF\xBF\xBD[2J\"}");
  const std::string line = set_aside_line({.bytes = std::string(500, 'x'), .reason = "too odd"});
  EXPECT_EQ(line, "set aside: too odd: " + std::string(120, 'x') + "…");
}

TEST(SetAsideJson, KeepsTheBytes) {
  EXPECT_EQ(set_aside_json({.bytes = "\xFF\xFE", .reason = "not UTF-8"}),
            "{\"reason\":\"not UTF-8\",\"base64\":\"//4=\"}\n");
}

TEST(SetAsideLog, CountsThoseItDoesNotName) {
  std::ostringstream err;
  auto log = SetAsideLog::open(err, "");
  ASSERT_TRUE(log);
  for (int i = 0; i < 25; ++i) log->add({.bytes = "{}", .reason = "empty"});
  ASSERT_TRUE(log->finish());
  const std::string text = err.str();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 21);
  EXPECT_NE(text.find("set aside: 5 more like these\n"), std::string::npos);
}

}  // namespace
}  // namespace nowthen::cli
