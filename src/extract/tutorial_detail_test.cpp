#include "extract/tutorial_detail.hpp"

#include <gtest/gtest.h>

#include "extract/raw_fields.hpp"

namespace nowthen::extract {
namespace {

constexpr const char* group = R"({
  "conversationId": "x9y8", "type": "voice", "state": "closed",
  "metrics": {"wrapupTime": {"value": 120.5, "unit": "seconds"}, "talkTime": {"value": 345.2, "unit": "seconds"},
              "holdTime": {"value": 45, "unit": "seconds"}, "queueTime": {"value": 3.0, "unit": "seconds"}},
  "startTime": "2024-05-14T09:15:22.000Z", "endTime": "2024-05-14T09:21:37+00:00",
  "participants": [{"id": "c", "name": "Customer", "role": "customer"},
                   {"id": "p", "name": "Agent Smith", "role": "agent", "skill": 1.50}]})";

constexpr const char* entity = R"({
  "id": "a1b2", "type": "chat", "state": "connected",
  "initialContact": {"id": "first", "queueId": "queue", "direction": "inbound"},
  "participants": [{"id": "p", "name": "", "role": "acd", "state": "connected"}],
  "startTime": "2024-05-15T14:32:10.1239Z", "endTime": null, "new\u0046ield": [12345678901234567890.10]})";

Result<ConversationDetail> decode(std::string_view record, RecordKind kind = RecordKind::tutorial_group) {
  return TutorialDetails().decode(record, kind);
}

TEST(TutorialDetails, HoldARecordOfTheHistoryInTypedMembers) {
  const auto detail = decode(group);
  ASSERT_TRUE(detail) << detail.error().message;
  EXPECT_EQ(detail->conversation_id.str(), "x9y8");
  EXPECT_EQ(format_instant(*detail->conversation_start), "2024-05-14T09:15:22.000Z");
  EXPECT_EQ(format_instant(*detail->conversation_end), "2024-05-14T09:21:37.000Z");
  ASSERT_EQ(detail->participants.size(), 2u);
  const auto& agent = detail->participants[1];
  EXPECT_EQ(agent.participant_id.str(), "p");
  EXPECT_EQ(agent.participant_name, "Agent Smith");
  EXPECT_EQ(agent.purpose, "agent");
  ASSERT_EQ(agent.sessions.size(), 1u);
  EXPECT_EQ(agent.sessions[0].media_type, "voice");
  EXPECT_TRUE(detail->participants[0].sessions[0].metrics.empty());
}

