#include "genesys/tutorial/reply_decoder.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace nowthen::genesys::tutorial {
namespace {

constexpr const char* live_body = R"({
  "entities": [
    {"id": "a1b2c3d4-e5f6-7890-abcd-ef1234567890", "type": "voice", "state": "connected",
     "initialContact": {"id": "initial-contact-id", "queueId": "queue-uuid", "direction": "inbound"},
     "participants": [
       {"id": "customer-participant-id", "name": "Customer", "role": "customer", "state": "connected"},
       {"id": "agent-participant-id", "name": "Agent Smith", "role": "agent", "state": "connected"}],
     "startTime": "2024-05-15T14:32:10.000Z"}
  ],
  "nextPage": null, "previousPage": null, "pageCount": 1, "pageSize": 10, "totalCount": 1, "expand": []
})";

constexpr const char* history_body = R"({
  "total": 124, "pageSize": 2, "pageNumber": 1,
  "groups": [
    {"conversationId": "x9y8z7w6-v5u4-3210-fedc-ba9876543210", "type": "voice", "state": "closed",
     "metrics": {"wrapupTime": {"value": 120.5, "unit": "seconds"}, "talkTime": {"value": 345.2, "unit": "seconds"},
                 "holdTime": {"value": 45, "unit": "seconds"}},
     "startTime": "2024-05-14T09:15:22.000Z", "endTime": "2024-05-14T09:21:37.000Z",
     "participants": [{"id": "agent-participant-uuid", "name": "Agent Smith", "role": "agent"}]}
  ],
  "nextPage": 2, "previousPage": null, "pageCount": 62, "pageSize": 2, "totalCount": 124
})";

std::string history_of(const std::string& groups) {
  return R"({"groups":)" + groups + R"(,"nextPage":null,"total":9})";
}

Result<HistoryPage> read(const std::string& body) { return ReplyDecoder().history(body); }

TEST(ReplyDecoder, ReadsTheTutorialsLiveReply) {
  const auto page = ReplyDecoder().live(live_body);
  ASSERT_TRUE(page) << page.error().message;
  ASSERT_EQ(page->conversations.size(), 1u);
  const Conversation& one = page->conversations[0];
  EXPECT_EQ(one.id.str(), "a1b2c3d4-e5f6-7890-abcd-ef1234567890");
  EXPECT_EQ(one.media_type, "voice");
  EXPECT_EQ(one.state, "connected");
  EXPECT_EQ(one.direction, "inbound");
  EXPECT_EQ(one.queue_id.str(), "queue-uuid");
  EXPECT_EQ(format_instant(*one.started_at), "2024-05-15T14:32:10.000Z");
  EXPECT_FALSE(one.ended_at);
  ASSERT_EQ(one.participants.size(), 2u);
  EXPECT_EQ(one.participants[1],
            (Participant{ParticipantId("agent-participant-id"), "Agent Smith", "agent", "connected"}));
  EXPECT_EQ(page->total, 1);
  EXPECT_FALSE(page->next_cursor);
}

TEST(ReplyDecoder, ReadsTheTutorialsHistoryReply) {
  const auto page = read(history_body);
  ASSERT_TRUE(page) << page.error().message;
  ASSERT_EQ(page->conversations.size(), 1u);
  const Conversation& one = page->conversations[0];
  EXPECT_EQ(one.metrics, (std::vector<Metric>{{"wrapupTime", 120.5, "seconds"},
                                              {"talkTime", 345.2, "seconds"},
                                              {"holdTime", 45, "seconds"}}));
  EXPECT_EQ(format_instant(*one.ended_at), "2024-05-14T09:21:37.000Z");
  EXPECT_EQ(page->total, 124);
  EXPECT_EQ(page->next_page, 2);
}

