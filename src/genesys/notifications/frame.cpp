#include "genesys/notifications/frame.hpp"

#include <algorithm>

#include "genesys/reading/json_reading.hpp"
#include "genesys/reading/unsound_reply.hpp"

namespace nowthen::genesys::notifications {
namespace {

using reading::JsonReading;
namespace ondemand = reading::ondemand;

constexpr std::string_view topic_head = "v2.routing.queues.";
constexpr std::string_view topic_tail = ".conversations";

Error malformed(std::string message) {
  return {.kind = ErrorKind::malformed_reply, .message = "a frame of the feed: " + std::move(message)};
}

void make_lower(std::string& text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
}

/// What a frame has on its first level.
struct Envelope {
  std::string topic;
  std::string body;
  bool has_result = false;
};

void take_body(JsonReading& reading, ondemand::value value, Envelope& envelope) {
  ondemand::object object;
  if (JsonReading::is_null(value)) return;
  if (value.get_object().get(object) != simdjson::SUCCESS) return reading.wrong("eventBody", "not an object");
  std::string_view raw;
  if (const auto error = object.raw_json().get(raw); error != simdjson::SUCCESS) return reading.breaks(error);
  envelope.body.assign(raw);
}

Result<Envelope> read_envelope(std::string_view text) {
  const simdjson::padded_string padded(text);
  ondemand::parser parser;
  ondemand::document document;
  if (const auto error = parser.iterate(padded).get(document); error != simdjson::SUCCESS)
    return malformed(reading::unsound_reply(text, error).message);
  JsonReading reading;
  Envelope envelope;
  ondemand::value root;
  if (const auto error = document.get_value().get(root); error != simdjson::SUCCESS)
    return malformed("not an object");
  reading.fields(root, "the frame", [&](std::string_view key, ondemand::value value) {
    if (key == "topicName") return reading.text(value, key, envelope.topic);
    if (key == "eventBody") return take_body(reading, value, envelope);
    envelope.has_result = envelope.has_result || key == "result";
    reading.check(value, key);
  });
  if (reading.broken() != simdjson::SUCCESS)
    return malformed(reading::unsound_reply(text, reading.broken()).message);
  if (!reading.reason().empty()) return malformed(reading.reason());
  if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) return malformed("more than one value");
  make_lower(envelope.topic);
  return envelope;
}

}  // namespace

Result<Frame> read_frame(std::string_view text) {
  auto envelope = read_envelope(text);
  if (!envelope) return envelope.error();
  Frame frame{.topic = std::move(envelope->topic), .body = std::move(envelope->body)};
  if (frame.topic == "channel.metadata")
    frame.kind = frame.body.find("\"pong\"") == std::string::npos ? FrameKind::heartbeat : FrameKind::pong;
  else if (frame.topic == "v2.system.socket_closing")
    frame.kind = FrameKind::closing;
  else if (frame.topic.empty() && envelope->has_result)
    frame.kind = FrameKind::acknowledged;
  else if (frame.topic.empty())
    return malformed("no topic");
  return frame;
}

std::string queue_conversations_topic(std::string_view queue_id) {
  return std::string(topic_head).append(queue_id).append(topic_tail);
}

std::string_view queue_of_topic(std::string_view topic) noexcept {
  if (topic.size() <= topic_head.size() + topic_tail.size() || !topic.starts_with(topic_head) ||
      !topic.ends_with(topic_tail))
    return {};
  topic.remove_prefix(topic_head.size());
  topic.remove_suffix(topic_tail.size());
  return topic.find('.') == std::string_view::npos ? topic : std::string_view();
}

}  // namespace nowthen::genesys::notifications
