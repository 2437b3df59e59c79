#include "simulator/faults/script.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <set>

#include "simulator/faults/engine.hpp"
#include "support/property.hpp"

namespace nowthen::sim {
namespace {

using namespace std::chrono_literals;

/// Which of `requests` live requests the script's rules fire at, from 1.
std::vector<int> fired(const std::string& script, int requests,
                       RequestFacts facts = {.endpoint = Endpoint::live}) {
  FaultEngine engine(parse_script(script).value());
  std::vector<int> numbers;
  for (int number = 1; number <= requests; ++number)
    if (!engine.decide(facts).names.empty()) numbers.push_back(number);
  return numbers;
}

TEST(FaultScript, FiresWhenItsTriggerSays) {
  EXPECT_EQ(fired(R"([{"do":"close"}])", 3), (std::vector{1, 2, 3}));
  EXPECT_EQ(fired(R"([{"at":2,"do":"close"}])", 4), (std::vector{2}));
  EXPECT_EQ(fired(R"([{"at":[1,4],"do":"close"}])", 5), (std::vector{1, 4}));
  EXPECT_EQ(fired(R"([{"at":2,"for_requests":3,"do":"close"}])", 6), (std::vector{2, 3, 4}));
  EXPECT_EQ(fired(R"([{"every":3,"do":"close"}])", 7), (std::vector{3, 6}));
  EXPECT_EQ(fired(R"([{"every":2,"for_requests":2,"do":"close"}])", 9), (std::vector{2, 4}));
  EXPECT_EQ(fired(R"([{"for_requests":2,"do":"close"}])", 9), (std::vector{1, 2}));
  EXPECT_EQ(fired(R"([{"probability":0,"do":"close"}])", 50), (std::vector<int>{}));
}

TEST(FaultScript, FiresByChanceAsOftenAsItSaysAndTheSameEachTime) {
  const std::string script = R"({"seed":4,"rules":[{"probability":0.25,"do":"close"}]})";
  const auto first = fired(script, 4000);
  EXPECT_NEAR(static_cast<double>(first.size()), 1000, 150);
  EXPECT_EQ(first, fired(script, 4000));
  EXPECT_NE(first, fired(R"({"seed":5,"rules":[{"probability":0.25,"do":"close"}]})", 4000));
}

TEST(FaultScript, MatchesByEndpointMethodPathPageAndTime) {
  const Instant noon = parse_instant("2026-11-20T12:00:00Z").value();
  const RequestFacts facts{
      .endpoint = Endpoint::history, .method = "POST", .path = "/p", .page = 2, .now = noon, .elapsed = 60s};
  for (const char* match :
       {R"({"endpoint":"history"})", R"({"method":"POST"})", R"({"path":"/p"})", R"({"page":2})", "{}"})
    EXPECT_EQ(fired(std::string(R"([{"do":"close","match":)") + match + "}]", 1, facts).size(), 1U) << match;
  for (const char* match :
       {R"({"endpoint":"live"})", R"({"method":"GET"})", R"({"path":"/p/"})", R"({"page":3})"})
    EXPECT_TRUE(fired(std::string(R"([{"do":"close","match":)") + match + "}]", 1, facts).empty()) << match;
  for (const char* times : {R"("from":"2026-11-20T12:00:00Z")", R"("to":"2026-11-20T12:00:01Z")",
                            R"("after_seconds":60,"until_seconds":61)"})
    EXPECT_EQ(fired(std::string(R"([{"do":"close",)") + times + "}]", 1, facts).size(), 1U) << times;
  for (const char* times : {R"("from":"2026-11-20T12:00:01Z")", R"("to":"2026-11-20T12:00:00Z")",
                            R"("after_seconds":61)", R"("until_seconds":60)"})
    EXPECT_TRUE(fired(std::string(R"([{"do":"close",)") + times + "}]", 1, facts).empty()) << times;
}

TEST(FaultScript, AddsUpWhatSeveralRulesDo) {
  FaultEngine engine(
      parse_script(R"([{"do":"expire_token","name":"first"},{"do":503},{"do":404},{"do":"delay"},
                                      {"do":"move_total","by":3},{"do":"move_total","by":4}])")
          .value());
  const Effects effects = engine.decide(RequestFacts{});
  EXPECT_EQ(effects.names,
            (std::vector<std::string>{"first", "status", "status", "delay", "move_total", "move_total"}));
  EXPECT_TRUE(effects.expire_tokens);
  EXPECT_EQ(effects.replacement.value().problem.status, 503);
  EXPECT_EQ(effects.page.total_by, 7);
  EXPECT_EQ(effects.delivery.size(), 1U);
}

TEST(FaultScript, TakesAStatusForItsAction) {
  const auto script =
      parse_script(R"([{"do":401},{"do":403},{"do":429,"retry_after":2},{"do":504}])").value();
  EXPECT_EQ(script.rules[0].action->name, "unauthorized");
  EXPECT_EQ(script.rules[1].action->name, "forbidden");
  EXPECT_EQ(script.rules[2].parameters.integer("retry_after"), 2);
  EXPECT_EQ(script.rules[3].parameters.integer("status"), 504);
}

TEST(FaultScript, NamesTheRuleAndTheMemberAtFault) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"{", "not JSON"},
      {"7", "faults"},
      {R"({"rule":[]})", "rule is not known"},
      {R"([7])", "rule 1: must be an object"},
      {R"([{"do":"close"},{}])", "rule 2: do is missing"},
      {R"([{"do":"explode"}])", "'explode'"},
      {R"([{"do":200}])", "rule 1: do"},
      {R"([{"do":"close","at":0}])", "rule 1: at"},
      {R"([{"do":"close","at":[]}])", "rule 1: at"},
      {R"([{"do":"close","every":0}])", "rule 1: every"},
      {R"([{"do":"close","probability":1.5}])", "rule 1: probability"},
      {R"([{"do":"close","at":1,"every":2}])", "exclude one another"},
      {R"([{"do":"close","from":"noon"}])", "rule 1: from"},
      {R"([{"do":"close","match":{"endpoint":"lives"}}])", "rule 1: match: endpoint"},
      {R"([{"do":"close","match":{"colour":"red"}}])", "colour"},
      {R"([{"do":"delay","seconds":1}])", "seconds is not known"},
      {R"([{"do":"delay","milliseconds":-1}])", "milliseconds"},
      {R"([{"do":"throttle","form":"sometimes"}])", "form"},
      {R"([{"do":"deep","size":1e300}])", "size"},
      {R"([{"do":"status","html":1}])", "html"},
  };
  for (const auto& [text, words] : cases) {
    const auto script = parse_script(text);
    ASSERT_FALSE(script) << text;
    EXPECT_NE(script.error().message.find(words), std::string::npos)
        << text << ": " << script.error().message;
  }
}

TEST(FaultScript, IsEmptyForNoText) {
  EXPECT_TRUE(parse_script("").value().rules.empty());
  EXPECT_TRUE(parse_script(" \n").value().rules.empty());
}

TEST(FaultScript, SurvivesAnyText) {
  nowthen::testing::expect_property("text",
                                    [](const std::string& text) { (void)parse_script(text).has_value(); });
}

TEST(FaultScript, HasNoActionNameTwice) {
  const auto names = action_names();
  EXPECT_EQ(std::set<std::string_view>(names.begin(), names.end()).size(), names.size());
  for (const auto name : names)
    EXPECT_TRUE(parse_script(R"([{"do":")" + std::string(name) + R"("}])")) << name;
}

}  // namespace
}  // namespace nowthen::sim
