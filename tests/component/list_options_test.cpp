#include "cli/commands/list_options.hpp"

#include <gtest/gtest.h>

#include "support/command_probe.hpp"

namespace nowthen::cli {
namespace {

bool accepts(const char* output, const char* set_aside) {
  return check_files({.output = output, .set_aside = set_aside}).has_value();
}

TEST(CheckFiles, RefusesOneFileForTwoThings) {
  EXPECT_FALSE(accepts("x.json", "x.json"));
  EXPECT_FALSE(accepts("x.json", "./x.json"));
  EXPECT_FALSE(accepts("/no/such/../x", "/no/x"));
  EXPECT_FALSE(accepts("x.json", "-"));
  EXPECT_TRUE(accepts("x.json", "y.json"));
  EXPECT_TRUE(accepts("", "x.json"));
  EXPECT_TRUE(accepts("x.json", ""));
  EXPECT_TRUE(accepts("/dev/null", "/dev/null"));
}

TEST(FormatOf, TakesADashForStandardOutput) {
  testing::CommandProbe probe;
  probe.context.out_is_terminal = true;
  EXPECT_EQ(format_of({.output = "-"}, probe.context), Format::table);
  EXPECT_EQ(format_of({.output = "x"}, probe.context), Format::json);
}

}  // namespace
}  // namespace nowthen::cli
