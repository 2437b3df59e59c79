#include "simulator/platform/granularity.hpp"

#include <gtest/gtest.h>

namespace nowthen::sim {
namespace {

using namespace std::chrono_literals;

TEST(Period, IsTheSumOfItsParts) {
  EXPECT_EQ(parse_period("PT30M"), 30min);
  EXPECT_EQ(parse_period("P1D"), 24h);
  EXPECT_EQ(parse_period("P1DT12H"), 36h);
  EXPECT_EQ(parse_period("P2W"), 14 * 24h);
  EXPECT_EQ(parse_period("PT1H30M15S"), 90min + 15s);
}

TEST(Period, HasALengthThatIsKnown) {
  for (const char* text : {"", "P", "PT", "30M", "P1M", "P1Y", "PT0M", "PT-5M", "PT1M1H", "PT5", "PT5M ",
                           "pt5m", "PT99999999999999999999M", "P999999999W", "PT1.5H"})
    EXPECT_FALSE(parse_period(text)) << text;
}

}  // namespace
}  // namespace nowthen::sim