TEST(ReplyDecoder, KeepsTheRecordsBytesLessOuterSpace) {
  const auto page =
      read(history_of("[ {  \"conversationId\" : \"a b\",\n \"new\\u0046ield\": [ 1 , {\"x\": 1.50e0} ] } , "
                      "{\"conversationId\":\"c\"}]"));
  ASSERT_TRUE(page) << page.error().message;
  ASSERT_EQ(page->conversations.size(), 2u);
  EXPECT_EQ(page->conversations[0].json, R"({"conversationId":"a b","new\u0046ield":[1,{"x":1.50e0}]})");
  EXPECT_EQ(page->conversations[1].json, R"({"conversationId":"c"})");
}

TEST(ReplyDecoder, TakesKeysInAnyOrderNullsAndAbsence) {
  const auto page = read(R"({"totalCount":1,"nextPage":null,"groups":[{"endTime":null,"participants":null,
      "metrics":{"talkTime":null,"holdTime":{"value":null},"x":{"unit":"s","value":1}},"state":null,"conversationId":"c"}],"total":null})");
  ASSERT_TRUE(page) << page.error().message;
  ASSERT_EQ(page->conversations.size(), 1u);
  EXPECT_EQ(page->conversations[0].metrics, (std::vector<Metric>{{"x", 1, "s"}}));
  EXPECT_TRUE(read(R"({"groups":null,"nextPage":null})"));
  EXPECT_TRUE(read(R"({"total":0})"));
}

TEST(ReplyDecoder, LetsTheLastOfEqualKeysCount) {
  const auto page = read(R"({"groups":[{"conversationId":"no"}],"nextPage":4,"groups":[{"conversationId":"a",
      "participants":[{"id":"1"}],"participants":[{"id":"2"}],"conversationId":"b",
      "metrics":{"t":{"value":1},"t":{"value":2}}}],"nextPage":7})");
  ASSERT_TRUE(page) << page.error().message;
  ASSERT_EQ(page->conversations.size(), 1u);
  EXPECT_EQ(page->conversations[0].id.str(), "b");
  ASSERT_EQ(page->conversations[0].participants.size(), 1u);
  EXPECT_EQ(page->conversations[0].participants[0].id.str(), "2");
  EXPECT_EQ(page->conversations[0].metrics, (std::vector<Metric>{{"t", 2, ""}}));
  EXPECT_EQ(page->next_page, 7);
}

TEST(ReplyDecoder, SeesEscapedKeysAndText) {
  const auto page =
      read(history_of(R"([{"conversation\u0049d":"a\u00e9\ud83d\ude00","st\u0061te":"clo\"sed"}])"));
  ASSERT_TRUE(page) << page.error().message;
  ASSERT_EQ(page->conversations.size(), 1u);
  EXPECT_EQ(page->conversations[0].id.str(), "a\xC3\xA9\xF0\x9F\x98\x80");
  EXPECT_EQ(page->conversations[0].state, "clo\"sed");
}

TEST(ReplyDecoder, AcceptsAByteOrderMark) { EXPECT_TRUE(read(std::string("\xEF\xBB\xBF") + history_body)); }

TEST(ReplyDecoder, TakesTheLargerOfTwoTotals) {
  EXPECT_EQ(read(R"({"groups":[],"total":5,"totalCount":7,"nextPage":null})")->total, 7);
}

struct BadRecord {
  const char* record;
  const char* reason;
};

void PrintTo(const BadRecord& bad, std::ostream* out) { *out << std::string_view(bad.record).substr(0, 80); }

class SetsAside : public testing::TestWithParam<BadRecord> {};

TEST_P(SetsAside, TheRecordAndUsesTheRest) {
  const std::string bytes = GetParam().record;
  const auto page =
      read(history_of(R"([{"conversationId":"first"}, )" + bytes + R"( ,{"conversationId":"last"}])"));
  ASSERT_TRUE(page) << page.error().message;
  ASSERT_EQ(page->conversations.size(), 2u);
  EXPECT_EQ(page->conversations[1].id.str(), "last");
  ASSERT_EQ(page->set_aside.size(), 1u);
  EXPECT_EQ(page->set_aside[0].bytes, bytes);
  EXPECT_EQ(page->set_aside[0].reason, GetParam().reason);
}

