#include "genesys/platform/page_decoder.hpp"

#include <gtest/gtest.h>

namespace nowthen::genesys::platform {
namespace {

PageRecords decoded(const std::string& body) { return PageDecoder().decode(body).value(); }

std::string page_with(const std::string& record) {
  return R"({"conversations":[)" + record + R"(],"totalHits":1})";
}

Conversation the_record(const std::string& record) {
  const PageRecords page = decoded(page_with(record));
  EXPECT_EQ(page.set_aside.size(), 0U) << (page.set_aside.empty() ? "" : page.set_aside[0].reason);
  return page.conversations.empty() ? Conversation{} : page.conversations[0];
}

/// A record with these fields beside id and start.
std::string record(const std::string& rest) {
  return R"({"conversationId":"c1","conversationStart":"2026-11-20T09:00:00.000Z")" + rest + "}";
}

/// A participant with one session with these segments.
std::string participant(const std::string& purpose, const std::string& segments) {
  return R"({"participantId":")" + purpose + R"(-1","participantName":"Ann","purpose":")" + purpose +
         R"(","sessions":[{"mediaType":"voice","direction":"inbound","segments":[)" + segments + "]}]}";
}

std::string segment(const std::string& type, const std::string& start, const std::string& end = "",
                    const std::string& rest = "") {
  return R"({"segmentStart":")" + start + (end.empty() ? "" : R"(","segmentEnd":")" + end) +
         R"(","segmentType":")" + type + "\"" + rest + "}";
}

TEST(PlatformPage, GivesTheSummaryOfARecord) {
  const std::string bytes = record(
      R"(,"conversationEnd":"2026-11-20T09:04:00.000Z","originatingDirection":"inbound","divisionIds":["d"],)"
      R"("participants":[)" +
      participant("customer", segment("interact", "2026-11-20T09:00:00.000Z", "2026-11-20T09:04:00.000Z")) +
      "," +
      participant("acd",
                  segment("interact", "2026-11-20T09:00:10Z", "2026-11-20T09:00:30Z", R"(,"queueId":"q1")")) +
      R"(,{"sessions":[{"mediaType":"voice","metrics":[{"name":"tTalkComplete","value":187345},)"
      R"({"name":"tTalk","value":1},{"name":"tAcw","value":30000},{"name":"tAcw","value":500}]}],)"
      R"("purpose":"agent","participantId":"a","userId":"u"}])");
  const Conversation conversation = the_record(bytes);
  EXPECT_EQ(conversation.id.str(), "c1");
  EXPECT_EQ(conversation.media_type, "voice");
  EXPECT_EQ(conversation.state, "closed");
  EXPECT_EQ(conversation.direction, "inbound");
  EXPECT_EQ(conversation.queue_id.str(), "q1");
  EXPECT_EQ(format_instant(*conversation.ended_at), "2026-11-20T09:04:00.000Z");
  ASSERT_EQ(conversation.participants.size(), 3U);
  EXPECT_EQ(conversation.participants[0].role, "customer");
  EXPECT_EQ(conversation.participants[0].name, "Ann");
  EXPECT_EQ(conversation.participants[2].id.str(), "a");
  EXPECT_EQ(metric_value(conversation, "talkTime"), 187.345);
  EXPECT_EQ(metric_value(conversation, "wrapupTime"), 30.5);
  EXPECT_EQ(metric_value(conversation, "holdTime"), std::nullopt);
  EXPECT_EQ(conversation.json, bytes);
}

TEST(PlatformPage, FallsBackToStretchesAndSegments) {
  const Conversation by_stretch = the_record(
      record(R"(,"participants":[{"purpose":"agent","sessions":[{"metrics":[{"name":"tHeld","value":1000},)"
             R"({"name":"tHeld","value":2000}]}]}])"));
  EXPECT_EQ(metric_value(by_stretch, "holdTime"), 3);
  const Conversation by_segment = the_record(record(
      R"(,"participants":[)" +
      participant("agent", segment("interact", "2026-11-20T09:00:00Z", "2026-11-20T09:00:05Z") + "," +
                               segment("wrapup", "2026-11-20T09:00:05Z", "2026-11-20T09:00:07.5Z")) +
      "," + participant("customer", segment("interact", "2026-11-20T09:00:00Z", "2026-11-20T09:00:09Z")) +
      "]"));
  EXPECT_EQ(metric_value(by_segment, "talkTime"), 5);
  EXPECT_EQ(metric_value(by_segment, "wrapupTime"), 2.5);
}

