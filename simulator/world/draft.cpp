#include "simulator/world/draft.hpp"

#include <algorithm>
#include <cassert>
#include <tuple>

namespace nowthen::sim {

void Draft::clear() {
  participants_.clear();
  sessions_.clear();
  segments_.clear();
  metrics_.clear();
}

std::uint16_t Draft::add_participant(ParticipantTruth participant) {
  participants_.push_back(participant);
  return static_cast<std::uint16_t>(participants_.size() - 1);
}

std::uint16_t Draft::add_session(SessionTruth session) {
  sessions_.push_back(session);
  return static_cast<std::uint16_t>(sessions_.size() - 1);
}

void Draft::add_segment(std::uint16_t session, const SegmentTruth& segment) {
  segments_.emplace_back(session, segment);
}

void Draft::add_metric(std::uint16_t session, const MetricTruth& metric) {
  metrics_.emplace_back(session, metric);
}

SegmentTruth& Draft::last_segment(std::uint16_t session) {
  const auto last = std::find_if(segments_.rbegin(), segments_.rend(),
                                 [session](const auto& entry) { return entry.first == session; });
  assert(last != segments_.rend());
  return last->second;
}

void Draft::lay_out_session(ConversationTruth& conversation, std::uint16_t session) {
  SessionTruth laid_out = sessions_[session];
  laid_out.first_segment = static_cast<std::uint16_t>(conversation.segments.size());
  laid_out.first_metric = static_cast<std::uint16_t>(conversation.metrics.size());
  for (const auto& [owner, segment] : segments_) {
    if (owner == session) conversation.segments.push_back(segment);
  }
  for (const auto& [owner, metric] : metrics_) {
    if (owner == session) conversation.metrics.push_back(metric);
  }
  laid_out.segment_count = static_cast<std::uint16_t>(conversation.segments.size() - laid_out.first_segment);
  laid_out.metric_count = static_cast<std::uint16_t>(conversation.metrics.size() - laid_out.first_metric);
  std::sort(conversation.metrics.begin() + laid_out.first_metric, conversation.metrics.end(),
            [](const MetricTruth& a, const MetricTruth& b) {
              return std::tie(a.emitted, a.name, a.value) < std::tie(b.emitted, b.name, b.value);
            });
  conversation.sessions.push_back(laid_out);
}

void Draft::lay_out(ConversationTruth& conversation) {
  conversation.participants.assign(participants_.begin(), participants_.end());
  conversation.sessions.reserve(sessions_.size());
  conversation.segments.reserve(segments_.size());
  conversation.metrics.reserve(metrics_.size());
  places_.assign(sessions_.size(), no_index);
  for (std::size_t owner = 0; owner < participants_.size(); ++owner) {
    ParticipantTruth& participant = conversation.participants[owner];
    participant.first_session = static_cast<std::uint16_t>(conversation.sessions.size());
    for (std::size_t session = 0; session < sessions_.size(); ++session) {
      if (sessions_[session].participant != owner) continue;
      places_[session] = static_cast<std::uint16_t>(conversation.sessions.size());
      lay_out_session(conversation, static_cast<std::uint16_t>(session));
    }
    participant.session_count =
        static_cast<std::uint16_t>(conversation.sessions.size() - participant.first_session);
  }
  for (SessionTruth& session : conversation.sessions) {
    if (session.peer != no_index) session.peer = places_[session.peer];
  }
}

}  // namespace nowthen::sim
