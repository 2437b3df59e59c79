#include "simulator/platform/interval.hpp"

#include <gtest/gtest.h>

namespace nowthen::sim {
namespace {

Instant at(const char* time) { return *parse_instant(std::string("2026-11-") + time + ":00.000Z"); }

PlatformEntry entry(const char* start, const char* end) {
  return {.start = at(start),
          .first_activity = at(start),
          .end = at(end),
          .settled = at(end),
          .shown_at = at(start),
          .closed_at = at(end)};
}

/// One letter for each meaning under which the record belongs: a started and active, d start day, o overlap.
std::string belonging(const PlatformEntry& record, const char* begin, const char* end, const char* now) {
  const Interval interval{at(begin), at(end)};
  std::string letters;
  if (belongs(record, interval, IntervalSemantics::started_and_active, at(now))) letters += 'a';
  if (belongs(record, interval, IntervalSemantics::start_day, at(now))) letters += 'd';
  if (belongs(record, interval, IntervalSemantics::overlap, at(now))) letters += 'o';
  return letters;
}

TEST(Belongs, SaysWhatEachMeaningOfAnIntervalSays) {
  const auto within = entry("20T10:00", "20T11:00");
  EXPECT_EQ(belonging(within, "20T09:00", "20T12:00", "25T00:00"), "ado");
  EXPECT_EQ(belonging(within, "20T10:30", "20T12:00", "25T00:00"), "ado") << "began before, goes on into it";
  EXPECT_EQ(belonging(within, "20T12:00", "20T13:00", "25T00:00"), "d") << "over before it";
  EXPECT_EQ(belonging(within, "20T08:00", "20T09:00", "25T00:00"), "d") << "not begun in it";
  EXPECT_EQ(belonging(within, "21T00:00", "22T00:00", "25T00:00"), "");
  const auto overnight = entry("20T23:00", "21T01:00");
  EXPECT_EQ(belonging(overnight, "21T00:00", "22T00:00", "25T00:00"), "o");
  EXPECT_EQ(belonging(overnight, "20T00:00", "21T00:00", "25T00:00"), "ado");
  EXPECT_EQ(belonging(overnight, "19T00:00", "20T00:00", "25T00:00"), "") << "the end does not belong to it";
}

TEST(Belongs, TakesAnOpenOneToBeActiveUntilNow) {
  auto open = entry("18T10:00", "25T00:00");
  EXPECT_EQ(belonging(open, "20T00:00", "21T00:00", "19T12:00"), "");
  EXPECT_EQ(belonging(open, "20T00:00", "21T00:00", "20T00:00"), "o");
  EXPECT_EQ(belonging(open, "18T12:00", "18T13:00", "20T00:00"), "ado");
}

}  // namespace
}  // namespace nowthen::sim
