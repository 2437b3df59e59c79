#include "simulator/world/visibility.hpp"

#include <algorithm>
#include <span>

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

void add_correction(ConversationTruth& conversation, const MetricTruth* metric, std::int32_t error) {
  const auto position = static_cast<std::uint16_t>(metric - conversation.metrics.data());
  conversation.corrections.push_back({.metric = position, .before = metric->value + error});
}

std::int32_t draw_error(Chance& chance, milliseconds most) {
  const auto error = static_cast<std::int32_t>(chance.between(milliseconds(500), most).count());
  return chance.per_mille(500) ? error : -error;
}

/// Counts a stretch of talk wrongly and with it their sum; gives the error, 0 where nobody talked for long.
std::int32_t correct_talk(ConversationTruth& conversation, const SessionTruth& session, Chance& chance) {
  const auto metrics = conversation.metrics_of(session);
  const MetricTruth* stretch = find_metric(metrics, MetricName::t_talk);
  const MetricTruth* sum = find_metric(metrics, MetricName::t_talk_complete);
  if (stretch == nullptr || sum == nullptr || stretch->value < 4000) return 0;
  const std::int32_t error = draw_error(chance, milliseconds(stretch->value / 4));
  add_correction(conversation, stretch, error);
  add_correction(conversation, sum, error);
  return error;
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
  const std::int32_t wrapup_error = draw_error(chance, milliseconds(wrapup->value / 2));
  add_correction(conversation, wrapup, wrapup_error);
  const std::int32_t talk_error = chance.per_mille(300) ? correct_talk(conversation, *session, chance) : 0;
  add_correction(conversation, find_metric(metrics, MetricName::t_handle), wrapup_error + talk_error);
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
  if (conversation.end == never) {
    conversation.visibility.open_at = conversation.start + chance.between(seconds(5), seconds(60));
    return;
  }
  plan_first_sight(conversation, chance);
  plan_correction(conversation, chance);
  plan_deletion(conversation, chance);
}

}  // namespace nowthen::sim
