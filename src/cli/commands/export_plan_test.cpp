#include "cli/commands/export_plan.hpp"

#include <gtest/gtest.h>

namespace nowthen::cli {
namespace {

const auto any_day = [](const std::optional<std::string>&) { return true; };
const auto intact = [](const ExportedFile&) { return true; };

ExportedFile file_of(std::optional<std::string> day, std::string state) {
  return {.table = "segment",
          .day = std::move(day),
          .rows = 1,
          .size_bytes = 10,
          .sha256 = "",
          .state = std::move(state)};
}

TEST(PlanExport, WritesOnlyWhatIsNewOrChanged) {
  const std::vector<DayState> states{{"2026-11-01", 1, "a"}, {"2026-11-02", 1, "b2"}, {"2026-11-03", 1, "c"}};
  const ExportedFile same = file_of("2026-11-01", "a");
  const auto plan = plan_export(states, {same, file_of("2026-11-02", "b1")}, any_day, intact);
  EXPECT_EQ(plan.write, (std::vector<DayState>{states[1], states[2]}));
  EXPECT_EQ(plan.keep, std::vector<ExportedFile>{same});
  EXPECT_TRUE(plan.remove.empty());
}

TEST(PlanExport, WritesAgainWhatIsNoLongerThereAsItWas) {
  const std::vector<DayState> states{{"2026-11-01", 1, "a"}};
  const auto plan =
      plan_export(states, {file_of("2026-11-01", "a")}, any_day, [](const ExportedFile&) { return false; });
  EXPECT_EQ(plan.write, states);
  EXPECT_TRUE(plan.keep.empty());
}

TEST(PlanExport, RemovesDaysThatHaveGoneButNoneOutsideOfTheRange) {
  const ExportedFile gone = file_of("2026-11-02", "b");
  const ExportedFile outside = file_of("2026-11-09", "c");
  const ExportedFile without_day = file_of({}, "d");
  const auto plan = plan_export(
      {}, {gone, outside, without_day},
      [](const std::optional<std::string>& day) { return day && *day < "2026-11-05"; }, intact);
  EXPECT_EQ(plan.remove, std::vector<ExportedFile>{gone});
  EXPECT_EQ(plan.keep, (std::vector<ExportedFile>{outside, without_day}));
}

TEST(DayRange, HoldsItsBeginAndNotItsEnd) {
  const DayRange range{.from = "2026-11-01", .to = "2026-11-03"};
  EXPECT_TRUE(range.holds("2026-11-01"));
  EXPECT_TRUE(range.holds("2026-11-02"));
  EXPECT_FALSE(range.holds("2026-11-03"));
  EXPECT_FALSE(range.holds("2026-10-31"));
  EXPECT_FALSE(range.holds(std::nullopt));
  EXPECT_TRUE(DayRange{}.holds(std::nullopt));
}

}  // namespace
}  // namespace nowthen::cli