TEST(TutorialDetails, GiveTheAgentsSessionTheTimesInMilliseconds) {
  const std::vector<SessionMetric> times{{.name = "tAcw", .value = 120'500},
                                         {.name = "tTalkComplete", .value = 345'200},
                                         {.name = "tHeldComplete", .value = 45'000}};
  EXPECT_EQ(decode(group)->participants[1].sessions[0].metrics, times);
}

TEST(TutorialDetails, KeepEverythingElseAsItCame) {
  const auto history = decode(group);
  EXPECT_EQ(history->extra, R"({"state":"closed","metrics":{"queueTime":{"value":3.0,"unit":"seconds"}}})");
  EXPECT_EQ(history->participants[0].extra, "");
  EXPECT_EQ(history->participants[1].extra, R"({"skill":1.50})");
  const auto live = decode(entity, RecordKind::tutorial_entity);
  ASSERT_TRUE(live) << live.error().message;
  EXPECT_EQ(live->extra,
            R"({"state":"connected","initialContact":{"id":"first"},"startTime":"2024-05-15T14:32:10.1239Z",)"
            R"("endTime":null,"new\u0046ield":[12345678901234567890.10]})");
  EXPECT_EQ(live->participants[0].extra, R"({"name":"","state":"connected"})");
}

TEST(TutorialDetails, NameTheQueueInASegmentThatClaimsNothingElse) {
  const auto live = decode(entity, RecordKind::tutorial_entity);
  EXPECT_EQ(live->originating_direction, "inbound");
  const std::vector<Segment> queued{{.queue_id = QueueId("queue")}};
  EXPECT_EQ(live->participants[0].sessions[0].segments, queued);
}

struct Kept {
  const char* fields;
  const char* extra;
};

TEST(TutorialDetails, KeepWhatHasNoPlaceBecauseOfWhatIsMissing) {
  for (const auto& [fields, extra] :
       {Kept{R"("type":"voice","participants":[])", R"({"type":"voice","participants":[]})"},
        Kept{R"("metrics":{"talkTime":{"value":1,"unit":"seconds"}})",
             R"({"metrics":{"talkTime":{"value":1,"unit":"seconds"}}})"},
        Kept{R"("initialContact":{"queueId":"q"})", R"({"initialContact":{"queueId":"q"}})"},
        Kept{R"("initialContact":{},"metrics":{})", R"({"initialContact":{},"metrics":{}})"},
        Kept{R"("initialContact":null,"metrics":null)", R"({"initialContact":null,"metrics":null})"},
        Kept{R"("a":1,"a":2)", R"({"a":2})"}, Kept{R"("id":"other")", R"({"id":"other"})"}})
    EXPECT_EQ(
        decode(std::string(R"({"conversationId":"c","startTime":"2024-05-14T09:15:22Z",)") + fields + "}")
            ->extra,
        extra);
}

TEST(TutorialDetails, KeepATimeThatMillisecondsOrTheUnitCannotHold) {
  const std::string begin =
      R"({"conversationId":"c","startTime":"2024-05-14T09:15:22Z","participants":[{"role":"agent"}],"metrics":)";
  for (const char* metrics :
       {R"({"talkTime":{"value":1.23456,"unit":"seconds"}})", R"({"talkTime":{"value":2,"unit":"hours"}})",
        R"({"talkTime":{"value":2,"unit":"seconds","samples":3}})", R"({"talkTime":{"value":null}})",
        R"({"talkTime":{"value":1e300,"unit":"seconds"}})"})
    EXPECT_EQ(decode(begin + metrics + "}")->extra, std::string(R"({"metrics":)") + metrics + "}");
  const auto rounded = decode(begin + R"({"talkTime":{"value":1.23456,"unit":"seconds"}}})");
  EXPECT_EQ(rounded->participants[0].sessions[0].metrics[0].value, 1235);
  EXPECT_EQ(decode(begin + R"({"talkTime":{"unit":"milliseconds","value":7}}})")->extra, "");
}

TEST(TutorialDetails, RefuseWhatIsNoConversationAndSayWhy) {
  const auto reason = [](std::string_view record) { return decode(record).error().message; };
  EXPECT_EQ(reason(R"({"startTime":"2024-05-14T09:15:22Z"})"), "conversationId: missing");
  EXPECT_EQ(reason(R"({"conversationId":"c"})"), "startTime: missing");
  EXPECT_EQ(reason(R"({"conversationId":"c","startTime":"yesterday"})"), "startTime: not a time");
  EXPECT_FALSE(reason("{\"conversationId\":\"\xff\"}").empty());
  EXPECT_FALSE(reason(R"({"conversationId":"c"},{"conversationId":"d"})").empty());
  EXPECT_FALSE(reason("{").empty());
}

TEST(RawFields, AreTheTextBetweenTheSigns) {
  const auto fields = raw_fields(R"({"a\"":"},\\","b":{"c":[1,{}]},"d":-1e5,"e":[]})");
  ASSERT_EQ(fields.size(), 4u);
  EXPECT_EQ(fields[0].key, "a\\\"");
  EXPECT_EQ(fields[0].value, R"("},\\")");
  EXPECT_EQ(fields[1].value, R"({"c":[1,{}]})");
  EXPECT_EQ(fields[2].value, "-1e5");
  EXPECT_TRUE(raw_fields("{}").empty());
  EXPECT_TRUE(raw_fields("null").empty());
  EXPECT_EQ(raw_elements(R"(["a,",[1,2],3])"), (std::vector<std::string_view>{"\"a,\"", "[1,2]", "3"}));
  EXPECT_TRUE(raw_elements("[]").empty());
}

}  // namespace
}  // namespace nowthen::extract
