#include "simulator/world/visibility.hpp"

#include <algorithm>

namespace nowthen::sim {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

bool has_wrapup(const ConversationTruth& conversation) {
  return std::any_of(conversation.segments.begin(), conversation.segments.end(),
                     [](const SegmentTruth& segment) { return segment.type == SegmentType::wrapup; });
}

void plan_first_sight(ConversationTruth& conversation, Chance& chance) {
  VisibilityTruth& visibility = conversation.visibility;
  const Instant settled = settled_at(conversation);
  const std::uint32_t lot = chance.below(1000);
  milliseconds lag = chance.between(seconds(4), seconds(150));
  if (lot < 12) {
    lag = chance.between(hours(48), hours(72));
  } else if (lot < 45) {
    lag = chance.between(hours(1), hours(9));
  } else if (lot < 140) {
    lag = chance.between(minutes(3), minutes(55));
  }
  const bool late_wrapup = chance.per_mille(30) && has_wrapup(conversation);
  visibility.visible_at = late_wrapup ? conversation.end + seconds(2) : settled + lag;
  visibility.wrapup_visible_at =
      late_wrapup ? settled + chance.between(minutes(10), hours(6)) : visibility.visible_at;
  // What appears only after days is not seen while it goes on either.
  if (lot >= 12 || late_wrapup) {
    visibility.open_at =
        std::min(conversation.start + chance.between(seconds(5), seconds(60)), visibility.visible_at);
  }
}

const MetricTruth* find_metric(std::span<const MetricTruth> metrics, MetricName name) {
  const auto found = std::find_if(metrics.begin(), metrics.end(),
                                  [name](const MetricTruth& metric) { return metric.name == name; });
  return found == metrics.end() ? nullptr : &*found;
}

/// The session whose wrap-up was counted wrongly at first: the last one with any.
const SessionTruth* corrected_session(const ConversationTruth& conversation) {
  for (auto session = conversation.sessions.rbegin(); session != conversation.sessions.rend(); ++session) {
    const MetricTruth* wrapup = find_metric(conversation.metrics_of(*session), MetricName::t_acw);
    if (wrapup != nullptr && wrapup->value >= 2000) return &*session;
  }
  return nullptr;
}

void plan_correction(ConversationTruth& conversation, Chance& chance) {
  if (!chance.per_mille(45)) return;
  const SessionTruth* session = corrected_session(conversation);
  if (session == nullptr) return;
  const auto metrics = conversation.metrics_of(*session);
  const MetricTruth* wrapup = find_metric(metrics, MetricName::t_acw);
  const MetricTruth* handle = find_metric(metrics, MetricName::t_handle);
  const auto off_by =
      static_cast<std::int32_t>(chance.between(milliseconds(500), milliseconds(wrapup->value / 2)).count());
  const std::int32_t error = chance.per_mille(500) ? off_by : -off_by;
  for (const MetricTruth* metric : {wrapup, handle}) {
    const auto position = static_cast<std::uint16_t>(metric - conversation.metrics.data());
    conversation.corrections.push_back({.metric = position, .before = metric->value + error});
  }
  VisibilityTruth& visibility = conversation.visibility;
  const Instant due = std::max(settled_at(conversation) + hours(48), visibility.wrapup_visible_at);
  visibility.corrected_at = std::chrono::ceil<days>(due) + hours(1) + chance.between(minutes(0), hours(3));
}

void plan_deletion(ConversationTruth& conversation, Chance& chance) {
  if (!chance.per_mille(4)) return;
  VisibilityTruth& visibility = conversation.visibility;
  const Instant last =
      visibility.corrected_at == never ? visibility.wrapup_visible_at : visibility.corrected_at;
  visibility.deleted_at = last + chance.between(hours(2), hours(24 * 20));
}

}  // namespace

void plan_visibility(ConversationTruth& conversation, Chance& chance) {
  plan_first_sight(conversation, chance);
  plan_correction(conversation, chance);
  plan_deletion(conversation, chance);
}

}  // namespace nowthen::sim
