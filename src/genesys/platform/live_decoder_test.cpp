#include "genesys/platform/live_decoder.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/support/checkout.hpp"

namespace nowthen::genesys::platform {
namespace {

constexpr std::string_view event = R"json({
  "id": "c1", "maxParticipants": 3, "recordingState": "none", "additionalProperties": {},
  "participants": [
    {"id": "p1", "purpose": "customer", "connectedTime": "2026-11-26T10:00:00.000Z", "attributes": {"a b": "{}"},
     "calls": [{"id": "s1", "state": "connected", "held": false, "direction": "inbound",
                "connectedTime": "2026-11-26T10:00:00.100Z", "self": {"name": "x"}}]},
    {"id": "p2", "purpose": "agent", "userId": "u1", "queueId": "q1", "endTime": "2026-11-26T10:05:00.000Z",
     "connectedTime": "2026-11-26T10:01:00.000Z", "startAcwTime": "2026-11-26T10:05:00.000Z",
     "endAcwTime": "2026-11-26T10:06:00.000Z", "wrapup": {"code": "w1", "durationSeconds": 60},
     "callbacks": [{"id": "s2", "state": "disconnected", "disconnectType": "client"}],
     "calls": [{"id": "s3", "state": "connected", "held": true, "startHoldTime": "2026-11-26T10:02:00.000Z",
                "disconnectedTime": "2026-11-26T10:05:00.000Z", "confined": false}],
     "workflow": {}}
  ]})json";

TEST(DecodeQueueConversation, ReadsParticipantsAndTheirMedia) {
  const auto decoded = decode_queue_conversation(event);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(decoded->id, ConversationId("c1"));
  ASSERT_EQ(decoded->participants.size(), 2U);
  const LiveParticipant& customer = decoded->participants[0];
  EXPECT_EQ(customer.purpose, "customer");
  ASSERT_EQ(customer.communications.size(), 1U);
  EXPECT_EQ(customer.communications[0].connected_time, parse_instant("2026-11-26T10:00:00.100Z").value());
  EXPECT_FALSE(customer.communications[0].held);
  const LiveParticipant& agent = decoded->participants[1];
  EXPECT_EQ(agent.user_id, UserId("u1"));
  EXPECT_EQ(agent.queue_id, QueueId("q1"));
  EXPECT_EQ(agent.end_time, parse_instant("2026-11-26T10:05:00Z").value());
  EXPECT_EQ(agent.end_acw_time, parse_instant("2026-11-26T10:06:00Z").value());
  EXPECT_EQ(agent.wrapup_code, "w1");
}

TEST(DecodeQueueConversation, NamesMediaAsHistoryDoes) {
  const auto decoded = decode_queue_conversation(event);
  ASSERT_TRUE(decoded);
  const auto& communications = decoded->participants[1].communications;
  ASSERT_EQ(communications.size(), 2U);
  EXPECT_EQ(communications[0].media_type, "voice");
  EXPECT_EQ(communications[0].id, "s3");
  EXPECT_TRUE(communications[0].held);
  EXPECT_EQ(communications[0].start_hold_time, parse_instant("2026-11-26T10:02:00Z").value());
  EXPECT_TRUE(communications[0].disconnected_time.has_value());
  EXPECT_EQ(communications[1].media_type, "callback");
  EXPECT_EQ(communications[1].disconnect_type, "client");
}

TEST(DecodeQueueConversation, TakesNullForNothing) {
  const auto decoded = decode_queue_conversation(
      R"({"id":"c","participants":[{"id":"p","queueId":null,"wrapup":null,"calls":null,"endTime":null}]})");
  ASSERT_TRUE(decoded);
  EXPECT_TRUE(decoded->participants[0].communications.empty());
}

std::string refusal(std::string_view body) {
  const auto decoded = decode_queue_conversation(body);
  if (decoded) return "accepted";
  EXPECT_EQ(decoded.error().kind, ErrorKind::malformed_reply);
  return decoded.error().message;
}

TEST(DecodeQueueConversation, RefusesAWrongTypeWithItsPlace) {
  EXPECT_EQ(refusal(R"({"id":"c","participants":[{},{"calls":[{"connectedTime":17}]}]})"),
            "participants[1].calls[0].connectedTime: not an instant");
  EXPECT_EQ(refusal(R"({"id":"c","participants":[{"emails":[{"held":"no"}]}]})"),
            "participants[0].emails[0].held: neither true nor false");
  EXPECT_EQ(refusal(R"({"id":"c","participants":{}})"), "participants: not an array");
  EXPECT_EQ(refusal(R"({"id":4})"), "id: not a string");
  EXPECT_EQ(refusal(R"({"message":"WebSocket Heartbeat"})"), "id: missing");
  EXPECT_NE(refusal(""), "accepted");
}

/// Frames as the real service sent them; none of them is of this topic, so nothing must be made of them.
TEST(DecodeQueueConversation, MakesNothingOfRecordedFramesOfOtherTopics) {
  const std::filesystem::path folder = testing::in_shared("data/notifications");
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "there is no " << folder;
  int frames = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    std::stringstream text;
    text << std::ifstream(file.path()).rdbuf();
    const auto frame = boost::json::parse(text.str());
    const auto decoded = decode_queue_conversation(boost::json::serialize(frame.at("eventBody")));
    EXPECT_TRUE(!decoded || decoded->participants.empty()) << file.path();
    ++frames;
  }
  EXPECT_GT(frames, 0);
}

}  // namespace
}  // namespace nowthen::genesys::platform
