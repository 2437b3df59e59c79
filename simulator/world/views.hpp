#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "simulator/world/truth.hpp"

namespace nowthen::sim {

/// Which form of the record history shows. Only ever moves forward.
enum class Revision : std::uint8_t {
  nothing,
  open,       ///< Not ended yet, or not yet known to have ended: segments and metrics up to now, no end.
  closed,     ///< Ended; wrap-up, `tAcw` and `tHandle` still missing.
  finished,   ///< With wrap-up.
  corrected,  ///< Metrics put right.
  deleted
};

/// Pure: the form of the record that history shows at `instant`. A conversation without corrections goes from
/// `finished` to `deleted`; most are never deleted.
Revision revision_at(const ConversationTruth& conversation, Instant instant);

/// The metrics of `session` as the record showed them in `revision`, in the record's order; `instant` cuts an
/// `open` record. Before `corrected` the wrong values; before `finished` without `tAcw` and `tHandle`.
std::vector<MetricTruth> visible_metrics(const ConversationTruth& conversation, const SessionTruth& session,
                                         Instant instant);

/// The segments of `session` that had begun, as the record showed them at `instant`. One that was still going
/// on has `never` as its end and no disconnect type. Before `finished` without wrap-up.
std::vector<SegmentTruth> visible_segments(const ConversationTruth& conversation, const SessionTruth& session,
                                           Instant instant);

/// Both again, into a vector whose memory is used again; what it held is forgotten.
void visible_metrics_into(std::vector<MetricTruth>& shown, const ConversationTruth& conversation,
                          const SessionTruth& session, Instant instant);
void visible_segments_into(std::vector<SegmentTruth>& shown, const ConversationTruth& conversation,
                           const SessionTruth& session, Instant instant);

/// Milliseconds over all sessions; empty where no session has the metric.
struct Totals {
  std::optional<std::int64_t> talk;    ///< tTalkComplete
  std::optional<std::int64_t> hold;    ///< tHeldComplete
  std::optional<std::int64_t> wrapup;  ///< tAcw
  std::optional<std::int64_t> queue;   ///< tAcd, answered or not
  std::optional<std::int64_t> alert;   ///< tAlert, answered or not
  std::optional<std::int64_t> handle;  ///< tHandle
};

/// The totals of the record as history shows it at `instant`; all empty while it shows nothing.
Totals totals_at(const ConversationTruth& conversation, Instant instant);

enum class LiveState : std::uint8_t { none, dialing, queued, ringing, connected, held, closed };
std::string_view name_of(LiveState state);

/// Pure: what is going on at `instant`, whatever history shows. `none` before the start, `closed` from the
/// end on. A conversation takes the state of its liveliest agent (connected, then held, then ringing);
/// without one: dialing, queued (also: to be called back), or connected (IVR, a thread that waits for
/// somebody to write).
LiveState live_state(const ConversationTruth& conversation, Instant instant);

/// The same for one participant: `none` before it joins, `closed` once it has left (wrap-up included). The
/// customer is `held` while an agent has them on hold, as for the time of a consultation.
LiveState participant_state(const ConversationTruth& conversation, const ParticipantTruth& participant,
                            Instant instant);

}  // namespace nowthen::sim
