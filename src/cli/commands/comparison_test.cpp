#include "cli/commands/comparison.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <random>

#include "support/property.hpp"

namespace nowthen::cli {
namespace {
using namespace std::chrono_literals;

const Instant now = parse_instant("2026-11-22T12:00:00Z").value();
const CompareOptions day{.window = {now - 24h, now}, .live_read_at = now, .history_read_at = now + 20s};

Conversation open_call(std::string id, std::chrono::minutes started_ago) {
  return {.id = ConversationId(std::move(id)),
          .media_type = "voice",
          .state = "connected",
          .started_at = now - started_ago};
}

Conversation closed_call(std::string id, std::chrono::minutes started_ago, std::chrono::minutes ended_ago) {
  Conversation call = open_call(std::move(id), started_ago);
  call.state = "closed";
  call.ended_at = now - ended_ago;
  return call;
}

TEST(CompareSides, SaysWhereEachConversationStandsAndWhy) {
  struct Case {
    const char* what;
    std::vector<Conversation> live;
    std::vector<Conversation> history;
    Finding finding;
    const char* side;
  };
  const std::vector<Case> cases{
      {"goes on", {open_call("a", 5min)}, {}, Finding::open, "live only"},
      {"goes on since before the range", {open_call("a", 3000min)}, {}, Finding::open, "live only"},
      {"closed just now", {closed_call("a", 5min, 1min)}, {}, Finding::awaiting_history, "live only"},
      {"closed, started before", {closed_call("a", 1500min, 9min)}, {}, Finding::started_before, "live only"},
      {"the same", {closed_call("a", 5min, 1min)}, {closed_call("a", 5min, 1min)}, Finding::equal, "both"},
      {"closed meanwhile", {open_call("a", 5min)}, {closed_call("a", 5min, 0min)}, Finding::differs, "both"},
      {"ended long ago", {}, {closed_call("a", 1450min, 1441min)}, Finding::left_live, "history only"},
      {"not seen live", {}, {closed_call("a", 60min, 50min)}, Finding::missing_from_live, "history only"},
  };
  for (const Case& each : cases) {
    const Comparison comparison = compare_sides(each.live, each.history, day);
    ASSERT_EQ(comparison.conversations.size(), 1U) << each.what;
    EXPECT_EQ(comparison.conversations.front().finding, each.finding) << each.what;
    EXPECT_EQ(side_of(each.finding), each.side) << each.what;
    EXPECT_EQ(comparison.count(each.finding), 1) << each.what;
  }
}

TEST(CompareSides, ExpectsOpenConversationsOnBothSidesOfThePlatform) {
  CompareOptions platform = day;
  platform.history_has_open = true;
  platform.live_keeps = 0min;
  const auto finding = [&](const std::vector<Conversation>& live, const std::vector<Conversation>& history) {
    return compare_sides(live, history, platform).conversations.front().finding;
  };
  EXPECT_EQ(finding({open_call("a", 5min)}, {open_call("a", 5min)}), Finding::equal);
  EXPECT_EQ(finding({open_call("a", 5min)}, {}), Finding::awaiting_history);
  EXPECT_EQ(finding({open_call("a", 3000min)}, {}), Finding::started_before);
  EXPECT_EQ(finding({}, {closed_call("a", 60min, 50min)}), Finding::left_live);
  EXPECT_EQ(finding({}, {open_call("a", 60min)}), Finding::missing_from_live);
}

TEST(CompareSides, ExpectsInLiveOnlyWhatStartedInItsReach) {
  CompareOptions platform = day;
  platform.history_has_open = true;
  platform.live_keeps = 0min;
  platform.live_reaches = 24h * 31;
  platform.live_began_at = now - 1min;
  platform.window = {now - 24h * 40, platform.live_began_at};
  const auto finding = [&](const std::vector<Conversation>& live, const std::vector<Conversation>& history) {
    return compare_sides(live, history, platform).conversations.front().finding;
  };
  constexpr std::chrono::minutes reach = 24h * 31 + 1min;
  EXPECT_EQ(finding({}, {open_call("a", reach + 1min)}), Finding::left_live);
  EXPECT_EQ(finding({}, {open_call("a", reach)}), Finding::missing_from_live);
  EXPECT_EQ(finding({open_call("a", 1min)}, {}), Finding::open) << "history was not asked for it";
  EXPECT_EQ(finding({open_call("a", 2min)}, {}), Finding::awaiting_history);
}

TEST(CompareSides, SaysSinceWhenHistoryIsAwaited) {
  Conversation endless = closed_call("b", 9min, 4min);
  endless.ended_at.reset();
  const Comparison comparison = compare_sides({closed_call("a", 10min, 3min), endless}, {}, day);
  EXPECT_EQ(comparison.conversations.at(0).closed_for, 3min + 20s);
  EXPECT_EQ(comparison.conversations.at(1).closed_for, std::nullopt) << "nobody said when it closed";
  EXPECT_EQ(comparison.longest_awaited, 3min + 20s);
}

TEST(CompareSides, NamesEachFieldThatDiffers) {
  Conversation live = open_call("a", 5min);
  live.participants = {{ParticipantId("p1"), "Customer", "customer", "connected"}};
  Conversation history = closed_call("a", 4min, 2min);
  history.media_type = "callback";
  history.participants = {{ParticipantId("p1"), "Customer", "customer", ""},
                          {ParticipantId("p2"), "Ann", "agent", ""}};
  const auto compared = compare_sides({live}, {history}, day).conversations.at(0);
  const std::vector<FieldDifference> expected{
      {"media", "voice", "callback", ""},
      {"state", "connected", "closed", "live still showed it 120 s after its end"},
      {"start", "2026-11-22T11:55:00.000Z", "2026-11-22T11:56:00.000Z", ""},
      {"participants", "", "agent Ann", "joined after live was read"}};
  EXPECT_EQ(compared.differences, expected);
  EXPECT_EQ(compared.live_state, "connected");
  EXPECT_EQ(compared.history_state, "closed");
  EXPECT_EQ(compared.ended_at, history.ended_at);
}

TEST(CompareSides, KnowsThatItClosedBetweenTheReadings) {
  Conversation history = closed_call("a", 5min, 0min);
  history.ended_at = now + 10s;
  const auto compared = compare_sides({open_call("a", 5min)}, {history}, day).conversations.at(0);
  ASSERT_EQ(compared.differences.size(), 1U);
  EXPECT_EQ(compared.differences.front().why, "closed after live was read");
}

TEST(CompareSides, DoesNotCallAFieldThatIsLeftOutADifference) {
  Conversation live = closed_call("a", 5min, 1min);
  live.ended_at.reset();
  live.participants = {{ParticipantId("p1"), "Ann", "agent", "closed"}};
  EXPECT_EQ(compare_sides({live}, {closed_call("a", 5min, 1min)}, day).count(Finding::equal), 1);
}

TEST(CompareSides, CountsHowManyAppearedByAge) {
  const Comparison comparison =
      compare_sides({closed_call("a", 9min, 2min), closed_call("b", 9min, 3min)},
                    {closed_call("b", 9min, 3min), closed_call("c", 90min, 80min)}, day);
  const std::vector<Appearance> expected{{1min, 5min, 2, 1}, {60min, 4h, 1, 1}};
  EXPECT_EQ(comparison.appearances, expected);
  EXPECT_EQ(comparison.soonest_in_history, 3min + 20s);
  EXPECT_EQ(comparison.longest_awaited, 2min + 20s);
}

TEST(CompareSides, OrdersByStartAndThenId) {
  const Comparison comparison =
      compare_sides({open_call("b", 5min), open_call("a", 5min)}, {closed_call("z", 50min, 40min)}, day);
  std::string order;
  for (const auto& compared : comparison.conversations) order += compared.id.str();
  EXPECT_EQ(order, "zab");
}

TEST(CompareSides, CountsEveryConversationOnceInAnyOrder) {
  nowthen::testing::expect_property([](const std::vector<std::uint8_t>& live_ids,
                                       const std::vector<std::uint8_t>& history_ids, unsigned seed) {
    std::vector<Conversation> live;
    std::vector<Conversation> history;
    live.reserve(live_ids.size());
    history.reserve(history_ids.size());
    for (const auto id : live_ids) live.push_back(open_call(std::to_string(id), 5min));
    for (const auto id : history_ids) history.push_back(closed_call(std::to_string(id), 5min, 1min));
    const Comparison first = compare_sides(live, history, day);
    std::mt19937 random(seed);
    std::shuffle(live.begin(), live.end(), random);
    std::shuffle(history.begin(), history.end(), random);
    const Comparison second = compare_sides(live, history, day);
    std::int64_t total = 0;
    for (const auto count : first.counts) total += count;
    RC_ASSERT(total == static_cast<std::int64_t>(first.conversations.size()));
    RC_ASSERT(first.counts == second.counts);
    for (std::size_t i = 0; i < first.conversations.size(); ++i)
      RC_ASSERT(first.conversations[i].id == second.conversations[i].id);
  });
}

}  // namespace
}  // namespace nowthen::cli
