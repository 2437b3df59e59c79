#include "genesys/platform/live_decoder.hpp"

#include <array>
#include <utility>

#include "genesys/platform/live_fields.hpp"
#include "genesys/platform/typed_decoder.hpp"

namespace nowthen::genesys::platform {
namespace {

/// A list of an event, and what history calls its medium.
struct Medium {
  std::string_view media_type;
  std::vector<EventCommunication> EventParticipant::*list;
};

constexpr std::array<Medium, 11> media{{{"voice", &EventParticipant::calls},
                                        {"callback", &EventParticipant::callbacks},
                                        {"chat", &EventParticipant::chats},
                                        {"cobrowse", &EventParticipant::cobrowse_sessions},
                                        {"email", &EventParticipant::emails},
                                        {"message", &EventParticipant::messages},
                                        {"internalmessage", &EventParticipant::internal_messages},
                                        {"screenmonitoring", &EventParticipant::screen_monitorings},
                                        {"screenshare", &EventParticipant::screen_shares},
                                        {"unknown", &EventParticipant::social_expressions},
                                        {"video", &EventParticipant::videos}}};

LiveCommunication communication_of(EventCommunication&& read, std::string_view media_type) {
  return {.id = std::move(read.id),
          .media_type = std::string(media_type),
          .state = std::move(read.state),
          .direction = std::move(read.direction),
          .disconnect_type = std::move(read.disconnect_type),
          .held = read.held.value_or(false),
          .start_hold_time = read.start_hold_time,
          .connected_time = read.connected_time,
          .disconnected_time = read.disconnected_time};
}

LiveParticipant participant_of(EventParticipant&& read) {
  LiveParticipant participant{.id = std::move(read.id),
                              .purpose = std::move(read.purpose),
                              .user_id = std::move(read.user_id),
                              .queue_id = std::move(read.queue_id),
                              .connected_time = read.connected_time,
                              .end_time = read.end_time,
                              .start_acw_time = read.start_acw_time,
                              .end_acw_time = read.end_acw_time,
                              .wrapup_code = std::move(read.wrapup.code),
                              .communications = {}};
  for (const auto& [media_type, list] : media)
    for (EventCommunication& each : read.*list)
      participant.communications.push_back(communication_of(std::move(each), media_type));
  return participant;
}

}  // namespace

Result<LiveConversation> decode_queue_conversation(std::string_view event_body) {
  thread_local TypedDecoder decoder;
  auto read = decoder.decode<EventConversation>(event_body);
  if (!read) return read.error();
  if (read->id.empty()) return Error{.kind = ErrorKind::malformed_reply, .message = "id: missing"};
  LiveConversation conversation{.id = std::move(read->id), .participants = {}};
  conversation.participants.reserve(read->participants.size());
  for (EventParticipant& each : read->participants)
    conversation.participants.push_back(participant_of(std::move(each)));
  return conversation;
}

}  // namespace nowthen::genesys::platform
