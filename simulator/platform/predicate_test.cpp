#include "simulator/platform/predicate.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "simulator/platform/details_request.hpp"
#include "simulator/records/recorded_facts.hpp"

namespace nowthen::sim {
namespace {

constexpr const char* record = R"({
  "conversationId":"c","conversationStart":"2026-11-20T09:00:00.000Z","conversationEnd":"2026-11-20T09:10:00.000Z",
  "originatingDirection":"inbound","divisionIds":["d1","d2"],"mediaStatsMinConversationMos":4.5,
  "evaluations":[{"formId":"f","oTotalScore":90},{"formId":"g","oTotalScore":40}],
  "participants":[
    {"participantId":"p","purpose":"customer","sessions":[{"sessionId":"s","mediaType":"voice","segments":[
      {"segmentStart":"2026-11-20T09:00:00.000Z","segmentEnd":"2026-11-20T09:10:00.000Z","segmentType":"interact"}]}]},
    {"participantId":"q","purpose":"acd","sessions":[{"sessionId":"t","mediaType":"voice",
      "requestedRoutings":["Standard","Last"],"flow":{"flowId":"fl","outcomes":[{"flowOutcomeId":"o"}]},
      "metrics":[{"name":"tAcd","value":20000,"emitDate":"2026-11-20T09:00:30.000Z"}],
      "segments":[{"segmentStart":"2026-11-20T09:00:10.000Z","segmentEnd":"2026-11-20T09:00:30.000Z",
        "segmentType":"interact","queueId":"q1","conference":false,
        "properties":[{"propertyType":"string","property":"colour","value":"red"}],
        "scoredAgents":[{"agentScore":80,"scoredAgentId":"a"}]}]}]},
    {"participantId":"r","purpose":"agent","userId":"u","sessions":[{"sessionId":"v","mediaType":"voice",
      "metrics":[{"name":"tTalk","value":1000,"emitDate":"2026-11-20T09:05:00.000Z"},
                 {"name":"tTalk","value":2000,"emitDate":"2026-11-20T09:06:00.000Z"}],
      "segments":[{"segmentStart":"2026-11-20T09:00:40.000Z","segmentType":"interact","queueId":"q2",
        "wrapUpCode":"w"}]}]}]})";

bool lets_through(const std::string& filters) {
  static const boost::json::value value = boost::json::parse(record);
  ConversationFacts facts;
  TextPool pool;
  read_facts(facts, value.get_object(), pool);
  const auto query =
      parse_sync_query(R"({"interval":"2026-11-20T00:00:00Z/2026-11-21T00:00:00Z",)" + filters + "}");
  EXPECT_TRUE(query) << filters << ": " << (query ? "" : query.error().message);
  return query && passes(facts, query->details.filters);
}

bool segment(const std::string& predicates, const std::string& type = "and") {
  return lets_through(R"("segmentFilters":[{"type":")" + type + R"(","predicates":[)" + predicates + "]}]");
}

bool conversation(const std::string& predicates) {
  return lets_through(R"("conversationFilters":[{"type":"and","predicates":[)" + predicates + "]}]");
}

std::string is(const std::string& dimension, const std::string& value) {
  return R"({"dimension":")" + dimension + R"(","value":")" + value + R"("})";
}

TEST(SegmentFilter, HasToHoldOnOneSegment) {
  EXPECT_TRUE(segment(is("queueId", "q1") + "," + is("purpose", "acd")));
  EXPECT_TRUE(segment(is("queueId", "q2") + "," + is("userId", "u") + "," + is("wrapUpCode", "w")));
  EXPECT_FALSE(segment(is("queueId", "q1") + "," + is("purpose", "agent")));
  EXPECT_TRUE(segment(is("queueId", "q1") + "," + is("purpose", "agent"), "or"));
  EXPECT_TRUE(lets_through(R"("segmentFilters":[{"type":"and","predicates":[)" + is("queueId", "q1") +
                           R"(]},{"type":"and","predicates":[)" + is("purpose", "agent") + "]}]"))
      << "two filters may hold on two segments";
}

TEST(SegmentFilter, ReadsListsAndWhatStandsAround) {
  EXPECT_TRUE(segment(is("requestedRouting", "Last")));
  EXPECT_FALSE(segment(is("requestedRouting", "Vip")));
  EXPECT_TRUE(segment(is("scoredAgentId", "a")));
  EXPECT_TRUE(segment(is("flowId", "fl") + "," + is("flowOutcomeId", "o")));
  EXPECT_TRUE(segment(is("conference", "false")));
  EXPECT_FALSE(segment(is("conference", "true")));
  EXPECT_TRUE(segment(R"({"type":"property","property":"colour","propertyType":"string","value":"red"})"));
  EXPECT_FALSE(segment(R"({"type":"property","property":"colour","propertyType":"integer","value":"red"})"));
}

TEST(SegmentFilter, AsksForPresenceAndLength) {
  EXPECT_TRUE(segment(R"({"dimension":"segmentEnd","operator":"notExists"})"));
  EXPECT_TRUE(segment(R"({"dimension":"segmentEnd","operator":"exists"})"));
  EXPECT_FALSE(segment(R"({"dimension":"segmentEnd","operator":"notExists"},)" + is("purpose", "customer")));
  EXPECT_TRUE(segment(R"({"metric":"tSegmentDuration","range":{"gte":20000,"lte":20000}})"));
  EXPECT_FALSE(segment(R"({"metric":"tSegmentDuration","range":{"gt":600000}})"));
}

TEST(ConversationFilter, ReadsDimensionsAndSumsOfMetrics) {
  EXPECT_TRUE(conversation(is("divisionId", "d2")));
  EXPECT_FALSE(conversation(is("divisionId", "d3")));
  EXPECT_TRUE(conversation(is("originatingDirection", "inbound")));
  EXPECT_TRUE(conversation(is("conversationEnd", "2026-11-20T09:10:00.000Z")));
  EXPECT_TRUE(conversation(R"({"dimension":"mediaStatsMinConversationMos","range":{"lt":4.6}})"));
  EXPECT_FALSE(conversation(R"({"dimension":"mediaStatsMinConversationMos","range":{"lt":4.5}})"));
  EXPECT_TRUE(conversation(R"({"metric":"tTalk","range":{"gte":3000,"lte":3000}})"));
  EXPECT_TRUE(conversation(R"({"metric":"tConversationDuration","value":"600000"})"));
  EXPECT_TRUE(conversation(R"({"metric":"tAcw","operator":"notExists"})"));
}

TEST(EvaluationFilter, HasToHoldOnOneEvaluation) {
  const auto evaluation = [](const std::string& predicates) {
    return lets_through(R"("evaluationFilters":[{"type":"and","predicates":[)" + predicates + "]}]");
  };
  EXPECT_TRUE(evaluation(is("formId", "f") + R"(,{"metric":"oTotalScore","range":{"gt":80}})"));
  EXPECT_FALSE(evaluation(is("formId", "g") + R"(,{"metric":"oTotalScore","range":{"gt":80}})"));
  EXPECT_FALSE(lets_through(R"("surveyFilters":[{"type":"and","predicates":[]}])")) << "there is none";
}

}  // namespace
}  // namespace nowthen::sim
