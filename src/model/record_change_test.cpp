#include "model/record_change.hpp"

#include <gtest/gtest.h>

namespace nowthen {
namespace {

using Paths = std::vector<std::string>;

struct Row {
  const char* name;
  const char* before;
  const char* after;
  ChangeKind kind;
  Paths paths;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class Change : public ::testing::TestWithParam<Row> {};

TEST_P(Change, IsOfItsKindAndNamesItsPlaces) {
  const auto has_ended = [](std::string_view record) {
    return record.find("conversationEnd") != std::string_view::npos;
  };
  const auto change = change_between({GetParam().before, has_ended(GetParam().before)},
                                     {GetParam().after, has_ended(GetParam().after)});
  ASSERT_TRUE(change);
  EXPECT_EQ(name_of(change->kind), name_of(GetParam().kind));
  EXPECT_EQ(change->paths, GetParam().paths);
}

constexpr const char* talking =
    R"({"conversationEnd":"E","participants":[{"participantId":"p","sessions":[{"sessionId":"s",)"
    R"("metrics":[{"name":"tTalk","emitDate":"1","value":5}],"segments":[{"segmentType":"interact","segmentStart":"1"}]}]}]})";

INSTANTIATE_TEST_SUITE_P(
    Table, Change,
    ::testing::Values(
        Row{"goes on",
            R"({"participants":[]})",
            R"({"participants":[{"participantId":"p"}]})",
            ChangeKind::growth,
            {"/participants"}},
        Row{"ends",
            R"({"a":1})",
            R"({"a":1,"conversationEnd":"E"})",
            ChangeKind::completion,
            {"/conversationEnd"}},
        Row{"is wrapped up",
            talking,
            R"({"conversationEnd":"E","participants":[{"participantId":"p","sessions":[{"sessionId":"s",)"
            R"("metrics":[{"name":"tAcw","emitDate":"2","value":7},{"name":"tTalk","emitDate":"1","value":5}],)"
            R"("segments":[{"segmentType":"interact","segmentStart":"1"},)"
            R"({"segmentType":"wrapup","segmentStart":"2","wrapUpCode":"w"}]}]}]})",
            ChangeKind::completion,
            {"/participants/0/sessions/0/metrics/0", "/participants/0/sessions/0/segments/1"}},
        Row{"a wrap-up code comes late",
            R"({"conversationEnd":"E","segments":[{"segmentType":"wrapup","segmentStart":"2"}]})",
            R"({"conversationEnd":"E","segments":[{"segmentType":"wrapup","segmentStart":"2","wrapUpCode":"w"}]})",
            ChangeKind::completion,
            {"/segments/0/wrapUpCode"}},
        Row{"is evaluated",
            R"({"conversationEnd":"E"})",
            R"({"conversationEnd":"E","evaluations":[{"evaluationId":"e"}]})",
            ChangeKind::enrichment,
            {"/evaluations"}},
        Row{"a metric is corrected",
            talking,
            R"({"conversationEnd":"E","participants":[{"participantId":"p","sessions":[{"sessionId":"s",)"
            R"("metrics":[{"name":"tTalk","emitDate":"1","value":6}],)"
            R"("segments":[{"segmentType":"interact","segmentStart":"1"}]}]}]})",
            ChangeKind::correction,
            {"/participants/0/sessions/0/metrics/0/value"}},
        Row{"something told is gone",
            R"({"conversationEnd":"E","a/b":1,"c":2})",
            R"({"conversationEnd":"E","c":2})",
            ChangeKind::correction,
            {"/a~1b"}},
        Row{"participants change places",
            R"({"conversationEnd":"E","participants":[{"participantId":"p"},{"participantId":"q"}]})",
            R"({"conversationEnd":"E","participants":[{"participantId":"q"},{"participantId":"p","x":1}]})",
            ChangeKind::enrichment,
            {"/participants/1/x"}},
        Row{"only what does not count",
            R"({"conversationEnd":"E","callbackScheduledTime":"1"})",
            R"({"conversationEnd":"E","callbackScheduledTime":"2","attributes":{"k":"v"}})",
            ChangeKind::enrichment,
            {}},
        Row{"what says nothing, and another spelling of a number",
            R"({"conversationEnd":"E","gone":null,"list":[],"m":1,"n":1e2})",
            R"({"conversationEnd":"E","m":1.0,"n":100,"new":5,"empty":{}})",
            ChangeKind::enrichment,
            {"/new"}}));

TEST(Change, TellsWhatStoodAndStandsInEachPlace) {
  EXPECT_EQ(
      places_between(R"({"a":1,"b":[{"name":"x","value":2}],"c":3})",
                     R"({"b":[{"name":"y"},{"name":"x","value":5}],"c":3,"d":false})")
          .value(),
      (std::vector<ChangedPlace>{
          {"/b/0", "", R"({"name":"y"})"}, {"/b/1/value", "2", "5"}, {"/d", "", "false"}, {"/a", "1", ""}}));
}

TEST(Change, IsNotToldOfWhatCannotBeCompared) {
  EXPECT_FALSE(change_between({"[]"}, {"{}"}));
  EXPECT_FALSE(change_between({"{}"}, {"{"}));
  EXPECT_FALSE(places_between("{}", "{\"a\":" + std::string(200, '[') + std::string(200, ']') + "}"));
}

TEST(Change, NamesNoMorePlacesThanIsUseful) {
  std::string before = R"({"list":[)";
  for (int i = 0; i < 500; ++i)
    before += (i > 0 ? "," : "") + std::string(R"({"name":")") + std::to_string(i) + "\"}";
  EXPECT_EQ(change_between({before + "]}"}, {R"({"list":[{"name":"other"}]})"})->paths.size(), most_paths);
}

}  // namespace
}  // namespace nowthen
