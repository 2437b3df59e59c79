#include "core/nearest.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <vector>

#include "support/property.hpp"

namespace nowthen {
namespace {

TEST(EditDistance, CountsChangesAndSwaps) {
  EXPECT_EQ(edit_distance("", ""), 0U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("history", "histroy"), 1U);
  EXPECT_EQ(edit_distance("live", "life"), 1U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
}

TEST(EditDistance, IsTheSameBothWaysAndZeroOnlyForEquals) {
  nowthen::testing::expect_property([](const std::string& a, const std::string& b) {
    RC_ASSERT(edit_distance(a, b) == edit_distance(b, a));
    RC_ASSERT((edit_distance(a, b) == 0) == (a == b));
    RC_ASSERT(edit_distance(a, b) <= std::max(a.size(), b.size()));
  });
}

TEST(Nearest, FindsWhatWasMeantAndLeavesTheRest) {
  const std::vector<std::string> names{"live", "history", "compare", "auth", "sim", "demo", "completion"};
  EXPECT_EQ(nearest("histroy", names), "history");
  EXPECT_EQ(nearest("hist", names), "history");
  EXPECT_EQ(nearest("comp", names), "compare");
  EXPECT_EQ(nearest("lve", names), "live");
  EXPECT_EQ(nearest("xyzzy", names), std::nullopt);
  EXPECT_EQ(nearest("", names), std::nullopt);
  EXPECT_EQ(nearest(std::string(1000, 'a'), names), std::nullopt);
}

}  // namespace
}  // namespace nowthen
