#include "simulator/world/lost_end.hpp"

#include <algorithm>
#include <vector>

#include "simulator/world/mix.hpp"

namespace nowthen::sim {
namespace {

constexpr std::uint64_t lost_end_kind = 0x105E;
constexpr std::uint64_t written_one_in = 850;
constexpr std::uint64_t spoken_one_in = 10'000;

bool is_written(MediaType media) { return media == MediaType::email || media == MediaType::message; }

bool ends_with(const ConversationTruth& conversation, const SegmentTruth& segment) {
  return segment.type != SegmentType::wrapup && segment.end == conversation.end;
}

bool stays_open(const ConversationTruth& conversation, const SessionTruth& session) {
  const Purpose purpose = conversation.participants[session.participant].purpose;
  if (is_written(conversation.media) && purpose != Purpose::customer) return false;
  const auto segments = conversation.segments_of(session);
  return std::any_of(segments.begin(), segments.end(),
                     [&](const SegmentTruth& segment) { return ends_with(conversation, segment); });
}

bool ends_in_talk(const ConversationTruth& conversation) {
  return std::any_of(conversation.sessions.begin(), conversation.sessions.end(), [&](const auto& session) {
    if (conversation.participants[session.participant].purpose != Purpose::agent) return false;
    const auto segments = conversation.segments_of(session);
    return std::any_of(segments.begin(), segments.end(), [&](const SegmentTruth& segment) {
      return segment.type == SegmentType::interact && ends_with(conversation, segment);
    });
  });
}

/// Only known once the agent is done, whatever date it carries.
bool is_sum(MetricName name) {
  return name == MetricName::t_talk_complete || name == MetricName::t_held_complete ||
         name == MetricName::t_active_callback_complete;
}

/// The parts of the record that are left, laid out anew.
class Remainder {
 public:
  explicit Remainder(const ConversationTruth& conversation) : conversation_(conversation) {}

  void add(SessionTruth& session) {
    const bool open = stays_open(conversation_, session);
    const std::size_t first_segment = segments_.size();
    const std::size_t first_metric = metrics_.size();
    for (const SegmentTruth& segment : conversation_.segments_of(session)) add(segment, open);
    for (const MetricTruth& metric : conversation_.metrics_of(session)) {
      if (!open || (metric.emitted < conversation_.end && !is_sum(metric.name))) metrics_.push_back(metric);
    }
    session.first_segment = static_cast<std::uint16_t>(first_segment);
    session.segment_count = static_cast<std::uint16_t>(segments_.size() - first_segment);
    session.first_metric = static_cast<std::uint16_t>(first_metric);
    session.metric_count = static_cast<std::uint16_t>(metrics_.size() - first_metric);
  }

  void move_into(ConversationTruth& conversation) {
    conversation.segments = std::move(segments_);
    conversation.metrics = std::move(metrics_);
  }

 private:
  void add(SegmentTruth segment, bool open) {
    if (open && segment.type == SegmentType::wrapup) return;
    if (open && ends_with(conversation_, segment)) {
      segment.end = never;
      segment.disconnect = DisconnectType::none;
    }
    segments_.push_back(segment);
  }

  const ConversationTruth& conversation_;
  std::vector<SegmentTruth> segments_;
  std::vector<MetricTruth> metrics_;
};

}  // namespace

bool loses_end(std::uint64_t seed, const Arrival& arrival) {
  const MediaType media = medium_of(arrival.approach);
  if (media == MediaType::chat) return false;
  return mix(mix(seed, lost_end_kind), arrival.number) %
             (is_written(media) ? written_one_in : spoken_one_in) ==
         0;
}

bool lose_end(ConversationTruth& conversation) {
  if (!is_written(conversation.media) && !ends_in_talk(conversation)) return false;
  Remainder remainder(conversation);
  for (SessionTruth& session : conversation.sessions) remainder.add(session);
  remainder.move_into(conversation);
  conversation.end = never;
  return true;
}

}  // namespace nowthen::sim
