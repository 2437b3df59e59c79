#include "alerts/parse.hpp"

#include <gtest/gtest.h>

namespace nowthen::alerts {
namespace {

using namespace std::chrono_literals;

When good(std::string_view text) {
  const ParsedWhen parsed = parse_when(text);
  EXPECT_TRUE(parsed.when) << pointed_out(text, parsed.fault);
  return parsed.when.value_or(When{.condition = Condition({}), .span = {}});
}

/// What the rule comes to where the first three queue counts are these.
bool holds(std::string_view text, double waiting, double alerting = 0, double interacting = 0) {
  return good(text).condition.holds([&](const Comparison& each) {
    if (each.field == Field::queue_waiting) return waiting;
    return each.field == Field::queue_alerting ? alerting : interacting;
  });
}

TEST(ParseWhen, ReadsFieldOperatorValueAndSpan) {
  const When when = good("queue.waiting > 10 for 2m");
  ASSERT_EQ(when.condition.comparisons().size(), 1U);
  EXPECT_EQ(when.condition.comparisons()[0],
            (Comparison{.field = Field::queue_waiting, .op = Operator::greater, .value = 10}));
  EXPECT_EQ(when.span, 2min);
  EXPECT_EQ(when.scope, Scope::queue);
}

TEST(ParseWhen, ReadsEachKindOfValue) {
  EXPECT_EQ(good("queue.longest_wait >= 1h30m").condition.comparisons()[0].value, 5'400'000);
  EXPECT_EQ(good("queue.abandon_rate > 12.5%").condition.comparisons()[0].value, 12.5);
  EXPECT_EQ(good("feed.age>90s").condition.comparisons()[0].value, 90'000);
  EXPECT_EQ(good("incident.opened").scope, Scope::incident);
}

TEST(ParseWhen, ARateIsOfHalfAnHourUnlessItSays) {
  EXPECT_EQ(good("queue.abandon_rate > 5%").condition.comparisons()[0].over, 30min);
  EXPECT_EQ(good("queue.abandon_rate(15m) > 5%").condition.comparisons()[0].over, 15min);
}

TEST(ParseWhen, AndBindsBeforeOr) {
  constexpr const char* rule = "queue.waiting > 1 or queue.alerting > 1 and queue.interacting > 1";
  EXPECT_TRUE(holds(rule, 2, 0, 0));
  EXPECT_FALSE(holds(rule, 0, 2, 0));
  EXPECT_TRUE(holds(rule, 0, 2, 2));
}

TEST(ParseWhen, ParenthesesBindFirst) {
  constexpr const char* rule = "(queue.waiting > 1 or queue.alerting > 1) and queue.interacting > 1";
  EXPECT_FALSE(holds(rule, 2, 0, 0));
  EXPECT_TRUE(holds(rule, 2, 0, 2));
}

TEST(ParseWhen, EachOperatorIsItself) {
  struct Case {
    const char* op;
    bool below, same, above;
  };
  for (const Case& each :
       {Case{"<", true, false, false}, Case{"<=", true, true, false}, Case{">", false, false, true},
        Case{">=", false, true, true}, Case{"==", false, true, false}, Case{"!=", true, false, true}}) {
    const std::string rule = std::string("queue.waiting ") + each.op + " 5";
    EXPECT_EQ(holds(rule, 4), each.below) << rule;
    EXPECT_EQ(holds(rule, 5), each.same) << rule;
    EXPECT_EQ(holds(rule, 6), each.above) << rule;
  }
}

struct BadRule {
  const char* text;
  std::size_t position;
  const char* says;
};

class BadRules : public ::testing::TestWithParam<BadRule> {};

TEST_P(BadRules, AreRefusedWhereTheyGoWrong) {
  const BadRule& bad = GetParam();
  const ParsedWhen parsed = parse_when(bad.text);
  ASSERT_FALSE(parsed.when) << bad.text;
  EXPECT_EQ(parsed.fault.position, bad.position) << bad.text << ": " << parsed.fault.what;
  EXPECT_NE(parsed.fault.what.find(bad.says), std::string::npos) << parsed.fault.what;
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadRules,
    ::testing::Values(
        BadRule{"", 0, "expected a field"}, BadRule{"   ", 3, "found the end"},
        BadRule{"queue.waitin > 10", 0, "did you mean queue.waiting?"},
        BadRule{"nonsense > 1", 0, "feed.age"}, BadRule{"queue.waiting", 13, "one of > >= < <= == !="},
        BadRule{"queue.waiting > ", 16, "whole number"}, BadRule{"queue.waiting > ten", 16, "found 'ten'"},
        BadRule{"queue.waiting > 10%", 16, "whole number"},
        BadRule{"queue.waiting > 1.5", 16, "whole number"}, BadRule{"queue.waiting > -1", 16, "found '-'"},
        BadRule{"queue.waiting => 1", 14, "found '='"}, BadRule{"queue.waiting ! 1", 14, "found '!'"},
        BadRule{"queue.longest_wait > 10", 21, "90s or 2m"}, BadRule{"queue.longest_wait > 10x", 21, "90s"},
        BadRule{"queue.abandon_rate > 5", 21, "20%"}, BadRule{"queue.abandon_rate > 101%", 21, "20%"},
        BadRule{"queue.abandon_rate(30m > 5%", 23, "expected ')'"},
        BadRule{"queue.abandon_rate() > 5%", 19, "length of time"},
        BadRule{"queue.abandon_rate(2d) > 5%", 19, "more than a day"},
        BadRule{"queue.waiting > 1 for", 21, "length of time"},
        BadRule{"queue.waiting > 1 for 0s", 22, "length"},
        BadRule{"queue.waiting > 1 for 2m and feed.age > 1m", 25, "expected the end"},
        BadRule{"queue.waiting > 1 xor feed.age > 1m", 18, "'and', 'or'"},
        BadRule{"queue.waiting > 1 and", 21, "expected a field"}, BadRule{"(queue.waiting > 1", 18, "')'"},
        BadRule{"queue.waiting > 1)", 17, "found ')'"}, BadRule{"incident.opened > 1", 16, "found '>'"},
        BadRule{"queue.waiting > 1 and conversation.held > 5m", 22, "does not go with that"},
        BadRule{"((((((((((queue.waiting > 1))))))))))", 8, "parentheses"},
        BadRule{"queue.waiting > 99999999999999999999", 16, "whole number"},
        BadRule{"queue.waiting \xc3\xbc 1", 14, "found '\xc3\xbc'"}));

TEST(ParseWhen, RefusesWhatIsTooLong) {
  EXPECT_FALSE(parse_when(std::string(longest_rule + 1, ' ')).when);
  std::string many = "feed.age > 1m";
  for (int i = 0; i < 20; ++i) many += " or feed.age > 1m";
  EXPECT_NE(parse_when(many).fault.what.find("comparisons"), std::string::npos);
}

TEST(PointedOut, PutsTheCaretBelowTheFault) {
  constexpr const char* text = "queue.waiting > 1 and quue.alerting > 2";
  EXPECT_EQ(pointed_out(text, parse_when(text).fault),
            "queue.waiting > 1 and quue.alerting > 2\n"
            "                      ^~~~~~~~~~~~~ expected a field; did you mean queue.alerting?\n");
}

TEST(PointedOut, CountsCharactersAndNotBytes) {
  constexpr const char* text = "\xc3\xbc\xc3\xbc";
  EXPECT_EQ(pointed_out(text, {.position = 2, .length = 2, .what = "no"}), "\xc3\xbc\xc3\xbc\n ^ no\n");
}

TEST(Eased, MakesBoundsAFifthEasierToKeep) {
  const auto value = [](const char* text) { return good(text).condition.eased().comparisons()[0].value; };
  EXPECT_EQ(value("queue.waiting > 10"), 8);
  EXPECT_EQ(value("queue.waiting > 4"), 4);
  EXPECT_EQ(value("queue.waiting > 0"), 0);
  EXPECT_EQ(value("queue.interacting < 1"), 1);
  EXPECT_EQ(value("queue.interacting < 10"), 12);
  EXPECT_EQ(value("queue.longest_wait > 5m"), 240'000);
  EXPECT_EQ(value("queue.abandon_rate > 20%"), 16);
  EXPECT_EQ(value("queue.waiting == 10"), 10);
}

}  // namespace
}  // namespace nowthen::alerts
