// `nowthen asof` as its user meets it: after a sync with a simulated organisation, through the whole program.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "support/filled_home.hpp"
#include "support/owned_home.hpp"
#include "support/simulated_process.hpp"
#include "warehouse/warehouse.hpp"

namespace nowthen {
namespace {

namespace json = boost::json;
using testing::FilledHome;
using testing::OwnedHome;
using testing::SimulatedProcess;

const Instant noon = parse_instant("2026-11-25T12:00:00Z").value();

sim::Options organisation() {
  sim::Options options{.seed = 3, .days = 6, .per_day = 300, .now = noon, .limits = "off"};
  options.contract = sim::Contract::platform;
  return options;
}

class AsOfCommand : public ::testing::Test {
 protected:
  AsOfCommand() : process(organisation()) {
    process.environment["NOWTHEN_HOME"] = home.path();
    process.environment["NOWTHEN_CONTRACT"] = "platform";
  }

  void sync() { ASSERT_EQ(process.run({"sync", "--from", "-4d"}), 0) << process.err.str(); }

  json::object asof(const std::string& at, int code) {
    EXPECT_EQ(process.run({"asof", at, "--format", "json"}), code) << process.err.str();
    return json::parse(process.out.str()).as_object();
  }

  /// A conversation that the live feed saw begin to wait at 11:10 and be answered at 11:30.
  void see_live() const {
    home.execute(
        "INSERT INTO live_leg BY NAME SELECT 'live-1' AS conversation_id, 0 AS leg_index, 'voice' AS "
        "media_type, "
        "'waiting' AS state, 'q-9' AS queue_id, TIMESTAMPTZ '2026-11-25T11:10:00Z' AS began_at, TIMESTAMPTZ "
        "'2026-11-25T11:30:00Z' AS ended_at, 'event' AS origin, TIMESTAMPTZ '2026-11-25T11:58:00Z' AS as_of;"
        "INSERT INTO live_leg BY NAME SELECT 'live-1' AS conversation_id, 1 AS leg_index, 'voice' AS "
        "media_type, "
        "'interacting' AS state, 'q-9' AS queue_id, 'u-9' AS user_id, TIMESTAMPTZ '2026-11-25T11:30:00Z' AS "
        "began_at, 'event' AS origin, TIMESTAMPTZ '2026-11-25T11:58:00Z' AS as_of;"
        "INSERT INTO meta VALUES ('live_seen_until', '2026-11-25T12:00:00.000Z')");
  }

  /// A conversation that waits in a queue from `wait` until `end`; empty: it still does.
  void keep(const std::string& id, const std::string& begin, const std::string& wait,
            const std::string& end) const {
    const auto instant = [](const std::string& text) {
      return text.empty() ? std::string("NULL") : "TIMESTAMPTZ '" + text + "'";
    };
    home.execute("INSERT INTO conversation BY NAME SELECT '" + id + "' AS conversation_id, " +
                 instant(begin) + " AS conversation_start, " + instant(end) +
                 " AS conversation_end, TIMESTAMPTZ '2026-11-25T11:59:00Z' AS as_of, 'job' AS surface;"
                 "INSERT INTO segment BY NAME SELECT '" +
                 id +
                 "' AS conversation_id, 0 AS participant_index, 0 AS session_index, 0 AS segment_index, "
                 "'acd' AS purpose, 'email' AS media_type, 'interact' AS segment_type, 'q-9' AS queue_id, " +
                 instant(wait) + " AS segment_start, " + instant(end) + " AS segment_end");
  }

  std::string hint_of(const std::vector<std::string>& arguments, int code) {
    EXPECT_EQ(process.run(arguments), code) << process.err.str();
    EXPECT_NE(process.err.str().find("hint: "), std::string::npos) << process.err.str();
    return process.err.str();
  }

  /// The platform deletes a few before anybody has read them.
  bool is_kept(const std::string& id) {
    process.run({"query", "SELECT 1 AS one FROM conversation WHERE conversation_id = '" + id + "'"});
    return process.out.str().find("one") != std::string::npos;
  }

