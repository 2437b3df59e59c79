#include "cli/commands/ledger_calendar.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "cli/output/terminal_text.hpp"
#include "support/status_sample.hpp"

namespace nowthen::cli {
namespace {

TEST(LedgerCalendar, HasAWeekARowAndALetterADay) {
  EXPECT_EQ(calendar_text(testing::status_sample().days, 8, Palette()),
            "  week of        Mon   Tue   Wed   Thu   Fri   Sat   Sun\n"
            "  2026-11-16    16 v  17 v  18 v  19 s  20 s  21 c  22 !\n"
            "  2026-11-23    23 c  24 .  25 .\n"
            "  . open  p provisional  c complete  s settled  v re-verified  ! overdue\n");
}

TEST(LedgerCalendar, PutsAFirstDayUnderItsWeekday) {
  auto days = testing::status_sample().days;
  days.erase(days.begin(), days.begin() + 5);
  const std::string text = calendar_text(days, 8, Palette());
  EXPECT_NE(text.find("  2026-11-16                                  21 c  22 !\n"), std::string::npos)
      << text;
}

TEST(LedgerCalendar, CountsWhatIsBeforeTheWeeksThatItDraws) {
  const std::string text = calendar_text(testing::status_sample().days, 1, Palette());
  EXPECT_TRUE(text.starts_with("  7 days before: 1 overdue, 3 re-verified, 2 settled, 1 complete\n")) << text;
  EXPECT_EQ(text.find("2026-11-16"), std::string::npos) << text;
}

TEST(LedgerCalendar, SaysTheSameWithColour) {
  const auto days = testing::status_sample().days;
  std::string text = calendar_text(days, 8, Palette(true));
  EXPECT_NE(text.find("\x1b[31m"), std::string::npos);
  for (std::size_t at = 0; (at = text.find('\x1b')) != std::string::npos;)
    text.erase(at, text.find('m', at) + 1 - at);
  EXPECT_EQ(text, calendar_text(days, 8, Palette()));
}

TEST(LedgerCalendar, HasNothingWhereThereAreNoDays) { EXPECT_EQ(calendar_text({}, 8, Palette()), ""); }

}  // namespace
}  // namespace nowthen::cli
