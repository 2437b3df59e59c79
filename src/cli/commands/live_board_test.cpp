#include "cli/commands/live_board.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "cli/output/terminal_text.hpp"

namespace nowthen::cli {
namespace {
using namespace std::chrono_literals;

const Instant now = parse_instant("2026-11-22T12:00:00Z").value();

Conversation call(const char* id, const char* state, std::chrono::seconds age) {
  return {.id = ConversationId(id),
          .media_type = "voice",
          .state = state,
          .direction = "inbound",
          .queue_id = QueueId("sales"),
          .started_at = now - age};
}

std::vector<Conversation> floor() {
  Conversation other = call("d", "queued", 90s);
  other.queue_id = QueueId("support");
  return {call("a", "connected", 5s), call("b", "queued", 30s), call("c", "closed", 4000s), other,
          call("e", "parked", 10s)};
}

TEST(StatesText, TakesTheOrderOfACallAndKeepsUnknownStates) {
  StateCounts counts;
  count_states(counts, floor());
  EXPECT_EQ(states_text(counts), "2 queued, 1 connected, 1 closed, 1 parked");
  EXPECT_EQ(states_text({}), "nothing is going on");
}

TEST(QueueLoads, PutsTheLongestWaitFirst) {
  const auto loads = queue_loads(floor(), now);
  ASSERT_EQ(loads.size(), 2U);
  EXPECT_EQ(loads[0].queue, QueueId("support"));
  EXPECT_EQ(loads[0].longest_wait, 90s);
  EXPECT_EQ(loads[1].waiting, 1);
  EXPECT_EQ(loads[1].connected, 1);
  EXPECT_EQ(loads[1].longest_wait, 30s);
}

TEST(BoardText, ShowsAgeCountsQueuesAndTheWaitingFirst) {
  const LiveReading reading{.conversations = floor(),
                            .report = {.records = 5, .matched = 5, .server_total = 5, .ended = true},
                            .read_at = now - 2s};
  EXPECT_EQ(board_text(reading, {.now = now, .rows = 3, .show_instant = format_instant}),
            "live  read 2026-11-22T11:59:58.000Z, 2 s ago  5 conversations, server says 5: complete\n"
            "2 queued, 1 connected, 1 closed, 1 parked\n"
            "\n"
            "queue    waiting  longest wait  connected  held\n"
            "───────  ───────  ────────────  ─────────  ────\n"
            "support        1          1:30          0     0\n"
            "sales          1          0:30          1     0\n"
            "\n"
            "conversation  media  state      direction  queue    started                   duration  agents\n"
            "────────────  ─────  ─────────  ─────────  ───────  ────────────────────────  ────────  ──────\n"
            "d             voice  queued     inbound    support  2026-11-22T11:58:30.000Z      1:30\n"
            "b             voice  queued     inbound    sales    2026-11-22T11:59:30.000Z      0:30\n"
            "a             voice  connected  inbound    sales    2026-11-22T11:59:55.000Z      0:05\n"
            "and 1 more\n");
}

TEST(BoardText, FitsTheScreenAndKeepsItsHead) {
  std::vector<Conversation> many;
  for (int i = 0; i < 60; ++i) {
    Conversation one = call(std::to_string(i).c_str(), "queued", std::chrono::seconds(i));
    one.queue_id = QueueId("queue " + std::to_string(i % 30));
    many.push_back(std::move(one));
  }
  const LiveReading reading{.conversations = many,
                            .report = {.records = 60, .matched = 60, .server_total = 60, .ended = true},
                            .read_at = now};
  for (const std::size_t lines : {1U, 2U, 5U, 10U, 24U, 50U})
    for (const std::size_t columns : {20U, 40U, 80U, 200U}) {
      const std::string text = board_text(
          reading,
          {.now = now, .lines = lines, .table = {.available = columns}, .show_instant = format_instant});
      EXPECT_EQ(text.rfind("live  read 2026-11", 0), 0U);
      EXPECT_LE(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')), lines);
      std::istringstream rows(text);
      for (std::string row; std::getline(rows, row);) EXPECT_LE(display_width(row), columns) << row;
      if (lines < 24 || columns < 40) continue;
      EXPECT_NE(text.find("longest wait"), std::string::npos) << text;
      EXPECT_NE(text.find("conversa"), std::string::npos) << text;
      EXPECT_TRUE(text.ends_with(" more\n")) << text;
    }
}

TEST(BoardText, SaysWhyItIsNotNewer) {
  const std::string text = board_text({.read_at = now - 60s},
                                      {.now = now, .show_instant = format_instant, .trouble = "503 \x1b[2J"});
  EXPECT_NE(text.find("60 s ago"), std::string::npos);
  EXPECT_NE(text.find("not newer: 503 \xEF\xBF\xBD[2J\n"), std::string::npos);
}

}  // namespace
}  // namespace nowthen::cli
