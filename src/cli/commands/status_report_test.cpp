#include "cli/commands/status_report.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "cli/output/terminal_text.hpp"
#include "support/status_sample.hpp"

namespace nowthen::cli {
namespace {

using extract::WindowState;
using namespace std::chrono_literals;

const Instant now = parse_instant("2026-11-25T12:00:00Z").value();
const extract::UtcDay today = extract::day_of(now);

std::string text_of(const SyncStatus& status) { return status_text(status, {}); }

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

TEST(JudgedDays, ADayIsOverdueOnceItsSpanIsOver) {
  const auto overdue_with = [](std::chrono::milliseconds due) {
    return judged_days(today - std::chrono::days(1), {}, {.now = now, .due = due}).front().is_overdue;
  };
  EXPECT_TRUE(overdue_with(12h));
  EXPECT_FALSE(overdue_with(12h + 1ms));
}

TEST(JudgedDays, TodayIsNeitherOverdueNorInNeedOfAReason) {
  const auto days = judged_days(today, {}, {.now = now, .due = 0ms});
  ASSERT_EQ(days.size(), 1U);
  EXPECT_FALSE(days[0].is_overdue);
  EXPECT_EQ(days[0].reason, "");
}

TEST(JudgedDays, ADayIsProvenFromCompleteOn) {
  for (const auto state : {WindowState::complete, WindowState::settled, WindowState::re_verified}) {
    const auto day = today - std::chrono::days(9);
    const auto judged = judged_days(day, {{day, {.state = state}}}, {.now = now, .due = 1h}).front();
    EXPECT_FALSE(judged.is_overdue);
    EXPECT_EQ(judged.reason, "");
  }
}

TEST(JudgedDays, SaysWhatADayWaitsFor) {
  const auto day = today - std::chrono::days(1);
  const auto reason = [&](const KnownWindow& window, DayJudgement judgement) {
    judgement.now = now;
    return judged_days(day, {{day, window}}, judgement).front().reason;
  };
  EXPECT_EQ(reason({}, {}), "no job has read it to its end yet");
  EXPECT_EQ(reason({.doubt = "the job's data do not reach its end"}, {}),
            "the job's data do not reach its end");
  EXPECT_EQ(reason({}, {.jobs_available_until = day + 5h}), "no job's data reached its end, as last seen");
  EXPECT_EQ(reason({}, {.jobs = {{.job = "i", .interval = extract::whole(day - std::chrono::days(1))},
                                 {.job = "j", .interval = extract::whole(day)}}}),
            "a job that reads it is under way");
}

TEST(StatusText, FitsIntoEightyColumns) {
  std::istringstream lines(text_of(testing::status_sample()));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), 80U) << line;
}

TEST(StatusText, TellsEverythingThatMatters) {
  const std::string text = text_of(testing::status_sample());
  for (const char* words :
       {"sync    2026-11-25 11:00:00      1h ago  2,000 records read",
        "jobs had data until 2026-11-25 04:00:00",
        "12 conversations going on, 3 ended without their wrap-up so far",
        "job of 2026-11-24 to 2026-11-24 under way", "job of 2026-11-25 to 2026-11-25 under way",
        "2026-11-22 OVERDUE: the job's data do not reach its end",
        "2026-11-24: a job that reads it is under way", "not ended", "exit 1", "the server is not reachable",
        "now: about 5 requests, 1 day by job",
        "2 times more came after a day was complete, last at 2026-11-23 20:00:00",
        "of these half within 12m, 95 of 100 within 1h 35m, all within 2d 2h",
        "1 day that should be complete is not", "1 record could not be understood",
        "31 conversations began before"})
    EXPECT_TRUE(has(text, words)) << words << "\n" << text;
}

TEST(StatusText, JoinsDaysWithTheSameReason) {
  SyncStatus status = testing::status_sample();
  for (DayStatus& day : status.days) {
    day.reason = "no job has read it to its end yet";
    day.is_overdue = false;
  }
  EXPECT_TRUE(has(text_of(status), "2026-11-16 to 2026-11-25: no job has read it to its end yet\n"));
}

TEST(StatusText, SaysWhatToDoBeforeTheFirstSync) {
  const std::string text = text_of({.now = now});
  EXPECT_TRUE(has(text, "nothing was synced yet: nowthen sync --from TIME")) << text;
  EXPECT_FALSE(has(text, "ledger")) << text;
}

TEST(StatusText, SaysThatNothingIsWorthARequest) {
  SyncStatus status = testing::status_sample();
  status.asks_nothing = true;
  EXPECT_TRUE(has(text_of(status), "now: nothing is worth a request"));
}

TEST(StatusText, CannotMoveATerminalByWhatAServerSays) {
  SyncStatus status = testing::status_sample();
  status.runs[1].error = "\x1b[2Jgone";
  EXPECT_FALSE(has(text_of(status), "\x1b[2J"));
}

TEST(StatusJson, IsNotProvenWhileADayIsOverdue) {
  SyncStatus status = testing::status_sample();
  EXPECT_TRUE(has(status_json(status), R"("proven":false)"));
  for (DayStatus& day : status.days) day.is_overdue = false;
  EXPECT_TRUE(has(status_json(status), R"("proven":true)"));
}

}  // namespace
}  // namespace nowthen::cli