const std::string deep_record =
    R"({"conversationId":"a","x":)" + std::string(200'000, '[') + std::string(200'000, ']') + "}";

/// A list of `count` times `item`, as the field `name` of a record.
std::string crowded(const std::string& name, int count, const std::string& item, const char* brackets) {
  std::string record = R"({"conversationId":"a",")" + name + "\":" + brackets[0] + item;
  for (int i = 1; i < count; ++i) record += "," + item;
  return record + brackets[1] + "}";
}

const std::string crowd = crowded("participants", 1'001, "{}", "[]");
const std::string many_metrics = crowded("metrics", 1'001, R"("t":{"value":1})", "{}");

INSTANTIATE_TEST_SUITE_P(
    ReplyDecoder, SetsAside,
    testing::Values(
        BadRecord{"{}", "conversationId: missing"}, BadRecord{"5", "not an object"},
        BadRecord{"null", "not an object"}, BadRecord{"[1,[2]]", "not an object"},
        BadRecord{R"({"conversationId":null})", "conversationId: missing"},
        BadRecord{R"({"conversationId":17})", "conversationId: not a string"},
        BadRecord{R"({"conversationId":"a","state":{"x":[1]}})", "state: not a string"},
        BadRecord{R"({"conversationId":"a","startTime":"2021-04-2T10:00:00Z"})", "startTime: not a time"},
        BadRecord{R"({"conversationId":"a","startTime":1715782330})", "startTime: not a time"},
        BadRecord{R"({"conversationId":"a","participants":{"id":"x"}})", "participants: not an array"},
        BadRecord{R"({"conversationId":"a","participants":["x"]})", "participants: not an object"},
        BadRecord{R"({"conversationId":"a","metrics":{"t":5}})", "metrics: not an object"},
        BadRecord{R"({"conversationId":"a","metrics":{"t":{"value":"5"}}})",
                  "metrics.value: not a number that can be kept"},
        BadRecord{R"({"conversationId":"a","metrics":{"t":{"value":1e400}}})",
                  "metrics.value: not a number that can be kept"},
        BadRecord{R"({"conversationId":"a\ud800"})", "conversationId: not valid text"},
        BadRecord{R"({"conversationId":"a","x":"\x"})", "x: not a JSON value"},
        BadRecord{R"({"conversationId":"a","x":"\u12g4"})", "x: not a JSON value"},
        BadRecord{R"({"conversationId":"a","x":"\u123"})", "x: not a JSON value"},
        BadRecord{"{\"conversationId\":\"a\xFF\"}", "not valid UTF-8"},
        BadRecord{"{\"conversationId\":\"a\",\"x\":[\"\xC3\x28, ]\"]}", "not valid UTF-8"},
        BadRecord{"{\"conversationId\":\"a\x01\"}", "a control character inside a text"},
        BadRecord{R"({"conversationId":"a","x":"b":{}})", "not sound JSON"},
        BadRecord{R"({"conversationId":"a","x":,"y":1})", "not sound JSON"},
        BadRecord{R"({"conversationId":"a","x":[1,,2]})", "not sound JSON"},
        BadRecord{R"({"conversationId":"a","x":tru})", "x: not a JSON value"},
        BadRecord{R"({"conversationId":"a","x":01})", "x: not a JSON value"},
        BadRecord{crowd.c_str(), "participants: too many"},
        BadRecord{many_metrics.c_str(), "metrics: too many"},
        BadRecord{deep_record.c_str(), "x: nested too deep"}));

TEST(ReplyDecoder, KeepsAThousandParticipants) {
  const auto page = read(history_of("[" + crowded("participants", 1'000, "{}", "[]") + "]"));
  ASSERT_TRUE(page);
  EXPECT_EQ(page->conversations.at(0).participants.size(), 1'000u);
}

TEST(ReplyDecoder, KeepsUnknownNumbersOfAnySize) {
  const auto page = read(history_of(R"([{"conversationId":"a","x":[9007199254740993,1e400,-0.0E+9]}])"));
  ASSERT_TRUE(page);
  EXPECT_EQ(page->conversations.at(0).json, R"({"conversationId":"a","x":[9007199254740993,1e400,-0.0E+9]})");
}

class Refuses : public testing::TestWithParam<std::string> {};

TEST_P(Refuses, TheWholePage) {
  const auto page = read(GetParam());
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().kind, ErrorKind::malformed_reply);
  EXPECT_FALSE(page.error().message.empty());
}

INSTANTIATE_TEST_SUITE_P(
    ReplyDecoder, Refuses,
    testing::Values("", "  ", "\xEF\xBB\xBF", "<html><body>Login</body></html>", "[]", "null", "5", "\"x\"",
                    "{}", "{", R"({"message":"hello"})", R"({"groups":[]})",
                    R"({"groups":[],"nextPage":"2"})", R"({"groups":[],"nextPage":1.5})",
                    R"({"groups":[],"nextPage":-1})", R"({"groups":[],"nextPage":9007199254740994})",
                    R"({"groups":[],"nextPage":null,"total":1000000000001})",
                    R"({"groups":[],"nextPage":null,"total":"9"})", R"({"groups":{},"nextPage":null})",
                    R"({"groups":[],"nextPage":null} {})", R"({"groups":[],"nextPage":null}])",
                    R"({"groups":[],"nextPage":null)",
                    R"({"groups":[{"conversationId":"a"},{"conversationId")",
                    R"({"groups":[{"conversationId":"a"}{"conversationId":"b"}],"nextPage":null})",
                    R"({"groups":["a":1],"nextPage":null})", R"({"x":"y":1,"groups":[],"nextPage":null})",
                    R"({"groups":[{"conversationId":"a"]],"nextPage":null})",
                    "{\"groups\":[{\"conversationId\":\"a\"}],\"x\":\"\xFF\",\"nextPage\":null}",
                    "{\"groups\":[{\"conversationId\":\"a\"}\x01],\"nextPage\":null}"));

TEST(ReplyDecoder, SetsARecordWithANulAsideAndSaysThatThePageIsDamaged) {
  std::string groups = R"([{"conversationId":"a"},{"conversationId":"b?"},{"conversationId":5}])";
  groups[groups.find('?')] = '\0';
  const auto page = read(history_of(groups));
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_EQ(page->conversations.size(), 1u);
  EXPECT_EQ(page->set_aside.size(), 2u);
  EXPECT_EQ(page->total, 9);
  EXPECT_TRUE(page->damaged);
  EXPECT_FALSE(read(history_of(R"([{"conversationId":5}])"))->damaged);
}

TEST(ReplyDecoder, KeepsARecordWithHalfASurrogatePairWhereNobodyReads) {
  const std::string record = R"({"conversationId":"a","x":["\ud800","\n\\\u00e9"],"y":"\udc00 \"q\""})";
  const auto page = read(history_of("[" + record + "]"));
  ASSERT_TRUE(page) << page.error().message;
  ASSERT_EQ(page->conversations.size(), 1u);
  EXPECT_EQ(page->conversations[0].json, record);
}

TEST(ReplyDecoder, RefusesEveryCutOfAGoodReply) {
  ReplyDecoder decoder;
  const std::string whole = history_body;
  for (std::size_t length = 0; length < whole.size(); ++length)
    EXPECT_FALSE(decoder.history(whole.substr(0, length))) << length;
  EXPECT_TRUE(decoder.history(whole));
}

TEST(ReplyDecoder, RefusesAPageOfAMillionRecords) {
  std::string groups = "[{}";
  for (int i = 0; i < 1'000'000; ++i) groups += ",{}";
  EXPECT_FALSE(read(history_of(groups + "]")));
}

TEST(ReplyDecoder, RefusesACursorThatIsNoText) {
  ReplyDecoder decoder;
  EXPECT_FALSE(decoder.live(R"({"entities":[],"nextPage":5})"));
  EXPECT_FALSE(decoder.live(R"({"entities":[],"nextPage":")" + std::string(9'000, 'x') + "\"}"));
  EXPECT_EQ(decoder.live(R"({"entities":[],"nextPage":"c\/1"})")->next_cursor, "c/1");
}

}  // namespace
}  // namespace nowthen::genesys::tutorial
