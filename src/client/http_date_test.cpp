#include "client/http_date.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "support/property.hpp"

namespace nowthen::client {
namespace {

Instant at(std::string_view text) { return parse_instant(text).value(); }
const Instant now = at("2026-11-22T12:00:00Z");

TEST(HttpDate, ReadsAllThreeForms) {
  const Instant expected = at("1994-11-06T08:49:37Z");
  for (const std::string_view text :
       {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
    EXPECT_EQ(parse_http_date(text, now), expected) << text;
  EXPECT_EQ(parse_http_date("Wed Nov 16 08:49:37 1994", now), at("1994-11-16T08:49:37Z"));
}

TEST(HttpDate, PutsATwoDigitYearWithinFiftyYearsAhead) {
  EXPECT_EQ(parse_http_date("Monday, 01-Jan-76 00:00:00 GMT", now), at("2076-01-01T00:00:00Z"));
  EXPECT_EQ(parse_http_date("Saturday, 01-Jan-77 00:00:00 GMT", now), at("1977-01-01T00:00:00Z"));
}

TEST(HttpDate, CountsALeapSecondAsTheNextMinute) {
  EXPECT_EQ(parse_http_date("Sat, 31 Dec 2016 23:59:60 GMT", now), at("2017-01-01T00:00:00Z"));
}

TEST(HttpDate, RefusesEverythingElse) {
  for (const std::string_view bad :
       {"", "Sun", "Sun,", "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 08:49:37 GMT ", "Sun, 31 Feb 2024 00:00:00 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 00 Nov 1994 08:49:37 GMT",
        "Xyz, 06 Nov 1994 08:49:37 GMT", "Sunday 06-Nov-94 08:49:37 GMT", "Sun Nov 6 08:49:37 1994",
        "Sun, 06 Nov -994 08:49:37 GMT", "1994-11-06T08:49:37Z", "120"})
    EXPECT_EQ(parse_http_date(bad, now), std::nullopt) << bad;
}

TEST(HttpDate, SurvivesAnyText) {
  nowthen::testing::expect_property([](const std::string& text) { parse_http_date(text, now); });
  nowthen::testing::expect_property(
      [](const std::string& tail) { parse_http_date("Sun, 06 Nov " + tail, now); });
}

}  // namespace
}  // namespace nowthen::client
