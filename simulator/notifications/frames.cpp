#include "simulator/notifications/frames.hpp"

#include "simulator/platform/object_pen.hpp"

namespace nowthen::sim {
namespace {

constexpr std::string_view metadata_topic = "channel.metadata";

/// Without version and metadata.
Frame channel_frame(std::string_view message) {
  Frame frame{.topic = std::string(metadata_topic), .text = {}};
  ObjectPen pen(frame.text);
  pen.text("topicName", metadata_topic);
  pen.key("eventBody");
  ObjectPen body(frame.text);
  body.text("message", message);
  body.end();
  pen.end();
  return frame;
}

}  // namespace

Frame event_frame(std::string_view topic, std::string_view body, std::string_view correlation_id) {
  Frame frame{.topic = std::string(topic), .text = {}};
  frame.text.reserve(body.size() + 200);
  ObjectPen pen(frame.text);
  pen.text("topicName", topic);
  pen.text("version", "2");
  pen.json("eventBody", body);
  pen.key("metadata");
  ObjectPen metadata(frame.text);
  metadata.text("CorrelationId", correlation_id);
  metadata.end();
  pen.end();
  return frame;
}

Frame heartbeat_frame() { return channel_frame("WebSocket Heartbeat"); }
Frame pong_frame() { return channel_frame("pong"); }

Frame closing_frame(std::string_view channel_id, std::string_view correlation_id, std::int64_t seconds) {
  std::string body;
  ObjectPen pen(body);
  pen.text("channelId", channel_id);
  pen.text("message", "This socket will be closed in " + std::to_string(seconds) + " seconds.");
  pen.end();
  return event_frame("v2.system.socket_closing", body, correlation_id);
}

Frame subscribe_frame(SubscribeOutcome outcome, std::string_view correlation_id) {
  const bool done = outcome == SubscribeOutcome::subscribed;
  Frame frame{.topic = "reply", .text = {}};
  ObjectPen pen(frame.text);
  pen.text("result", done ? "200" : "400");
  pen.text("status", done ? "subscribed" : outcome == SubscribeOutcome::rejected ? "failure" : "error");
  pen.text("correlationId", correlation_id);
  pen.end();
  return frame;
}

}  // namespace nowthen::sim
