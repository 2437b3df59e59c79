#include "net/headers.hpp"

#include <gtest/gtest.h>

namespace nowthen::net {
namespace {

TEST(Headers, AreFoundWhateverTheirCase) {
  Headers headers{{"Retry-After", "5"}};
  EXPECT_EQ(headers.get("retry-after"), "5");
  EXPECT_EQ(headers.get("RETRY-AFTER"), "5");
  EXPECT_EQ(headers.get("retry-afte"), std::nullopt);
}

TEST(Headers, SetReplacesEveryFieldOfThatName) {
  Headers headers{{"A", "1"}, {"a", "2"}, {"b", "3"}};
  headers.set("A", "4");
  EXPECT_EQ(headers.size(), 2u);
  EXPECT_EQ(headers.get("a"), "4");
}

}  // namespace
}  // namespace nowthen::net
