#include <gtest/gtest.h>

#include "cli/commands/media_totals.hpp"
#include "cli/commands/wire_tally.hpp"

namespace nowthen::cli {
namespace {
using namespace std::chrono_literals;
using Kind = CallEvent::Kind;

TEST(WireTally, CountsWhatHappened) {
  WireTally tally;
  tally.add({.kind = Kind::token_refresh, .endpoint = "token"});
  tally.add({.kind = Kind::reply, .endpoint = "token", .status = 200, .bytes = 400});
  tally.add({.kind = Kind::pace_wait, .endpoint = "history", .duration = 6s});
  tally.add({.kind = Kind::reply, .endpoint = "history", .status = 429, .bytes = 100});
  tally.add({.kind = Kind::retry_wait, .endpoint = "history", .duration = 90s, .detail = "429 from history"});
  tally.add({.kind = Kind::reply, .endpoint = "history", .status = 200, .bytes = 1'499'500});
  tally.add({.kind = Kind::failure, .endpoint = "live"});
  EXPECT_EQ(tally.text(),
            "requests  4 (history 2, live 1, token 1), 1,500 KB of replies\n"
            "replies   none 1, 200 x 2, 429 x 1\n"
            "pace      1 waits, 0:06 in all, so that no limit is broken\n"
            "retries   1, after waiting 1:30 in all\n"
            "          1 x 429 from history\n"
            "tokens    1 obtained\n");
}

TEST(MediaTotals, AveragesOverThoseThatHaveTheMetric) {
  TotalsByMedia totals;
  add_to(totals,
         {.media_type = "voice", .metrics = {{"talkTime", 100, "seconds"}, {"holdTime", 10, "seconds"}}});
  add_to(totals, {.media_type = "voice", .metrics = {{"talkTime", 200, "seconds"}}});
  add_to(totals, {.media_type = "chat", .metrics = {{"wrapupTime", 3, "seconds"}}});
  EXPECT_EQ(media_table(totals, {}),
            "media  conversations  average talk  hold  wrap-up\n"
            "─────  ─────────────  ────────────  ────  ───────\n"
            "voice              2          2:30  0:10\n"
            "chat               1                         0:03\n");
}

TEST(MediaTotals, LeavesOutWhatIsNoNumber) {
  TotalsByMedia totals;
  add_to(totals,
         {.media_type = "voice", .metrics = {{"talkTime", std::numeric_limits<double>::infinity(), ""}}});
  EXPECT_EQ(media_table(totals, {}).find("inf"), std::string::npos);
}

}  // namespace
}  // namespace nowthen::cli
