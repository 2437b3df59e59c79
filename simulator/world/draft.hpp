#pragma once
#include <utility>
#include <vector>

#include "simulator/world/truth.hpp"

namespace nowthen::sim {

/// A conversation being lived through: parts are added as they happen and laid out compactly at the end.
class Draft {
 public:
  /// Forgets everything, keeping memory.
  void clear();

  std::uint16_t add_participant(ParticipantTruth participant);
  /// `session.participant` says whose it is.
  std::uint16_t add_session(SessionTruth session);
  void add_segment(std::uint16_t session, const SegmentTruth& segment);
  void add_metric(std::uint16_t session, const MetricTruth& metric);

  /// The segment added last to `session`, which has one.
  SegmentTruth& last_segment(std::uint16_t session);
  SessionTruth& session(std::uint16_t session) { return sessions_[session]; }
  ParticipantTruth& participant(std::uint16_t participant) { return participants_[participant]; }

  /// Moves the parts into `conversation`: sessions by participant, segments in the order in which they were
  /// added, metrics by (emitted, name).
  void lay_out(ConversationTruth& conversation);

 private:
  void lay_out_session(ConversationTruth& conversation, std::uint16_t session);

  std::vector<ParticipantTruth> participants_;
  std::vector<SessionTruth> sessions_;
  std::vector<std::pair<std::uint16_t, SegmentTruth>> segments_;
  std::vector<std::pair<std::uint16_t, MetricTruth>> metrics_;
  std::vector<std::uint16_t> places_;  ///< Where each session goes.
};

}  // namespace nowthen::sim
