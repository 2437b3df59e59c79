#include "alerts/evaluator.hpp"

#include <gtest/gtest.h>

#include "alerts/state_text.hpp"
#include "floor/leg_test_support.hpp"

namespace nowthen::alerts {
namespace {

using namespace std::chrono_literals;
using floor::Floor;
using testing::second;

Rule rule(const std::string& when, const std::string& clear = "") {
  return std::get<Rule>(make_rule({.name = "rule", .when = when, .clear = clear, .queues = {}, .media = {}}));
}

Floor sales_with(int waiting) {
  Floor floor;
  if (waiting > 0)
    floor.queues.push_back({.queue_id = QueueId("sales"), .waiting = waiting, .waiting_since = {}});
  return floor;
}

/// Changes in order, as `fired sales 60`.
class Bench {
 public:
  explicit Bench(std::vector<Rule> rules) : evaluator_(std::move(rules)) {}

  void waiting(std::int64_t at, int count) {
    const Floor floor = sales_with(count);
    take({.at = second(at), .floor = &floor});
  }
  void age(std::int64_t at, std::chrono::milliseconds age) { take({.at = second(at), .feed_age = age}); }
  void take(const Facts& facts) {
    for (const Change& change : evaluator_.evaluate(facts)) {
      told_.push_back(std::string(change.kind == Change::Kind::fired ? "fired " : "resolved ") +
                      (change.subject.empty() ? "" : change.subject + " ") +
                      std::to_string(change.at.time_since_epoch() / 1s));
      changes_.push_back(change);
    }
  }
  void restart(std::vector<Rule> rules) {
    evaluator_ = Evaluator(std::move(rules), read_state(state_text(evaluator_.state())).value());
  }

  const std::vector<std::string>& told() const { return told_; }
  const std::vector<Change>& changes() const { return changes_; }
  Evaluator& evaluator() { return evaluator_; }

