#include "client/retry_after.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "support/property.hpp"

namespace nowthen::client {
namespace {
using std::chrono::seconds;

const Instant now = parse_instant("2026-11-22T12:00:00Z").value();

std::optional<seconds> read(std::string text, std::string date = "") {
  net::Headers headers{{"retry-after", std::move(text)}};
  if (!date.empty()) headers.set("Date", std::move(date));
  return read_retry_after(headers, now);
}

TEST(RetryAfter, ReadsSeconds) {
  EXPECT_EQ(read("120"), seconds{120});
  EXPECT_EQ(read(" 7\t"), seconds{7});
  EXPECT_EQ(read("0"), seconds{0});
  EXPECT_EQ(read("00012"), seconds{12});
  EXPECT_EQ(read("86400"), seconds{86'400});
}

TEST(RetryAfter, TakesADateRelativeToTheReplysOwnDate) {
  EXPECT_EQ(read("Sun, 22 Nov 2026 07:00:30 GMT", "Sun, 22 Nov 2026 07:00:00 GMT"), seconds{30});
  EXPECT_EQ(read("Sunday, 22-Nov-26 07:00:30 GMT", "Sun Nov 22 07:00:00 2026"), seconds{30});
}

TEST(RetryAfter, UsesTheLocalClockWithoutAUsableDate) {
  EXPECT_EQ(read("Sun, 22 Nov 2026 12:00:30 GMT"), seconds{30});
  EXPECT_EQ(read("Sun, 22 Nov 2026 12:00:30 GMT", "rubbish"), seconds{30});
}

TEST(RetryAfter, IsZeroForADateThatHasPassed) {
  EXPECT_EQ(read("Sun, 22 Nov 2026 11:00:00 GMT"), seconds{0});
  EXPECT_EQ(read("Thu, 01 Jan 0001 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"), seconds{0});
}

TEST(RetryAfter, IsCappedHoweverHuge) {
  EXPECT_EQ(read(std::string(5000, '9')), longest_retry_after);
  EXPECT_EQ(read("18446744073709551617"), longest_retry_after);
  EXPECT_EQ(read("Fri, 31 Dec 9999 23:59:59 GMT"), longest_retry_after);
}

TEST(RetryAfter, IsNothingForRubbish) {
  EXPECT_EQ(read_retry_after({}, now), std::nullopt);
  for (const char* bad : {"", " ", "-1", "+5", "5s", "1.5", "1e3", "0x10", "soon", "5 5", "5,5", "\xC2\xB2"})
    EXPECT_EQ(read(bad), std::nullopt) << bad;
}

TEST(RetryAfter, StaysInBoundsForAnyText) {
  nowthen::testing::expect_property([](const std::string& text, const std::string& date) {
    const seconds wait = read(text, date).value_or(seconds{0});
    RC_ASSERT(wait >= seconds{0});
    RC_ASSERT(wait <= longest_retry_after);
  });
}

}  // namespace
}  // namespace nowthen::client
