#include <gtest/gtest.h>

#include <nowthen/core/instant.hpp>

namespace nowthen {
namespace {
using namespace std::chrono_literals;

TEST(ParseInstant, TakesUtcOffsetsAndFractions) {
  const struct {
    std::string_view text;
    std::chrono::milliseconds since_epoch;
  } cases[] = {
      {"1970-01-02T00:00:00Z", 24h},      {"1970-01-01T00:00:00.250Z", 250ms},
      {"1970-01-01T00:00:00.25Z", 250ms}, {"1970-01-01T00:00:00.250999999Z", 250ms},
      {"1970-01-01T02:00:00+02:00", 0ms}, {"1969-12-31T23:30:00-00:30", 0ms},
      {"1970-03-01T00:00:00Z", 59 * 24h}, {"1972-02-29T00:00:00Z", 789 * 24h},
  };
  for (const auto& [text, since_epoch] : cases) {
    const auto parsed = parse_instant(text);
    ASSERT_TRUE(parsed) << text;
    EXPECT_EQ(parsed->time_since_epoch(), since_epoch) << text;
  }
}

TEST(ParseInstant, RefusesWhatIsNoInstant) {
  for (std::string_view bad :
       {"", "1970-01-01", "1970-02-30T00:00:00Z", "1970-01-01T24:00:00Z", "1970-01-01T00:00:00",
        "1970-01-01T00:00Z", "1970-01-01T00:00:00.Z", "1970-01-01T00:00:00.1234567890Z",
        "19x0-01-01T00:00:00Z", "1970-1-01T00:00:00Z", "1970-01-01T00:00:00Zx", "1970-01-01T00:00:00+25:00",
        "1970-01-01T00:00:60Z", "-970-01-01T00:00:00Z"})
    EXPECT_FALSE(parse_instant(bad)) << bad;
}

TEST(FormatInstant, IsReadBackAsTheSameInstant) {
  for (const auto millis : {0LL, 1LL, 999LL, 1'700'000'000'123LL, 4'102'444'799'999LL, -1LL}) {
    const Instant instant{std::chrono::milliseconds{millis}};
    EXPECT_EQ(parse_instant(format_instant(instant)).value(), instant) << format_instant(instant);
  }
  EXPECT_EQ(format_instant(Instant{1'700'000'000'123ms}), "2023-11-14T22:13:20.123Z");
}

}  // namespace
}  // namespace nowthen