 private:
  Evaluator evaluator_;
  std::vector<std::string> told_;
  std::vector<Change> changes_;
};

using Told = std::vector<std::string>;

TEST(Evaluator, ARateThatIsNotKnownNeitherFiresNorResolves) {
  const Floor floor;
  Bench bench({rule("queue.abandon_rate(5m) > 50%")});
  const auto look_at = [&](Abandons& abandons, std::int64_t at) {
    abandons.look({}, second(at));
    bench.take({.at = second(at), .floor = &floor, .abandons = &abandons});
  };
  Abandons first;
  first.look(std::vector{testing::leg({floor::State::waiting, 60, 100})}, second(110));
  look_at(first, 111);
  look_at(first, 409);
  EXPECT_EQ(bench.told(), Told{}) << "what was before nobody saw";
  first.look(std::vector{testing::leg({floor::State::waiting, 300, 320})}, second(409));
  look_at(first, 410);
  EXPECT_EQ(bench.told(), Told{"fired sales 410"});
  Abandons of_a_later_run;
  look_at(of_a_later_run, 420);
  look_at(of_a_later_run, 719);
  EXPECT_EQ(bench.told().size(), 1U);
  look_at(of_a_later_run, 720);
  EXPECT_EQ(bench.told().back(), "resolved sales 720");
}

TEST(Evaluator, WhatIsKnownOfARuleCanDecideIt) {
  Bench bench({rule("queue.waiting > 3 or queue.abandon_rate(5m) > 50%")});
  bench.waiting(0, 4);
  EXPECT_EQ(bench.told(), Told{"fired sales 0"});
  EXPECT_EQ(bench.changes()[0].values, (std::vector<std::pair<std::string, std::string>>{
                                           {"queue.waiting", "4"}, {"queue.abandon_rate", "not known"}}));
  bench.waiting(1, 0);
  EXPECT_EQ(bench.told().size(), 1U) << "the rate may be too high";
  Bench both({rule("queue.waiting > 3 and queue.abandon_rate(5m) > 50%")});
  both.waiting(0, 4);
  EXPECT_EQ(both.told(), Told{});
}

TEST(Evaluator, AnAlertOfARuleThatIsStillThereGoesOnOverOtherRules) {
  Bench bench({rule("queue.waiting > 10")});
  bench.waiting(0, 11);
  bench.evaluator().rules_are({rule("queue.waiting > 20")});
  bench.waiting(1, 19);
  EXPECT_EQ(bench.told(), Told{"fired sales 0"}) << "not eased by so much yet";
  bench.waiting(2, 1);
  EXPECT_EQ(bench.told(), (Told{"fired sales 0", "resolved sales 2"}));
  EXPECT_EQ(bench.changes()[0].alert_id, bench.changes()[1].alert_id);
}

TEST(Evaluator, AnAlertWhoseRuleIsTakenOutResolves) {
  Bench bench({rule("queue.waiting > 10")});
  bench.waiting(0, 11);
  bench.evaluator().rules_are({});
  bench.waiting(1, 11);
  EXPECT_EQ(bench.told(), (Told{"fired sales 0", "resolved sales 1"}));
}

TEST(Evaluator, WhatHadBegunGoesOnForTheSameRuleAndBeginsAnewForAnother) {
  for (const bool is_same : {true, false}) {
    Bench bench({rule("queue.waiting > 10 for 30s")});
    bench.waiting(0, 15);
    bench.evaluator().rules_are(
        {rule(is_same ? "queue.waiting > 10 for 30s" : "queue.waiting > 12 for 30s")});
    bench.waiting(20, 15);
    bench.waiting(30, 15);
    bench.waiting(50, 15);
    EXPECT_EQ(bench.told(), Told{is_same ? "fired sales 30" : "fired sales 50"});
  }
}

TEST(Evaluator, FiresOnceTheConditionHasHeldForItsSpan) {
  Bench bench({rule("queue.waiting > 10 for 2m")});
  for (const std::int64_t at : {0, 30, 60, 90}) bench.waiting(at, 11);
  EXPECT_EQ(bench.told(), Told{});
  for (const std::int64_t at : {120, 150, 180}) bench.waiting(at, 11);
  EXPECT_EQ(bench.told(), Told{"fired sales 120"});
}

TEST(Evaluator, ABreakBeginsTheSpanAnew) {
  Bench bench({rule("queue.waiting > 10 for 1m")});
  bench.waiting(0, 11);
  bench.waiting(30, 10);
  bench.waiting(60, 11);
  bench.waiting(90, 11);
  EXPECT_EQ(bench.told(), Told{});
  bench.waiting(120, 11);
  EXPECT_EQ(bench.told(), Told{"fired sales 120"});
}

TEST(Evaluator, ResolvesAFifthBelowUnlessToldOtherwise) {
  Bench bench({rule("queue.waiting > 10")});
  bench.waiting(0, 11);
  bench.waiting(10, 9);
  EXPECT_EQ(bench.told(), Told{"fired sales 0"});
  bench.waiting(20, 8);
  EXPECT_EQ(bench.told(), (Told{"fired sales 0", "resolved sales 20"}));
}

TEST(Evaluator, ResolvesWhenItsOwnConditionHolds) {
  Bench bench({rule("queue.waiting > 10", "queue.waiting < 3 for 20s")});
  bench.waiting(0, 11);
  bench.waiting(10, 4);
  bench.waiting(20, 2);
  bench.waiting(30, 2);
  EXPECT_EQ(bench.told(), Told{"fired sales 0"});
  bench.waiting(40, 2);
  EXPECT_EQ(bench.told(), (Told{"fired sales 0", "resolved sales 40"}));
}

TEST(Evaluator, AClearConditionThatHoldsBesideTheRuleResolvesNothing) {
  Bench bench({rule("queue.waiting > 10", "queue.waiting < 20")});
  for (const std::int64_t at : {0, 10, 20}) bench.waiting(at, 15);
  EXPECT_EQ(bench.told(), Told{"fired sales 0"});
}

TEST(Evaluator, BothEndsOfAnAlertHaveOneIdAndTheNextHasAnother) {
  Bench bench({rule("queue.waiting > 10")});
  for (const auto& [at, waiting] : {std::pair{0, 11}, {10, 0}, {20, 11}}) bench.waiting(at, waiting);
  ASSERT_EQ(bench.changes().size(), 3U);
  EXPECT_EQ(bench.changes()[0].alert_id, bench.changes()[1].alert_id);
  EXPECT_NE(bench.changes()[0].alert_id, bench.changes()[2].alert_id);
  EXPECT_EQ(bench.changes()[0].values,
            (std::vector<std::pair<std::string, std::string>>{{"queue.waiting", "11"}}));
}

TEST(Evaluator, ARestartNeitherFiresAgainNorForgetsToResolve) {
  const std::vector rules{rule("queue.waiting > 10 for 30s")};
  Bench bench(rules);
  for (const std::int64_t at : {0, 30}) bench.waiting(at, 11);
  bench.restart(rules);
  for (const std::int64_t at : {1000, 1030, 1060}) bench.waiting(at, 11);
  EXPECT_EQ(bench.told(), Told{"fired sales 30"});
  bench.restart(rules);
  for (const std::int64_t at : {2000, 2030}) bench.waiting(at, 0);
  EXPECT_EQ(bench.told(), (Told{"fired sales 30", "resolved sales 2030"}));
}

TEST(Evaluator, AShortRestartDoesNotBeginTheSpanAnewAndALongOneDoes) {
  const std::vector rules{rule("queue.waiting > 10 for 1m")};
  Bench bench(rules);
  bench.waiting(0, 11);
  bench.restart(rules);
  bench.waiting(60, 11);
  EXPECT_EQ(bench.told(), Told{"fired sales 60"});
  Bench later(rules);
  later.waiting(0, 11);
  later.restart(rules);
  later.waiting(100, 11);
  EXPECT_EQ(later.told(), Told{});
}

TEST(Evaluator, AnAlertWhoseRuleIsGoneResolves) {
  Bench bench({rule("queue.waiting > 10")});
  bench.waiting(0, 11);
  bench.restart({});
  bench.waiting(10, 11);
  EXPECT_EQ(bench.told(), (Told{"fired sales 0", "resolved sales 10"}));
  EXPECT_EQ(bench.evaluator().state().standings.size(), 0U);
}

TEST(Evaluator, WhereTheFloorIsNotKnownEverythingStays) {
  Bench bench({rule("queue.waiting > 10 for 30s")});
  for (const std::int64_t at : {0, 30}) bench.waiting(at, 11);
  for (std::int64_t at = 40; at < 400; at += 30) bench.age(at, 1h);
  bench.waiting(400, 0);
  bench.age(410, 1h);
  bench.waiting(430, 0);
  EXPECT_EQ(bench.told(), Told{"fired sales 30"});
  bench.waiting(460, 0);
  EXPECT_EQ(bench.told(), (Told{"fired sales 30", "resolved sales 460"}));
}

TEST(Evaluator, TheFeedsAgeNeedsNoFloor) {
  Bench bench({rule("feed.age > 2m")});
  bench.age(0, 3min);
  bench.age(30, 1s);
  EXPECT_EQ(bench.told(), (Told{"fired 0", "resolved 30"}));
}

TEST(Evaluator, AQueueThatIsNamedCountsWhereNothingGoesOn) {
  Rule named = rule("queue.interacting < 1");
  named.queues = {"support"};
  Bench bench({named});
  bench.waiting(0, 3);
  EXPECT_EQ(bench.told(), Told{"fired support 0"});
}

TEST(Evaluator, EachConversationIsASubjectAndIsOverWhenItIsGone) {
  Bench bench({rule("conversation.held > 5m")});
  Floor floor;
  floor.conversations = {
      {.conversation_id = ConversationId("a"), .state = floor::State::holding, .since = second(0)},
      {.conversation_id = ConversationId("b"), .state = floor::State::interacting, .since = second(0)}};
  bench.take({.at = second(301), .floor = &floor});
  EXPECT_EQ(bench.told(), Told{"fired a 301"});
  floor.conversations.clear();
  bench.take({.at = second(310), .floor = &floor});
  EXPECT_EQ(bench.told(), (Told{"fired a 301", "resolved a 310"}));
}

TEST(Evaluator, MediaCountTheirOwnConversationsAlone) {
  Rule voice = rule("queue.waiting >= 2");
  voice.media = {"voice"};
  Bench bench({voice});
  Floor floor = sales_with(3);
  for (const auto* const each : {"1voice", "2voice", "3chat"})
    floor.conversations.push_back({.conversation_id = ConversationId(each),
                                   .since = second(0),
                                   .queue_id = QueueId("sales"),
                                   .media_type = each + 1});
  bench.take({.at = second(0), .floor = &floor});
  EXPECT_EQ(bench.told(), Told{"fired sales 0"});
  floor.conversations.front().media_type = "chat";
  bench.take({.at = second(1), .floor = &floor});
  EXPECT_EQ(bench.told().back(), "resolved sales 1");
}

TEST(Evaluator, AnIncidentFiresWhenItOpensAndResolvesWhenItCloses) {
  Bench bench({rule("incident.opened")});
  bench.take({.at = second(0), .incidents = {{.id = "gap-7", .text = "silence"}}});
  bench.take({.at = second(1), .incidents = {{.id = "gap-7", .text = "silence"}}});
  bench.take({.at = second(2)});
  EXPECT_EQ(bench.told(), (Told{"fired gap-7 0", "resolved gap-7 2"}));
}

TEST(Evaluator, AnInstantBeforeTheLatestChangesNothing) {
  Bench bench({rule("queue.waiting > 10")});
  bench.waiting(100, 0);
  bench.waiting(50, 11);
  EXPECT_EQ(bench.told(), Told{});
}

TEST(ReadState, TakesNothingButItsOwn) {
  for (const char* text : {"", "{}", "[]", "null", R"({"standings":[1]})", R"({"standings":[{"rule":"a"}]})",
                           R"({"standings":[{"rule":"a","subject":"","scope":"moon"}]})",
                           R"({"standings":[],"at":"yesterday"})"})
    EXPECT_FALSE(read_state(text)) << text;
  EXPECT_EQ(read_state(state_text({})), State{});
}

}  // namespace
}  // namespace nowthen::alerts
