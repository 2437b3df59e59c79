#include "genesys/notifications/frame.hpp"

#include <gtest/gtest.h>

namespace nowthen::genesys::notifications {
namespace {

TEST(Frame, IsTakenApartIntoTopicAndBody) {
  const auto frame = read_frame(
      R"({"topicName":"v2.routing.queues.AB-1.conversations","version":"2","eventBody":{"id":"x","a":[1,{}]},)"
      R"("metadata":{"CorrelationId":"c"}})");
  ASSERT_TRUE(frame) << frame.error().message;
  EXPECT_EQ(frame->kind, FrameKind::event);
  EXPECT_EQ(frame->topic, "v2.routing.queues.ab-1.conversations");
  EXPECT_EQ(frame->body, R"({"id":"x","a":[1,{}]})");
}

TEST(Frame, IsToldByItsTopicWhereTheSystemSpeaks) {
  const auto kind = [](const char* text) { return read_frame(text)->kind; };
  EXPECT_EQ(kind(R"({"topicName":"channel.metadata","eventBody":{"message":"WebSocket Heartbeat"}})"),
            FrameKind::heartbeat);
  EXPECT_EQ(kind(R"({"topicName":"channel.metadata","eventBody":{"message":"pong"}})"), FrameKind::pong);
  EXPECT_EQ(kind(R"({"topicName":"V2.System.Socket_Closing","eventBody":{"message":"soon"}})"),
            FrameKind::closing);
  EXPECT_EQ(kind(R"({"result":"200","status":"subscribed","correlationId":"1"})"), FrameKind::acknowledged);
}

TEST(Frame, WithoutABodyIsAnEventWithoutOne) {
  EXPECT_EQ(read_frame(R"({"topicName":"v2.x"})")->body, "");
  EXPECT_EQ(read_frame(R"({"topicName":"v2.x","eventBody":null})")->body, "");
}

TEST(Frame, RefusesWhatIsNone) {
  for (const char* text : {"", "null", "[]", "12", "{", R"({"topicName":1,"eventBody":{}})", R"({"x":1})",
                           R"({"topicName":"v2.x","eventBody":[]})", R"({"topicName":"v2.x","eventBody":{})",
                           R"({"topicName":"v2.x"} {})", "\xFF\xFE"}) {
    const auto frame = read_frame(text);
    ASSERT_FALSE(frame) << text;
    EXPECT_EQ(frame.error().kind, ErrorKind::malformed_reply) << text;
  }
}

TEST(QueueTopic, NamesItsQueue) {
  EXPECT_EQ(queue_of_topic(queue_conversations_topic("ab-1")), "ab-1");
  for (const char* topic : {"", "v2.routing.queues..conversations", "v2.routing.queues.a.users",
                            "v2.routing.queues.a.b.conversations", "v2.routing.queues.conversations"})
    EXPECT_EQ(queue_of_topic(topic), "") << topic;
}

}  // namespace
}  // namespace nowthen::genesys::notifications
