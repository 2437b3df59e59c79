#pragma once
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <span>
#include <vector>

#include "simulator/world/names.hpp"
#include "simulator/world/uuid.hpp"

namespace nowthen::sim {

/// What really happened, whole and final: every view of the API is a function of it and of an instant.
/// Instants that may not exist are `never`; indices that may not exist are `no_index`.
inline constexpr Instant never = Instant::max();
inline constexpr std::uint16_t no_index = 0xFFFF;

/// One stretch of a session. Half-open; may have no length.
struct SegmentTruth {
  Instant start;
  Instant end;
  std::uint16_t queue = no_index;        ///< Into `Centre::queues`.
  std::uint16_t wrapup_code = no_index;  ///< Into `Centre::wrapup_codes`; `wrapup` segments only.
  SegmentType type = SegmentType::system;
  DisconnectType disconnect = DisconnectType::none;
  bool conference = false;
  bool wrapup_note = false;  ///< The person wrote a note (`wrapUpNote`).
  bool failed = false;       ///< Has an `errorCode`.
  bool operator==(const SegmentTruth&) const = default;
};

/// Milliseconds or a count. Within a session sorted by (emitted, name).
struct MetricTruth {
  Instant emitted;
  std::int32_t value = 0;
  MetricName name = MetricName::n_connected;
  bool operator==(const MetricTruth&) const = default;
};

/// One medium of one participant. Its segments and metrics: `ConversationTruth::segments_of`, `metrics_of`.
struct SessionTruth {
  std::uint16_t participant = 0;  ///< Into `ConversationTruth::participants`.
  std::uint16_t peer = no_index;  ///< Into `ConversationTruth::sessions`.
  std::uint16_t first_segment = 0;
  std::uint16_t segment_count = 0;
  std::uint16_t first_metric = 0;
  std::uint16_t metric_count = 0;
  MediaType media = MediaType::voice;
  Direction direction = Direction::inbound;
  UsedRouting routing = UsedRouting::none;
  bool direction_known = true;  ///< False: the record leaves the field out (an oddity).
  bool acw_skipped = false;
  bool recorded = false;
  bool operator==(const SessionTruth&) const = default;
};

/// A person or a part of the system.
struct ParticipantTruth {
  Purpose purpose = Purpose::customer;
  std::uint16_t queue = no_index;  ///< `acd` and `agent`; into `Centre::queues`.
  std::uint32_t agent = 0;         ///< `agent`: into `Centre::agents`. 0 otherwise.
  std::uint16_t first_session = 0;
  std::uint16_t session_count = 0;
  bool operator==(const ParticipantTruth&) const = default;
};

/// One value that the record showed wrongly until `VisibilityTruth::corrected_at`.
struct CorrectionTruth {
  std::uint16_t metric = 0;  ///< Into `ConversationTruth::metrics`.
  std::int32_t before = 0;   ///< What was shown; the truth holds the right value.
  bool operator==(const CorrectionTruth&) const = default;
};

/// When the record can be seen in history. Never decreasing in the order of the members.
struct VisibilityTruth {
  Instant open_at = never;     ///< As an open conversation; `never`: appears only when finished.
  Instant visible_at = never;  ///< As a closed one.
  Instant wrapup_visible_at =
      never;  ///< Wrap-up segments, `tAcw` and `tHandle` with it; often equal to `visible_at`.
  Instant corrected_at = never;
  Instant deleted_at = never;
  bool operator==(const VisibilityTruth&) const = default;
};

/// What is odd about a record, as recorded payloads are; bits, so that tests can count them.
enum class Oddity : std::uint8_t {
  early_segment = 1,         ///< The first segment starts some milliseconds before the conversation.
  overlapping_wrapup = 2,    ///< Wrap-up starts before the interaction ends.
  wrapup_differs = 4,        ///< The wrap-up segment is longer than `tAcw` says.
  timeout_code = 8,          ///< `ININ-WRAP-UP-TIMEOUT`, or another code that is no UUID.
  absent_field = 16,         ///< A field that is usually there is not.
  repeated_value = 32,       ///< Two metrics of equal name and value, with different dates.
  handled_without_talk = 64  ///< `tAcw` and `tHandle` of an agent who never answered.
};

/// One conversation, finished or never to be: what happens later than the instant of interest is cut off by
/// the views.
struct ConversationTruth {
  Uuid id;
  Instant start;
  Instant end;                     ///< The last party left; wrap-up may go on after it. `never`: lost.
  std::uint32_t customer = 0;      ///< Who it is with: `Centre::customer_name` and the like.
  std::uint16_t queue = no_index;  ///< The first queue reached or aimed at.
  std::uint16_t division = 0;      ///< Into `Centre::divisions`.
  MediaType media = MediaType::voice;
  Direction direction = Direction::inbound;
  std::uint8_t oddities = 0;  ///< `Oddity` bits.
  VisibilityTruth visibility;
  std::vector<ParticipantTruth> participants;
  std::vector<SessionTruth> sessions;
  std::vector<SegmentTruth> segments;
  std::vector<MetricTruth> metrics;
  std::vector<CorrectionTruth> corrections;

  std::span<const SessionTruth> sessions_of(const ParticipantTruth& participant) const {
    return std::span(sessions).subspan(participant.first_session, participant.session_count);
  }
  std::span<const SegmentTruth> segments_of(const SessionTruth& session) const {
    return std::span(segments).subspan(session.first_segment, session.segment_count);
  }
  std::span<const MetricTruth> metrics_of(const SessionTruth& session) const {
    return std::span(metrics).subspan(session.first_metric, session.metric_count);
  }
  bool is(Oddity oddity) const { return (oddities & static_cast<std::uint8_t>(oddity)) != 0; }
  bool operator==(const ConversationTruth&) const = default;
};

/// When the last wrap-up is over; `end` when there is none after it; `never` for one that never ends.
Instant settled_at(const ConversationTruth& conversation);

/// Ids below the conversation: functions of its id and the position, so they need not be kept.
Uuid participant_uuid(const ConversationTruth& conversation, std::size_t participant);
Uuid session_uuid(const ConversationTruth& conversation, std::size_t session);

}  // namespace nowthen::sim
