#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace nowthen::sim {

/// One text message on its way to a client.
struct Frame {
  std::string topic;  ///< What it is about, for fault scripts; `reply` for answers to what the client sent.
  std::string text;
};

/// An event: `body` is JSON.
Frame event_frame(std::string_view topic, std::string_view body, std::string_view correlation_id);

Frame heartbeat_frame();
Frame pong_frame();

/// The announcement that the server will close the socket, in about so many seconds.
Frame closing_frame(std::string_view channel_id, std::string_view correlation_id, std::int64_t seconds);

/// How the server takes a request to subscribe over the socket.
enum class SubscribeOutcome { subscribed, rejected, malformed };
Frame subscribe_frame(SubscribeOutcome outcome, std::string_view correlation_id);

}  // namespace nowthen::sim
