#include "cli/size_text.hpp"

#include <gtest/gtest.h>

namespace nowthen::cli {
namespace {

TEST(ParseSize, ReadsWhatPeopleWrite) {
  EXPECT_EQ(parse_size("0"), 0U);
  EXPECT_EQ(parse_size("512MB"), 512'000'000U);
  EXPECT_EQ(parse_size("1.5 gb"), 1'500'000'000U);
  EXPECT_EQ(parse_size("2GiB"), 2'147'483'648U);
  EXPECT_EQ(parse_size("7b"), 7U);
}

TEST(ParseSize, RefusesTheRest) {
  for (const char* text : {"", "MB", "-1MB", "5", "5 apples", "1e30TB", "nan", "1MB1"})
    EXPECT_FALSE(parse_size(text)) << text;
}

}  // namespace
}  // namespace nowthen::cli