TEST(PlatformPage, TakesNoTalkFromSegmentsWhereMetricsTellOfNone) {
  const Conversation conversation = the_record(
      record(R"(,"participants":[{"purpose":"agent","sessions":[{"metrics":[{"name":"nError","value":1}],)"
             R"("segments":[)" +
             segment("interact", "2026-11-20T09:00:00Z", "2026-11-20T09:00:05Z") + "]}]}]"));
  EXPECT_EQ(metric_value(conversation, "talkTime"), std::nullopt);
}

TEST(PlatformPage, KeepsRecordsCompact) {
  const Conversation conversation = the_record(
      " { \"conversationId\" : \"c 1\",\n\"conversationStart\": \"2026-11-20T09:00:00Z\" , \"x\": [ 1 ] } ");
  EXPECT_EQ(conversation.json,
            R"({"conversationId":"c 1","conversationStart":"2026-11-20T09:00:00Z","x":[1]})");
}

struct State {
  const char* subject;
  std::string participants;
  const char* state;
};
void PrintTo(const State& row, std::ostream* out) { *out << row.subject; }
class OpenState : public testing::TestWithParam<State> {};

TEST_P(OpenState, IsTheLiveliestOfWhatGoesOn) {
  EXPECT_EQ(the_record(record(R"(,"participants":[)" + GetParam().participants + "]")).state,
            GetParam().state);
}

const std::string since = "2026-11-20T09:00:00Z";
const std::string caller = participant("customer", segment("interact", since));
INSTANTIATE_TEST_SUITE_P(
    Table, OpenState,
    testing::Values(
        State{"waits", caller + "," + participant("acd", segment("interact", since)), "queued"},
        State{"rings",
              caller + "," + participant("acd", segment("interact", since)) + "," +
                  participant("agent", segment("alert", since)),
              "ringing"},
        State{"talks",
              caller + "," +
                  participant("agent", segment("alert", since, since) + "," + segment("interact", since)),
              "connected"},
        State{"on hold", caller + "," + participant("agent", segment("hold", since)), "held"},
        State{"one holds, another talks",
              caller + "," + participant("agent", segment("hold", since)) + "," +
                  participant("user", segment("interact", since)),
              "connected"},
        State{"dials", participant("agent", segment("dialing", since)), "dialing"},
        State{"callback awaits its time", participant("acd", segment("scheduled", since)), "queued"},
        State{"in the menu", caller + "," + participant("ivr", segment("ivr", since)), "connected"},
        State{"between two answers", caller + "," + participant("agent", segment("interact", since, since)),
              "connected"},
        State{"only wrap-up", participant("agent", segment("wrapup", since)), "open"},
        State{"all segments ended", participant("agent", segment("interact", since, since)), "open"},
        State{"an end that cannot be read is an end",
              participant("agent", segment("interact", since, "2026-11-2T09")), "open"},
        State{"nobody", "", "open"}));

TEST(PlatformPage, TakesKeysInAnyOrderAndTheLastOfTwo) {
  const Conversation conversation = the_record(
      R"({"participants":[{"purpose":"acd"}],"participants":[{"sessions":[{"segments":[{"segmentType":"alert"}],)"
      R"("mediaType":"email"}],"purpose":"agent"}],"conversationStart":"2026-11-20T09:00:00Z",)"
      R"("conversationId":"old","conversationId":"new"})");
  EXPECT_EQ(conversation.id.str(), "new");
  EXPECT_EQ(conversation.participants.size(), 1U);
  EXPECT_EQ(conversation.media_type, "email");
  EXPECT_EQ(conversation.state, "ringing");
}

struct Bad {
  const char* record;
  const char* reason;
};
void PrintTo(const Bad& row, std::ostream* out) { *out << row.record; }
class BadRecord : public testing::TestWithParam<Bad> {};

