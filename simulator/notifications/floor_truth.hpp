#pragma once
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace nowthen::sim {

class World;

/// What one leg of a conversation is at.
enum class LegState : std::uint8_t { waiting, dialing, alerting, interacting, holding, wrapping };

/// `waiting`, `dialing`, `alerting`, `interacting`, `holding`, `wrapping`.
std::string_view name_of(LegState state);

/// A queue in which somebody waits, or an agent who has to do with the conversation, in one medium.
struct FloorLeg {
  std::string participant_id;
  std::string session_id;  ///< What the live feed calls the id of the communication.
  std::string queue_id;
  std::string agent_id;  ///< Empty: nobody; it waits in the queue.
  std::string media;     ///< `voice`, `chat`, `email`, `message`, `callback`.
  LegState state = LegState::waiting;

  /// `waiting`: since it came to the queue. `alerting`, `dialing`: since that began. `interacting`: since it
  /// was answered, holds in between or not. `holding`: since this hold began. `wrapping`: since wrap-up
  /// began.
  Instant since;
  bool operator==(const FloorLeg&) const = default;
};

/// One conversation on the floor.
struct FloorTruth {
  std::string conversation_id;
  Instant start;
  std::string direction;       ///< Of the conversation: `inbound`, `outbound`.
  bool over = false;           ///< Everybody has left; an agent still wraps up.
  std::vector<FloorLeg> legs;  ///< In the order of participants and sessions; none: it rests, as threads do.
  bool operator==(const FloorTruth&) const = default;
};

/// The oracle of a live board: every conversation that has touched a queue by `instant` and is not over, or
/// is still wrapped up by an agent, with what goes on in it at that very instant; by (start, id).
///
/// From what really happens in the world, which must reach to `instant`: nothing is late in it, nothing
/// deleted. A conversation has touched a queue from the first segment on that names one. A contact that rings
/// at an agent still waits in the queue, and does until some milliseconds after it was answered: both legs
/// are there. Of two things that one session does at once, wrapping up is the lesser.
std::vector<FloorTruth> floor_at(const World& world, Instant instant);

/// As JSON:
/// `{"at":...,"conversations":[{"id","start","direction","over","legs":[{"participantId","sessionId",
/// "queueId","userId","mediaType","state","since"}]}]}`; no `userId` for a leg that waits.
std::string floor_json(const std::vector<FloorTruth>& floor, Instant instant);

}  // namespace nowthen::sim
