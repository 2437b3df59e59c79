#pragma once
#include <nowthen/core/result.hpp>
#include <string>
#include <string_view>

namespace nowthen::genesys::notifications {

/// What a message on a channel's socket is.
enum class FrameKind {
  event,        ///< Of a topic that was subscribed to: `topic` and `body` say what.
  heartbeat,    ///< About every thirty seconds.
  pong,         ///< The answer to a ping.
  closing,      ///< `v2.system.socket_closing`: the server will close in about a minute.
  acknowledged  ///< The answer to a subscription made over the socket.
};

/// A message on a channel's socket, taken apart as far as all of them are alike.
struct Frame {
  FrameKind kind = FrameKind::event;
  std::string topic;  ///< In lower case, as the platform's own examples compare them; empty: none.
  std::string body;   ///< JSON of `eventBody`, as it came; empty: none.
};

/// Fails with `malformed_reply` for what is no JSON object or has neither topic nor result.
/// Source: docs/guide/notifications.md.
Result<Frame> read_frame(std::string_view text);

/// `v2.routing.queues.{id}.conversations`.
std::string queue_conversations_topic(std::string_view queue_id);

/// The id in a topic of that form, in lower case as `Frame::topic` has it; empty for any other topic.
std::string_view queue_of_topic(std::string_view topic) noexcept;

/// The message that asks for a pong.
inline constexpr std::string_view ping = R"({"message":"ping"})";

}  // namespace nowthen::genesys::notifications
