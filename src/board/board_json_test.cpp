#include "board/board_json.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <random>

namespace nowthen::board {
namespace {
using namespace std::chrono_literals;
namespace json = boost::json;

constexpr Instant noon{std::chrono::sys_days(std::chrono::year(2026) / 11 / 20) + 12h};

floor::Leg leg(const std::string& id, floor::State state, const std::string& queue, const std::string& user,
               Instant begin, std::optional<Instant> end = {}) {
  return {.conversation_id = ConversationId(id),
          .media_type = "voice",
          .direction = "inbound",
          .state = state,
          .queue_id = QueueId(queue),
          .user_id = UserId(user),
          .begin = begin,
          .end = end};
}

Board board_with(const std::vector<floor::Leg>& legs, Instant at = noon) {
  return board_of(floor::floor_at(legs, at), {.queues = {{"q1", "Billing"}, {"q2", "Sales"}},
                                              .users = {{"u1", "Agent 1"}, {"u2", "Agent 2"}},
                                              .targets = {{"q1", {{"voice", 20s}}}}});
}

TEST(Board, ShowsQuietQueuesToo) {
  const Board board = board_with({leg("c1", floor::State::waiting, "q1", "", noon - 1min)});
  ASSERT_EQ(board.queues.size(), 2U);
  EXPECT_EQ(board.queues[0].name, "Billing");
  EXPECT_EQ(board.queues[0].counts.waiting, 1);
  EXPECT_EQ(board.queues[1].name, "Sales");
  EXPECT_EQ(board.queues[1].counts.waiting, 0);
}

TEST(Board, ShowsAQueueWithoutANameByItsId) {
  const Board board = board_with({leg("c1", floor::State::waiting, "q9", "", noon - 1min)});
  EXPECT_EQ(board.queues.back().name, "q9");
}

TEST(Board, NamesThoseWhoAppearAndNobodyElse) {
  const Board board = board_with({leg("c1", floor::State::interacting, "q1", "u1", noon - 1min)});
  EXPECT_EQ(board.users, (Names{{"u1", "Agent 1"}}));
}

TEST(BoardJson, IsAsTheReferenceHasIt) {
  Board board = board_with({leg("c1", floor::State::interacting, "q1", "u1", noon - 1min)});
  board.is_live = true;
  board.feed = FeedLine{.source = "asking", .seen_until = noon, .why = "forbidden", .trouble = "", .gap = {}};
  EXPECT_EQ(
      json::parse(board_json(board)),
      json::parse(
          R"({"at":"2026-11-20T12:00:00.000Z","now":"2026-11-20T12:00:00.000Z","is_live":true,"doubts":[],)"
          R"("feed":{"source":"asking","seen_until":"2026-11-20T12:00:00.000Z","why":"forbidden","trouble":"",)"
          R"("gap":null},"alerts":[],"queues":[{"id":"q1","name":"Billing","waiting":0,"alerting":0,)"
          R"("interacting":1,"holding":0,"wrapping":0,"waiting_since":null,"targets":{"voice":20000}},{"id":"q2","name":"Sales",)"
          R"("waiting":0,"alerting":0,"interacting":0,"holding":0,"wrapping":0,"waiting_since":null,"targets":{}}],)"
          R"("conversations":[{"id":"c1","state":"interacting","since":"2026-11-20T11:59:00.000Z","queue":"q1",)"
          R"("user":"u1","media":"voice","direction":"inbound","source":"live","as_of":null}],"agents":[{)"
          R"("id":"u1","name":"Agent 1","state":"interacting","since":"2026-11-20T11:59:00.000Z",)"
          R"("conversations":1}],"users":{"u1":"Agent 1"}})"));
}

TEST(BoardChange, IsNothingWhereOnlyTimeWentBy) {
  const std::vector<floor::Leg> legs{leg("c1", floor::State::waiting, "q1", "", noon - 1min)};
  Board before = board_with(legs);
  before.feed = FeedLine{.source = "pushed", .seen_until = noon, .why = "", .trouble = "", .gap = {}};
  Board after = board_with(legs, noon + 5s);
  after.feed = before.feed;
  after.feed->seen_until = noon + 5s;
  EXPECT_EQ(change_json(before, after), std::nullopt);
  after.feed->gap = GapLine{.began_at = noon, .ended_at = {}, .cause = "silence"};
  EXPECT_NE(change_json(before, after), std::nullopt);
}

TEST(BoardChange, TellsAnAgentAgainWhoHasANameNow) {
  const std::vector<floor::Leg> legs{leg("c1", floor::State::interacting, "q1", "u1", noon - 1min)};
  const Board before = board_of(floor::floor_at(legs, noon), {});
  const auto change = change_json(before, board_with(legs));
  ASSERT_TRUE(change);
  EXPECT_EQ(json::parse(*change).at("agents").at(0).at("name"), "Agent 1");
}

/// What a reader makes of a change.
void apply(const json::object& change, json::object& board) {
  for (const char* whole : {"at", "now", "feed", "doubts", "alerts"}) board[whole] = change.at(whole);
  for (const char* list : {"queues", "conversations", "agents"}) {
    json::array kept;
    const auto is_in = [](const json::array& among, const json::value& id) {
      return std::any_of(among.begin(), among.end(), [&](const json::value& each) {
        return (each.is_object() ? each.at("id") : each) == id;
      });
    };
    const json::array& changed = change.at(list).get_array();
    for (const json::value& each : board[list].get_array())
      if (!is_in(changed, each.at("id")) &&
          !is_in(change.at("gone").get_object().at(list).get_array(), each.at("id")))
        kept.push_back(each);
    for (const json::value& each : changed) kept.push_back(each);
    board[list] = kept;
  }
  for (const auto& [id, name] : change.at("users").get_object()) board["users"].get_object()[id] = name;
}

json::array sorted(json::array list) {
  std::sort(list.begin(), list.end(), [](const json::value& a, const json::value& b) {
    return a.at("id").get_string() < b.at("id").get_string();
  });
  return list;
}

TEST(BoardChange, MadeToTheBoardBeforeGivesTheBoardAfterForRandomFloors) {
  constexpr unsigned seed = 7;
  std::mt19937 random(seed);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same walk each time
  const auto pick = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)); };
  Board before = board_with({});
  json::object shown = json::parse(board_json(before)).get_object();
  for (int round = 0; round < 500; ++round) {
    std::vector<floor::Leg> legs;
    for (int i = 0, count = pick(12); i < count; ++i) {
      const auto state = static_cast<floor::State>(pick(5));
      const std::string user = state == floor::State::waiting ? "" : "u" + std::to_string(1 + pick(3));
      legs.push_back(leg("c" + std::to_string(pick(8)), state, "q" + std::to_string(1 + pick(4)), user,
                         noon - std::chrono::seconds(1 + pick(90))));
    }
    const Board after = board_with(legs, noon + std::chrono::seconds(round));
    const auto change = change_json(before, after);
    if (change) apply(json::parse(*change).get_object(), shown);
    const json::object wanted = json::parse(board_json(after)).get_object();
    for (const char* list : {"queues", "conversations", "agents"})
      ASSERT_EQ(sorted(shown.at(list).get_array()), sorted(wanted.at(list).get_array()))
          << "seed " << seed << ", round " << round << ", " << list;
    before = after;
  }
}

}  // namespace
}  // namespace nowthen::board
