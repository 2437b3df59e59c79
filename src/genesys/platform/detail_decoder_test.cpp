#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <nowthen/genesys/detail_decoder.hpp>
#include <ostream>

#include "genesys/platform/detail_fields.hpp"
#include "genesys/platform/session_fields.hpp"
#include "support/property.hpp"
#include "support/typed_filling.hpp"
#include "support/typed_writing.hpp"

namespace nowthen {
namespace {

namespace json = boost::json;
using testing::canonical;
using testing::json_of;

std::string written(const ConversationDetail& detail) { return json::serialize(json_of(detail)); }

/// What is left of `record` after it went through the decoder, or why it did not.
std::string through(std::string_view record) {
  const auto detail = decode_detail(record);
  return detail ? json::serialize(json_of(*detail)) : detail.error().message;
}

TEST(DetailDecoder, ReadsAllLevels) {
  const auto detail = decode_detail(
      R"({"conversationId":"c","conversationStart":"2026-11-20T09:00:00.000Z","divisionIds":["d"],
          "mediaStatsMinConversationMos":4.88,"participants":[{"participantId":"p","purpose":"agent","userId":"u",
          "attributes":{"lang":"en","a b":"{\"x\":1}"},"sessions":[{"sessionId":"s","mediaType":"voice",
          "recording":true,"metrics":[{"name":"tTalk","value":187345,"emitDate":"2026-11-20T09:03:42.345Z"}],
          "mediaEndpointStats":[{"codecs":["audio/opus"],"maxLatencyMs":31}],"flow":{"flowId":"f","outcomes":[{}]},
          "segments":[{"segmentType":"wrapup","queueId":"q","wrapUpNote":"","q850ResponseCodes":[16]}]}]}]})");
  ASSERT_TRUE(detail) << detail.error().message;
  EXPECT_EQ(detail->conversation_id, ConversationId("c"));
  EXPECT_EQ(detail->conversation_start, parse_instant("2026-11-20T09:00:00Z").value());
  EXPECT_FALSE(detail->conversation_end);
  EXPECT_EQ(detail->media_stats_min_conversation_mos, 4.88);
  const auto& participant = detail->participants.at(0);
  EXPECT_EQ(participant.attributes, (std::vector<NamedText>{{"lang", "en"}, {"a b", R"({"x":1})"}}));
  const auto& session = participant.sessions.at(0);
  EXPECT_EQ(session.recording, true);
  EXPECT_FALSE(session.authenticated);
  EXPECT_EQ(session.metrics.at(0).value, 187'345);
  EXPECT_EQ(session.media_endpoint_stats.at(0).max_latency_ms, 31);
  EXPECT_EQ(session.flow->outcomes.size(), 1u);
  EXPECT_EQ(session.segments.at(0).wrap_up_note, "");
  EXPECT_EQ(session.segments.at(0).q850_response_codes, (std::vector<std::int64_t>{16}));
  EXPECT_EQ(session.segments.at(0).extra, "");
}

TEST(DetailDecoder, KeepsUnknownFieldsAndEnumValuesOfEachLevel) {
  const auto detail = decode_detail(
      R"({"conversationId":"c","new":[1, {"deep" : "\u00e9"}],"n\u0065wer":1e400,"participants":[{"purpose":"robot","x":true}]})");
  ASSERT_TRUE(detail) << detail.error().message;
  EXPECT_EQ(detail->extra, R"({"new":[1,{"deep":"\u00e9"}],"n\u0065wer":1e400})");
  EXPECT_EQ(detail->participants.at(0).purpose, "robot");
  EXPECT_EQ(detail->participants.at(0).extra, R"({"x":true})");
}

TEST(DetailDecoder, KeepsWhatIsPresentButEmpty) {
  const std::string record =
      R"({"conversationId":"c","conversationEnd":null,"externalTag":"","evaluations":[],"participants":[{"attributes":{}}]})";
  EXPECT_EQ(canonical(json::parse(through(record))), canonical(json::parse(record)));
}

TEST(DetailDecoder, LetsTheLastOfEqualKeysCount) {
  const auto detail = decode_detail(
      R"({"conversationId":"a","surveys":[{},{}],"externalTag":"x","conversationId":"b","surveys":[{}],"externalTag":null})");
  ASSERT_TRUE(detail);
  EXPECT_EQ(detail->conversation_id.str(), "b");
  EXPECT_EQ(detail->surveys.size(), 1u);
  EXPECT_EQ(detail->external_tag, "");
}

TEST(DetailDecoder, TakesWholeNumbersInAnySpelling) {
  const auto detail = decode_detail(
      R"({"conversationId":"c","participants":[{"sessions":[{"metrics":[{"value":9007199254740993},{"value":25e2},{"value":3.0}]}]}]})");
  ASSERT_TRUE(detail) << detail.error().message;
  const auto& metrics = detail->participants.at(0).sessions.at(0).metrics;
  EXPECT_EQ(metrics.at(0).value, 9'007'199'254'740'993);
  EXPECT_EQ(metrics.at(1).value, 2'500);
  EXPECT_EQ(metrics.at(2).value, 3);
}

struct BadRecord {
  std::string record;
  std::string reason;
};
void PrintTo(const BadRecord& bad, std::ostream* out) { *out << bad.record.substr(0, 80); }

class DetailRefusal : public ::testing::TestWithParam<BadRecord> {};

TEST_P(DetailRefusal, NamesThePlace) {
  const auto detail = decode_detail(GetParam().record);
  ASSERT_FALSE(detail);
  EXPECT_EQ(detail.error().kind, ErrorKind::malformed_reply);
  EXPECT_EQ(detail.error().message.substr(0, GetParam().reason.size()), GetParam().reason);
}

std::string many(const std::string& name, int count) {
  std::string record = R"({"conversationId":"c","participants":[{")" + name + R"(":[{})";
  for (int i = 1; i < count; ++i) record += ",{}";
  return record + "]}]}";
}

INSTANTIATE_TEST_SUITE_P(
    Table, DetailRefusal,
    ::testing::Values(
        BadRecord{"{}", "conversationId: missing"}, BadRecord{"[]", "not an object"},
        BadRecord{"", "the reply is empty"}, BadRecord{"7", "not an object"},
        BadRecord{R"({"conversationId":7})", "conversationId: not a string"},
        BadRecord{R"({"conversationId":"c"} {})", "more text after the object"},
        BadRecord{R"({"conversationId":"c","selfServed":"true"})", "selfServed: neither true nor false"},
        BadRecord{R"({"conversationId":"c","conversationStart":"2021-04-2T10:00:00.000Z"})",
                  "conversationStart: not an instant"},
        BadRecord{R"({"conversationId":"c","conversationStart":1715782330})",
                  "conversationStart: not an instant"},
        BadRecord{R"({"participants":[{},{},{"sessions":[{"segments":[{},{"segmentEnd":"soon"}]}]}]})",
                  "participants[2].sessions[0].segments[1].segmentEnd: not an instant"},
        BadRecord{R"({"participants":[{"sessions":[{"metrics":[{"value":1.5}]}]}]})",
                  "participants[0].sessions[0].metrics[0].value: not a whole number"},
        BadRecord{R"({"participants":[{"sessions":[{"metrics":[{"value":9223372036854775808}]}]}]})",
                  "participants[0].sessions[0].metrics[0].value: not a whole number"},
        BadRecord{R"({"mediaStatsMinConversationMos":1e400})", "mediaStatsMinConversationMos: not a number"},
        BadRecord{R"({"divisionIds":["a",null]})", "divisionIds[1]: not a string"},
        BadRecord{R"({"participants":{"a":1}})", "participants: not an array"},
        BadRecord{R"({"participants":[5]})", "participants[0]: not an object"},
        BadRecord{R"({"participants":[{"attributes":{"a":true}}]})",
                  "participants[0].attributes.a: not a string"},
        BadRecord{R"({"externalTag":"\ud800"})", "externalTag: not valid text"},
        BadRecord{R"({"x":"b":{}})", "not sound JSON"}, BadRecord{R"({"x":[1,,2]})", "x: not"},
        BadRecord{R"({"x":01})", "x: not a JSON value"},
        BadRecord{R"({"conversationId":"c")", "not an object"},
        BadRecord{"{\"conversationId\":\"\xFF\"}", "the reply is not sound JSON"},
        BadRecord{R"({"x":)" + std::string(200'000, '[') + std::string(200'000, ']') + "}",
                  "x: not a JSON value"},
        BadRecord{many("sessions", 1'000'000), "participants[0].sessions["}));

TEST(DetailDecoder, KeepsAHundredEmptySessions) {
  const auto detail = decode_detail(many("sessions", 100));
  ASSERT_TRUE(detail) << detail.error().message;
  EXPECT_EQ(detail->participants.at(0).sessions.size(), 100u);
}

TEST(DetailDecoder, RefusesEveryCutOfAGoodRecord) {
  const std::string record = written(testing::TypedFilling(7).part<ConversationDetail>());
  DetailDecoder decoder;
  for (std::size_t length = 0; length < record.size(); length += 7)
    EXPECT_FALSE(decoder.decode(std::string_view(record).substr(0, length))) << length;
}

TEST(DetailDecoder, LosesNothingOfAnyRecord) {
  testing::expect_property("decoding what was written gives it back", [](std::uint32_t seed) {
    testing::TypedFilling filling(seed);
    auto detail = filling.part<ConversationDetail>();
    if (detail.conversation_id.empty()) detail.conversation_id = ConversationId("c");
    const std::string record = written(detail);
    const auto decoded = decode_detail(record);
    RC_ASSERT(decoded.has_value());
    RC_ASSERT(canonical(json_of(*decoded)) == canonical(json::parse(record)));
  });
}

TEST(DetailDecoder, LeavesNothingUnknownInAFullRecord) {
  const auto detail = testing::TypedFilling(1, 1).part<ConversationDetail>();
  const auto decoded = decode_detail(written(detail));
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(*decoded, detail);
}

}  // namespace
}  // namespace nowthen
