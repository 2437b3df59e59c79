#include "simulator/world/views.hpp"

#include <algorithm>
#include <array>

namespace nowthen::sim {
namespace {

bool belongs_to_wrapup(MetricName name) { return name == MetricName::t_acw || name == MetricName::t_handle; }

std::int32_t shown_value(const ConversationTruth& conversation, std::size_t position, Revision revision) {
  if (revision < Revision::corrected) {
    for (const CorrectionTruth& correction : conversation.corrections) {
      if (correction.metric == position) return correction.before;
    }
  }
  return conversation.metrics[position].value;
}

/// One look at one record.
struct Sight {
  const ConversationTruth& conversation;
  Revision revision;
  Instant instant;

  bool shows_anything() const { return revision != Revision::nothing && revision != Revision::deleted; }
};

template <class Visit>
void for_each_metric(const Sight& sight, const SessionTruth& session, Visit&& visit) {
  if (!sight.shows_anything()) return;
  for (std::size_t i = 0; i < session.metric_count; ++i) {
    const std::size_t position = session.first_metric + i;
    MetricTruth metric = sight.conversation.metrics[position];
    if (sight.revision < Revision::finished && belongs_to_wrapup(metric.name)) continue;
    if (sight.revision == Revision::open && metric.emitted > sight.instant) continue;
    metric.value = shown_value(sight.conversation, position, sight.revision);
    visit(metric);
  }
}

void add(std::optional<std::int64_t>& total, std::int64_t value) { total = total.value_or(0) + value; }

void add_to(Totals& totals, const MetricTruth& metric) {
  switch (metric.name) {
    case MetricName::t_talk_complete: return add(totals.talk, metric.value);
    case MetricName::t_held_complete: return add(totals.hold, metric.value);
    case MetricName::t_acw: return add(totals.wrapup, metric.value);
    case MetricName::t_acd: return add(totals.queue, metric.value);
    case MetricName::t_alert: return add(totals.alert, metric.value);
    case MetricName::t_handle: return add(totals.handle, metric.value);
    default: return;
  }
}

}  // namespace

Revision revision_at(const ConversationTruth& conversation, Instant instant) {
  const VisibilityTruth& visibility = conversation.visibility;
  if (instant >= visibility.deleted_at) return Revision::deleted;
  if (instant >= visibility.corrected_at) return Revision::corrected;
  if (instant >= visibility.wrapup_visible_at) return Revision::finished;
  if (instant >= visibility.visible_at) return Revision::closed;
  return instant >= visibility.open_at ? Revision::open : Revision::nothing;
}

void visible_metrics_into(std::vector<MetricTruth>& shown, const ConversationTruth& conversation,
                          const SessionTruth& session, Instant instant) {
  shown.clear();
  const Sight sight{conversation, revision_at(conversation, instant), instant};
  for_each_metric(sight, session, [&shown](const MetricTruth& metric) { shown.push_back(metric); });
}

void visible_segments_into(std::vector<SegmentTruth>& shown, const ConversationTruth& conversation,
                           const SessionTruth& session, Instant instant) {
  const Revision revision = revision_at(conversation, instant);
  shown.clear();
  if (revision == Revision::nothing || revision == Revision::deleted) return;
  for (SegmentTruth segment : conversation.segments_of(session)) {
    if (revision < Revision::finished && segment.type == SegmentType::wrapup) continue;
    if (revision == Revision::open && segment.start > instant) continue;
    if (revision == Revision::open && segment.end > instant) {
      segment.end = never;
      segment.disconnect = DisconnectType::none;
    }
    shown.push_back(segment);
  }
}

std::vector<MetricTruth> visible_metrics(const ConversationTruth& conversation, const SessionTruth& session,
                                         Instant instant) {
  std::vector<MetricTruth> shown;
  visible_metrics_into(shown, conversation, session, instant);
  return shown;
}

std::vector<SegmentTruth> visible_segments(const ConversationTruth& conversation, const SessionTruth& session,
                                           Instant instant) {
  std::vector<SegmentTruth> shown;
  visible_segments_into(shown, conversation, session, instant);
  return shown;
}

Totals totals_at(const ConversationTruth& conversation, Instant instant) {
  Totals totals;
  const Sight sight{conversation, revision_at(conversation, instant), instant};
  for (const SessionTruth& session : conversation.sessions) {
    for_each_metric(sight, session, [&totals](const MetricTruth& metric) { add_to(totals, metric); });
  }
  return totals;
}

}  // namespace nowthen::sim
