#include "cli/time_expression.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "support/property.hpp"

namespace nowthen::cli {
namespace {
using namespace std::chrono_literals;

Instant at(std::string_view text) { return parse_instant(text).value(); }

TimeFrame frame_in(std::string_view zone = "UTC", std::string_view now = "2026-11-22T12:00:00Z") {
  return {at(now), TimeZone::find(zone).value()};
}

struct Reading {
  const char* text;
  const char* zone;
  const char* instant;
};

void PrintTo(const Reading& reading, std::ostream* out) { *out << reading.text << " in " << reading.zone; }

class ParseTime : public ::testing::TestWithParam<Reading> {};

TEST_P(ParseTime, ReadsWhatPeopleWrite) {
  const Reading& reading = GetParam();
  const auto instant = parse_time(reading.text, frame_in(reading.zone));
  ASSERT_TRUE(instant) << instant.error().message;
  EXPECT_EQ(format_instant(*instant), reading.instant) << reading.text << " in " << reading.zone;
}

INSTANTIATE_TEST_SUITE_P(
    Table, ParseTime,
    ::testing::Values(Reading{"now", "UTC", "2026-11-22T12:00:00.000Z"},
                      Reading{"-24h", "UTC", "2026-11-21T12:00:00.000Z"},
                      Reading{"-7d", "Europe/Berlin", "2026-11-15T12:00:00.000Z"},
                      Reading{"-90m", "UTC", "2026-11-22T10:30:00.000Z"},
                      Reading{"-1h30m", "UTC", "2026-11-22T10:30:00.000Z"},
                      Reading{"-2w", "UTC", "2026-11-08T12:00:00.000Z"},
                      Reading{"today", "UTC", "2026-11-22T00:00:00.000Z"},
                      Reading{"today", "Europe/Berlin", "2026-11-21T23:00:00.000Z"},
                      Reading{"today", "Pacific/Auckland", "2026-11-22T11:00:00.000Z"},
                      Reading{"yesterday", "America/New_York", "2026-11-21T05:00:00.000Z"},
                      Reading{"2026-11-01", "UTC", "2026-11-01T00:00:00.000Z"},
                      Reading{"2026-07-01", "Europe/Berlin", "2026-06-30T22:00:00.000Z"},
                      Reading{"2026-07-01T08:00", "Europe/Berlin", "2026-07-01T06:00:00.000Z"},
                      Reading{"2026-07-01 08:00:30.5", "Europe/Berlin", "2026-07-01T06:00:30.500Z"},
                      Reading{"2026-07-01T08:00Z", "Europe/Berlin", "2026-07-01T08:00:00.000Z"},
                      Reading{"2026-07-01T08:00:00.125+02:00", "UTC", "2026-07-01T06:00:00.125Z"},
                      Reading{"2026-07-01T08:00-0330", "UTC", "2026-07-01T11:30:00.000Z"},
                      Reading{"2026-07-01T08:00+05", "UTC", "2026-07-01T03:00:00.000Z"},
                      Reading{"2024-02-29", "UTC", "2024-02-29T00:00:00.000Z"},
                      // Midnight does not exist there on that day: clocks went from 24:00 to 01:00.
                      Reading{"2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z"},
                      // The first of the two midnights.
                      Reading{"2025-11-02", "America/Havana", "2025-11-02T04:00:00.000Z"}));

struct Refusal {
  const char* text;
  const char* zone;
  const char* message;
};

void PrintTo(const Refusal& refusal, std::ostream* out) { *out << refusal.text << " in " << refusal.zone; }

class ParseTimeRefuses : public ::testing::TestWithParam<Refusal> {};

TEST_P(ParseTimeRefuses, WithAReasonAndAHint) {
  const Refusal& refusal = GetParam();
  const auto instant = parse_time(refusal.text, frame_in(refusal.zone));
  ASSERT_FALSE(instant) << format_instant(*instant);
  EXPECT_EQ(instant.error().kind, ErrorKind::invalid_request);
  EXPECT_EQ(instant.error().message, refusal.message);
  EXPECT_FALSE(instant.error().hint.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Table, ParseTimeRefuses,
    ::testing::Values(
        Refusal{
            "2026-10-25T02:30", "Europe/Berlin",
            "'2026-10-25T02:30' occurs twice in Europe/Berlin: 2026-10-25T00:30:00Z or 2026-10-25T01:30:00Z"},
        Refusal{
            "2026-03-29T02:30", "Europe/Berlin",
            "'2026-03-29T02:30' never occurs in Europe/Berlin: 2026-03-29T00:30:00Z or 2026-03-29T01:30:00Z"},
        Refusal{"", "UTC", "cannot read '' as a time"},
        Refusal{"soon", "UTC", "cannot read 'soon' as a time"},
        Refusal{"24h", "UTC", "'24h' is a length of time, not a point in time"},
        Refusal{"-24", "UTC", "cannot read '-24' as a length of time"},
        Refusal{"-h", "UTC", "cannot read '-h' as a length of time"},
        Refusal{"-0h", "UTC", "cannot read '-0h' as a length of time"},
        Refusal{"-99999999d", "UTC", "a length of time of more than ten years"},
        Refusal{"2026-02-29", "UTC", "cannot read '2026-02-29' as a time"},
        Refusal{"2026-13-01", "UTC", "cannot read '2026-13-01' as a time"},
        Refusal{"2026-11-01T25:00", "UTC", "cannot read '2026-11-01T25:00' as a time"},
        Refusal{"2026-11-01T08", "UTC", "cannot read '2026-11-01T08' as a time"},
        Refusal{"2026-11-01X08:00", "UTC", "cannot read '2026-11-01X08:00' as a time"},
        Refusal{"2026-11-01T08:00:00+2", "UTC", "cannot read '2026-11-01T08:00:00+2' as a time"},
        Refusal{"0206-11-01", "UTC", "'0206-11-01' lies outside 2000 to 2100"},
        Refusal{"9999-12-31", "Europe/Berlin", "'9999-12-31' lies outside 2000 to 2100"}));

TEST(TimeZone, IsUnknownByAWrongName) {
  const auto zone = TimeZone::find("Europe/Berlni");
  ASSERT_FALSE(zone);
  EXPECT_EQ(zone.error().message, "there is no time zone 'Europe/Berlni' on this machine");
}

TEST(TimeZone, FormatsAsTheClockOnTheWallShows) {
  EXPECT_EQ(format_local(at("2026-07-01T06:00:30.999Z"), TimeZone::find("Europe/Berlin").value()),
            "2026-07-01 08:00:30");
  EXPECT_EQ(format_local(at("2026-07-01T06:00:30Z"), TimeZone{}), "2026-07-01 06:00:30");
}

TEST(TimeZone, ReadsBackEveryInstantItShows) {
  const auto zone = TimeZone::find("America/New_York").value();
  nowthen::testing::expect_property([&zone] {
    const Instant instant{
        std::chrono::milliseconds{*rc::gen::inRange<std::int64_t>(946'684'800'000, 4'102'444'800'000)}};
    const LocalReading reading = zone.read(zone.local(instant));
    RC_ASSERT(reading.occurs != LocalReading::Occurs::never);
    RC_ASSERT(reading.first == instant || reading.second == instant);
  });
}

TEST(ParseSpan, AddsItsParts) {
  EXPECT_EQ(parse_span("1d12h").value(), 36h);
  EXPECT_EQ(parse_span("45s").value(), 45s);
  EXPECT_FALSE(parse_span("1.5h"));
  EXPECT_FALSE(parse_span("-1h"));
  EXPECT_FALSE(parse_span("1h "));
}

std::string shown(const Result<Interval>& interval) {
  if (!interval) return "refused: " + interval.error().message;
  return format_instant(interval->begin) + " " + format_instant(interval->end);
}

TEST(ParseRange, ReadsDaysSpansAndPairs) {
  const TimeFrame berlin = frame_in("Europe/Berlin");
  EXPECT_EQ(shown(parse_range("yesterday", berlin)), "2026-11-20T23:00:00.000Z 2026-11-21T23:00:00.000Z");
  EXPECT_EQ(shown(parse_range("today", berlin)), "2026-11-21T23:00:00.000Z 2026-11-22T12:00:00.000Z");
  EXPECT_EQ(shown(parse_range("2026-10-25", berlin)), "2026-10-24T22:00:00.000Z 2026-10-25T23:00:00.000Z");
  EXPECT_EQ(shown(parse_range("-1h", berlin)), "2026-11-22T11:00:00.000Z 2026-11-22T12:00:00.000Z");
  EXPECT_EQ(shown(parse_range("2026-11-01/2026-11-08", frame_in())),
            "2026-11-01T00:00:00.000Z 2026-11-08T00:00:00.000Z");
  EXPECT_EQ(shown(parse_range("-2d/-1d", frame_in())), "2026-11-20T12:00:00.000Z 2026-11-21T12:00:00.000Z");
}

TEST(ParseRange, RefusesWhatIsBackwardEmptyOrToCome) {
  EXPECT_EQ(shown(parse_range("2026-11-08/2026-11-01", frame_in())),
            "refused: the beginning 2026-11-08T00:00:00Z is not before the end 2026-11-01T00:00:00Z");
  EXPECT_EQ(shown(parse_range("now", frame_in())),
            "refused: the beginning 2026-11-22T12:00:00Z is not before the end 2026-11-22T12:00:00Z");
  EXPECT_EQ(shown(parse_range("2026-12-01", frame_in())),
            "refused: the beginning 2026-12-01T00:00:00Z lies in the future: now is 2026-11-22T12:00:00Z");
  EXPECT_EQ(shown(parse_range("a/b/c", frame_in())), "refused: the beginning: cannot read 'a' as a time");
}

TEST(IntervalBetween, ReachesUntilNowWithoutTo) {
  EXPECT_EQ(shown(interval_between("-24h", "", frame_in())),
            "2026-11-21T12:00:00.000Z 2026-11-22T12:00:00.000Z");
  EXPECT_EQ(shown(interval_between("yesterday", "today", frame_in())),
            "2026-11-21T00:00:00.000Z 2026-11-22T00:00:00.000Z");
  EXPECT_EQ(shown(interval_between("2026-11-01/2026-11-08", "", frame_in())),
            "2026-11-01T00:00:00.000Z 2026-11-08T00:00:00.000Z");
}

TEST(IntervalBetween, SpeaksOfTheOptionsItWasGiven) {
  EXPECT_EQ(shown(interval_between("", "", frame_in())), "refused: --from is missing: from when on?");
  EXPECT_EQ(shown(interval_between("now", "-1h", frame_in())),
            "refused: --from 2026-11-22T12:00:00Z is not before --to 2026-11-22T11:00:00Z");
  EXPECT_EQ(shown(interval_between("-1h", "2026-11-23", frame_in())),
            "refused: --to 2026-11-23T00:00:00Z lies in the future: now is 2026-11-22T12:00:00Z");
  EXPECT_EQ(shown(interval_between("-1h", "soon", frame_in())),
            "refused: --to: cannot read 'soon' as a time");
  EXPECT_EQ(shown(interval_between("a/b", "now", frame_in())), "refused: --from a/b names a range already");
}

TEST(IntervalBetween, NeverGivesAnEmptyOrFutureRange) {
  const std::vector<std::string> words{"now",
                                       "today",
                                       "yesterday",
                                       "-24h",
                                       "-1s",
                                       "2026-11-22",
                                       "2026-11-22T12:00Z",
                                       "2027-01-01",
                                       "",
                                       "x",
                                       "-",
                                       "2026-10-25T02:30",
                                       "/",
                                       "-1h/now"};
  const TimeFrame frame = frame_in("Europe/Berlin");
  nowthen::testing::expect_property([&] {
    const auto interval = interval_between(*rc::gen::elementOf(words), *rc::gen::elementOf(words), frame);
    if (interval) RC_ASSERT(interval->begin < interval->end && interval->end <= frame.now);
    if (!interval) RC_ASSERT(!interval.error().message.empty() && !interval.error().hint.empty());
  });
}

}  // namespace
}  // namespace nowthen::cli
