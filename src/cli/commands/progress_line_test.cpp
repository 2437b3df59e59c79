#include "cli/commands/progress_line.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "cli/output/terminal_text.hpp"
#include "support/property.hpp"

namespace nowthen::cli {
namespace {
using namespace std::chrono_literals;

TEST(ProgressLine, ShowsCountsBarRateAndTimeLeft) {
  EXPECT_EQ(progress_line({.records = 1200, .total = 12000, .elapsed = 2s}, 100),
            "1,200 of 12,000  ██░░░░░░░░░░░░░░░░░░  10 %  600/s  0:18 left");
  EXPECT_EQ(progress_line({.records = 12000, .total = 12000, .elapsed = 20s}, 100),
            "12,000 of 12,000  ████████████████████ 100 %  600/s");
}

TEST(ProgressLine, SaysWhatItWaitsFor) {
  EXPECT_EQ(progress_line({.records = 5, .elapsed = 10s, .note = "waiting 6 s for the rate limit"}, 100),
            "5 conversations  0.5/s  waiting 6 s for the rate limit");
}

TEST(ProgressLine, StandsATotalThatIsWrong) {
  EXPECT_EQ(progress_line({.records = 30, .total = 20, .elapsed = 1s}, 100),
            "30 of 20  ████████████████████ 100 %  30/s");
  EXPECT_EQ(progress_line({.records = 0, .total = 0}, 100), "0 conversations");
}

TEST(ProgressLine, NeverTakesMoreThanTheTerminalHas) {
  nowthen::testing::expect_property([](std::int64_t records, std::int64_t total, const std::string& note) {
    const auto width = *rc::gen::inRange<std::size_t>(1, 200);
    RC_ASSERT(display_width(progress_line({records, total, 1ms, note}, width)) <= width);
  });
}

TEST(WaitNote, SpeaksOnlyOfWaitsThatCanBeFelt) {
  using Kind = CallEvent::Kind;
  EXPECT_EQ(wait_note({.kind = Kind::pace_wait, .duration = 5200ms}), "waiting 6 s for the rate limit");
  EXPECT_EQ(wait_note({.kind = Kind::pace_wait, .duration = 100ms}), "");
  EXPECT_EQ(wait_note({.kind = Kind::retry_wait, .duration = 2s, .detail = "503 from history"}),
            "trying again in 2 s: 503 from history");
  EXPECT_EQ(wait_note({.kind = Kind::reply, .duration = 9s}), "");
}

}  // namespace
}  // namespace nowthen::cli
