#include "cli/commands/live_reconciliation.hpp"

#include <gtest/gtest.h>

namespace nowthen::cli {
namespace {
using namespace std::chrono_literals;

constexpr Instant noon{std::chrono::sys_days(std::chrono::year(2026) / 11 / 20) + 12h};

SeenLive agreeing() {
  return {.id = "c",
          .began = noon - 5min,
          .ended = noon,
          .live_parts = "q//voice q/u/voice",
          .is_in_history = true,
          .has_end = true,
          .history_parts = "q//voice q/u/voice",
          .history_ended = noon + 1s,
          .appeared = noon + 40s};
}

TEST(LiveReconciliation, TakesSecondsForTheSame) {
  EXPECT_EQ(judge(agreeing(), noon + 1h), LiveVerdict::agrees);
}

TEST(LiveReconciliation, TellsEachCauseApart) {
  struct Case {
    LiveVerdict verdict;
    void (*change)(SeenLive&);
    std::chrono::hours age;
  };
  for (const Case& each : std::initializer_list<Case>{
           {LiveVerdict::late, [](SeenLive& seen) { seen.is_in_history = false; }, 10h},
           {LiveVerdict::missing, [](SeenLive& seen) { seen.is_in_history = false; }, 100h},
           {LiveVerdict::deleted, [](SeenLive& seen) { seen.is_deleted = true; }, 10h},
           {LiveVerdict::never_ended,
            [](SeenLive& seen) {
              seen.has_end = false;
              seen.history_ended.reset();
            },
            10h},
           {LiveVerdict::differs, [](SeenLive& seen) { seen.history_ended = noon + 7s; }, 10h},
           {LiveVerdict::differs, [](SeenLive& seen) { seen.history_parts = "q//voice q/other/voice"; }, 10h},
           {LiveVerdict::gap,
            [](SeenLive& seen) {
              seen.history_ended = noon - 70s;
              seen.overlaps_gap = true;
            },
            10h}}) {
    SeenLive seen = agreeing();
    each.change(seen);
    EXPECT_EQ(judge(seen, noon + each.age), each.verdict) << name_of(each.verdict);
  }
}

TEST(LiveReconciliation, CountsIncidentsAndDelays) {
  auto late = agreeing();
  late.is_in_history = false;
  late.appeared.reset();
  auto deleted = agreeing();
  deleted.is_deleted = true;
  const auto found = reconcile_live({agreeing(), late, deleted}, noon + 1h);
  EXPECT_EQ(found.compared, 3);
  EXPECT_EQ(found.differences.size(), 2U);
  EXPECT_EQ(found.incidents(), 1);
  EXPECT_EQ(found.delays.size(), 2U);
  EXPECT_EQ(found.delays.front(), 40s);
}

}  // namespace
}  // namespace nowthen::cli