TEST_P(BadRecord, IsSetAsideWithItsBytesAndTheRestUsed) {
  const PageRecords page = decoded(R"({"conversations":[)" + record("") + "," + GetParam().record + "," +
                                   record("") + R"(],"totalHits":3})");
  EXPECT_EQ(page.conversations.size(), 2U);
  ASSERT_EQ(page.set_aside.size(), 1U);
  EXPECT_EQ(page.set_aside[0].bytes, GetParam().record);
  EXPECT_EQ(page.set_aside[0].reason, GetParam().reason);
  EXPECT_EQ(page.total, 3);
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadRecord,
    testing::Values(
        Bad{"{}", "conversationId: missing"}, Bad{R"({"conversationId":"x"})", "conversationStart: missing"},
        Bad{R"({"conversationId":7,"conversationStart":"2026-11-20T09:00:00Z"})",
            "conversationId: not a string"},
        Bad{R"({"conversationId":"x","conversationStart":"2021-04-2T10:00:00Z"})",
            "conversationStart: not a time"},
        Bad{R"({"conversationId":"x","conversationStart":1})", "conversationStart: not a time"},
        Bad{R"({"conversationId":"x","conversationStart":"2026-11-20T09:00:00Z","conversationEnd":{}})",
            "conversationEnd: not a time"},
        Bad{R"({"conversationId":"x","conversationStart":"2026-11-20T09:00:00Z","participants":{"a":1}})",
            "participants: not an array"},
        Bad{"[1,2]", "not an object"}, Bad{"null", "not an object"}));

TEST(PlatformPage, SetsAsideAloneTheRecordThatSpoilsIt) {
  const PageRecords page = decoded(R"({"conversations":[{"conversationId":")"
                                   "\xFF"
                                   R"("},)" +
                                   record("") + R"(],"totalHits":2})");
  EXPECT_EQ(page.conversations.size(), 1U);
  EXPECT_EQ(page.set_aside.at(0).reason, "not valid UTF-8");
  EXPECT_TRUE(page.damaged);
  EXPECT_EQ(page.total, 2);
}

TEST(PlatformPage, HasNoConversationsPastTheLastOne) {
  for (const char* body : {"{}", R"({"totalHits":7})", R"({"conversations":null,"totalHits":7})",
                           R"({"conversations":[],"totalHits":7,"aggregations":[]})"})
    EXPECT_TRUE(decoded(body).empty()) << body;
  EXPECT_EQ(decoded(R"({"totalHits":7})").total, 7);
  EXPECT_EQ(decoded("{}").total, std::nullopt);
}

struct Refused {
  const char* body;
  const char* message;
  const char* hint;
};
void PrintTo(const Refused& row, std::ostream* out) { *out << row.body; }
class RefusedPage : public testing::TestWithParam<Refused> {};

TEST_P(RefusedPage, SaysWhy) {
  const auto page = PageDecoder().decode(GetParam().body);
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().kind, ErrorKind::malformed_reply);
  EXPECT_NE(page.error().message.find(GetParam().message), std::string::npos) << page.error().message;
  EXPECT_NE(page.error().hint.find(GetParam().hint), std::string::npos) << page.error().hint;
}

INSTANTIATE_TEST_SUITE_P(
    Table, RefusedPage,
    testing::Values(
        Refused{R"({"groups":[],"total":0,"nextPage":null})", "tutorial's", "--contract tutorial"},
        Refused{R"({"entities":[{"id":"x"}],"nextPage":"a"})", "tutorial's", "--contract tutorial"},
        Refused{"<html>", "web page", "base URL"}, Refused{"", "empty", "base URL"},
        Refused{R"({"status":"ok"})", "neither", "base URL"},
        Refused{R"({"conversations":[{"a":1)", "not sound JSON", ""},
        Refused{R"({"conversations":[],"totalHits":-1})", "totalHits", ""},
        Refused{R"({"conversations":7,"totalHits":1})", "conversations: not an array", ""}));

TEST(PlatformPage, RefusesMoreRecordsThanAPageMayHave) {
  std::string body = R"({"conversations":[{})";
  for (int i = 0; i < 1'000; ++i) body += ",{}";
  EXPECT_EQ(PageDecoder().decode(body + "]}").error().kind, ErrorKind::malformed_reply);
}

TEST(PlatformPage, SetsAsideARecordOfTooManyParts) {
  std::string parts = R"({"name":"tTalk","value":1})";
  for (int i = 0; i < 100'001; ++i) parts += R"(,{"name":"x"})";
  const PageRecords page =
      decoded(page_with(record(R"(,"participants":[{"sessions":[{"metrics":[)" + parts + "]}]}]")));
  EXPECT_EQ(page.set_aside.at(0).reason, "participants: too many sessions, segments and metrics");
}

}  // namespace
}  // namespace nowthen::genesys::platform