  FilledHome home;
  SimulatedProcess process;
};

json::object with_id(const json::object& view, std::string_view id) {
  for (const auto& each : view.at("conversations").as_array())
    if (each.at("conversation_id").as_string() == id) return each.as_object();
  return {};
}

std::set<std::string> ids_in(const json::object& view) {
  std::set<std::string> ids;
  for (const auto& each : view.at("conversations").as_array())
    ids.emplace(each.at("conversation_id").as_string());
  return ids;
}

TEST_F(AsOfCommand, NeedsData) { hint_of({"asof", "-1h"}, 1); }

TEST_F(AsOfCommand, SaysWhyItHasNothingToSay) {
  sync();
  EXPECT_NE(hint_of({"asof", "2026-11-26T12:00:00Z"}, 2).find("in the future"), std::string::npos);
  EXPECT_NE(hint_of({"asof", "2026-10-01T12:00Z"}, 1).find("before all data"), std::string::npos);
  process.clock.advance(std::chrono::hours(30));
  EXPECT_NE(hint_of({"asof", "-1h"}, 1).find("is in no data"), std::string::npos);
}

TEST_F(AsOfCommand, ShowsOfACompleteDayWhatWasTrueThen) {
  sync();
  std::size_t shown = 0;
  for (int hour = 0; hour < 24; hour += 3) {
    const Instant at = parse_instant("2026-11-23T00:17:31Z").value() + std::chrono::hours(hour);
    const json::object view = asof(format_instant(at), 0);
    EXPECT_TRUE(view.at("history_complete").as_bool());
    std::set<std::string> truth;
    for (const auto& conversation : process.simulator->floor(at))
      for (const auto& leg : conversation.legs)
        if (leg.state != sim::LegState::dialing) truth.insert(conversation.conversation_id);
    const auto shown_ids = ids_in(view);
    std::erase_if(truth, [&](const std::string& id) { return !shown_ids.contains(id) && !is_kept(id); });
    EXPECT_EQ(shown_ids, truth) << format_instant(at);
    shown += truth.size();
    for (const auto& each : view.at("conversations").as_array())
      EXPECT_EQ(each.at("source").as_string(), "history");
  }
  EXPECT_GT(shown, 20U);
}

TEST_F(AsOfCommand, KnowsWhatBeganLongBefore) {
  sync();
  keep("ended", "2026-11-10T09:00:00Z", "2026-11-11T09:00:00Z", "2026-11-24T09:00:00Z");
  keep("open", "2026-11-10T09:00:00Z", "2026-11-11T09:00:00Z", "");
  keep("ended-queued-late", "2026-11-10T09:00:00Z", "2026-11-23T08:00:00Z", "2026-11-24T09:00:00Z");
  keep("open-queued-late", "2026-11-10T09:00:00Z", "2026-11-23T08:00:00Z", "");
  keep("over", "2026-11-10T09:00:00Z", "2026-11-11T09:00:00Z", "2026-11-23T09:59:59Z");
  const json::object view = asof("2026-11-23T10:00:00Z", 0);
  for (const auto& [id, hours] :
       {std::pair{"ended", 289}, {"open", 289}, {"ended-queued-late", 2}, {"open-queued-late", 2}}) {
    const json::object shown = with_id(view, id);
    ASSERT_FALSE(shown.empty()) << id;
    EXPECT_EQ(shown.at("state").as_string(), "waiting") << id;
    EXPECT_EQ(shown.at("age_ms").as_int64(), hours * 3'600'000LL) << id;
    EXPECT_EQ(shown.at("as_of").as_string(), "2026-11-25T11:59:00.000Z") << id;
  }
  EXPECT_TRUE(with_id(view, "over").empty());
}

TEST_F(AsOfCommand, HasNoDoubtAboutAThreadThatItsAgentHasLeft) {
  sync();
  home.execute(
      "INSERT INTO conversation BY NAME SELECT 'thread' AS conversation_id, TIMESTAMPTZ "
      "'2026-11-22T08:00:00Z' "
      "AS conversation_start, TIMESTAMPTZ '2026-11-23T08:00:00Z' AS as_of, 'sync' AS surface;"
      "INSERT INTO segment BY NAME SELECT 'thread' AS conversation_id, 0 AS participant_index, 0 AS "
      "session_index, 0 AS segment_index, 'customer' AS purpose, 'message' AS media_type, 'interact' AS "
      "segment_type, TIMESTAMPTZ '2026-11-22T08:00:00Z' AS segment_start;"
      "INSERT INTO segment BY NAME SELECT 'thread' AS conversation_id, 1 AS participant_index, 0 AS "
      "session_index, 0 AS segment_index, 'agent' AS purpose, 'message' AS media_type, 'interact' AS "
      "segment_type, TIMESTAMPTZ '2026-11-22T08:00:00Z' AS segment_start, TIMESTAMPTZ '2026-11-22T09:00:00Z' "
      "AS segment_end");
  const json::object view = asof("2026-11-23T10:00:00Z", 0);
  EXPECT_TRUE(view.at("doubts").as_array().empty()) << process.out.str();
  EXPECT_TRUE(with_id(view, "thread").empty());
}

TEST_F(AsOfCommand, ShowsOfOneMediumWhatItShowsOfAll) {
  sync();
  keep("transferred", "2026-11-23T08:00:00Z", "2026-11-23T08:00:00Z", "2026-11-23T08:30:00Z");
  home.execute(
      "UPDATE conversation SET conversation_end = NULL WHERE conversation_id = 'transferred';"
      "INSERT INTO segment BY NAME SELECT 'transferred' AS conversation_id, 1 AS participant_index, 0 AS "
      "session_index, 0 AS segment_index, 'user' AS purpose, 'u-7' AS user_id, 'voice' AS media_type, "
      "'interact' AS segment_type, TIMESTAMPTZ '2026-11-23T08:30:00Z' AS segment_start");
  EXPECT_EQ(with_id(asof("2026-11-23T10:00:00Z", 0), "transferred").at("state").as_string(), "interacting");
  ASSERT_EQ(process.run({"asof", "2026-11-23T10:00:00Z", "--media", "voice", "--format", "json"}), 0);
  EXPECT_FALSE(with_id(json::parse(process.out.str()).as_object(), "transferred").empty())
      << "it has touched a queue, by e-mail";
  ASSERT_EQ(process.run({"asof", "2026-11-23T10:00:00Z", "--media", "email", "--format", "json"}), 0);
  EXPECT_TRUE(with_id(json::parse(process.out.str()).as_object(), "transferred").empty());
}

TEST_F(AsOfCommand, DoubtsWhatWentOnWhenItWasLastReadBefore) {
  sync();
  keep("open", "2026-11-23T07:00:00Z", "2026-11-23T07:30:00Z", "");
  home.execute(
      "UPDATE conversation SET as_of = TIMESTAMPTZ '2026-11-23T08:00:00Z' WHERE conversation_id = 'open'");
  const json::object view = asof("2026-11-23T10:00:00Z", 3);
  ASSERT_EQ(view.at("doubts").as_array().size(), 1U) << process.out.str();
  EXPECT_NE(view.at("doubts").at(0).as_string().find("1 conversation that went on was last read before"),
            json::string::npos);
}

TEST_F(AsOfCommand, SaysThatADayIsNotComplete) {
  sync();
  const json::object view = asof("2026-11-25T11:20:00Z", 3);
  EXPECT_FALSE(view.at("history_complete").as_bool());
  EXPECT_FALSE(view.at("doubts").as_array().empty());
  EXPECT_NE(process.err.str().find("hint: nowthen sync"), std::string::npos);
}

TEST_F(AsOfCommand, TakesFromTheLiveFeedWhatHistoryHasNotReached) {
  sync();
  see_live();
  const json::object waiting = with_id(asof("2026-11-25T11:20:00Z", 0), "live-1");
  EXPECT_EQ(waiting.at("state").as_string(), "waiting");
  EXPECT_EQ(waiting.at("age_ms").as_int64(), 600'000);
  EXPECT_EQ(waiting.at("source").as_string(), "live");
  EXPECT_EQ(waiting.at("as_of").as_string(), "2026-11-25T11:58:00.000Z");
  const json::object talking = with_id(asof("2026-11-25T11:45:00Z", 0), "live-1");
  EXPECT_EQ(talking.at("state").as_string(), "interacting");
  EXPECT_EQ(talking.at("user_id").as_string(), "u-9");
  EXPECT_TRUE(with_id(asof("2026-11-23T11:45:00Z", 0), "live-1").empty());
}

TEST_F(AsOfCommand, TellsAGapOfTheLiveFeedUnlessItWasHealed) {
  sync();
  see_live();
  home.execute(
      "INSERT INTO live_gap BY NAME SELECT 1 AS gap_id, TIMESTAMPTZ '2026-11-25T11:15:00Z' AS began_at, "
      "TIMESTAMPTZ "
      "'2026-11-25T11:25:00Z' AS ended_at, 'disconnected' AS cause");
  const json::object view = asof("2026-11-25T11:20:00Z", 3);
  EXPECT_EQ(view.at("gap").at("cause").as_string(), "disconnected");
  EXPECT_NE(process.err.str().find("(disconnected)"), std::string::npos) << process.err.str();
  asof("2026-11-25T11:25:00Z", 0);
  home.execute("UPDATE live_gap SET healed_at = TIMESTAMPTZ '2026-11-25T11:50:00Z'");
  EXPECT_TRUE(asof("2026-11-25T11:20:00Z", 0).at("gap").is_null());
}

TEST_F(AsOfCommand, OfTwoGapsTellsThatOfWhichNothingWasSeen) {
  sync();
  see_live();
  const std::string from_to =
      "TIMESTAMPTZ '2026-11-25T11:15:00Z' AS began_at, TIMESTAMPTZ '2026-11-25T11:25:00Z' AS ended_at";
  home.execute("INSERT INTO live_gap BY NAME SELECT 1 AS gap_id, 'silence' AS cause, " + from_to);
  home.execute("INSERT INTO live_gap BY NAME SELECT 2 AS gap_id, 'no_room' AS cause, " + from_to);
  EXPECT_EQ(asof("2026-11-25T11:20:00Z", 3).at("gap").at("cause").as_string(), "silence");
  home.execute("UPDATE live_gap SET healed_at = ended_at WHERE gap_id = 1");
  EXPECT_EQ(asof("2026-11-25T11:20:00Z", 3).at("gap").at("cause").as_string(), "no_room");
}

TEST_F(AsOfCommand, SaysThatNothingIsKeptForWantOfRoom) {
  sync();
  see_live();
  home.execute(
      "INSERT INTO live_gap BY NAME SELECT 1 AS gap_id, TIMESTAMPTZ '2026-11-25T12:05:00Z' AS began_at, "
      "'no_room' AS "
      "cause, 0 AS requests");
  process.clock.advance(std::chrono::minutes(40));
  const std::string said = hint_of({"asof", "-5m"}, 1);
  EXPECT_NE(said.find("keeps nothing since 2026-11-25T12:05:00.000Z"), std::string::npos) << said;
  EXPECT_NE(said.find("make room"), std::string::npos) << said;
}

TEST_F(AsOfCommand, ShowsOneQueueOrMediumAlone) {
  sync();
  see_live();
  ASSERT_EQ(process.run({"asof", "2026-11-25T11:20:00Z", "--queue", "q-9", "--format", "csv"}), 0);
  const std::string csv = process.out.str();
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 2) << csv;
  ASSERT_EQ(process.run(
                {"asof", "2026-11-25T11:20:00Z", "--queue", "q-9", "--media", "chat", "--format", "ndjson"}),
            0);
  EXPECT_EQ(process.out.str(), "");
}

TEST_F(AsOfCommand, FitsATableIntoATerminalQueuesFirst) {
  sync();
  see_live();
  ASSERT_EQ(process.run({"asof", "2026-11-25T11:20:00Z", "--queue", "q-9", "--format", "table"}), 0);
  const std::string text = process.out.str();
  EXPECT_NE(text.find("1 waiting; 0 agents"), std::string::npos) << text;
  EXPECT_LT(text.find("longest wait"), text.find("conversation")) << text;
  EXPECT_NE(text.find("10:00"), std::string::npos) << text;
}

TEST_F(AsOfCommand, SaysTheSameWhileAnotherProcessOwnsTheData) {
  sync();
  see_live();
  for (const char* at : {"2026-11-25T11:20:00Z", "2026-11-23T11:20:00Z"}) {
    ASSERT_EQ(process.run({"asof", at, "--format", "json"}), 0) << process.err.str();
    const std::string alone = process.out.str();
    const OwnedHome owner(home);
    ASSERT_EQ(process.run({"asof", at, "--format", "json"}), 0) << process.err.str();
    EXPECT_EQ(process.out.str(), alone);
  }
}

}  // namespace
}  // namespace nowthen
