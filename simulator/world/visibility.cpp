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

/// A range of one length takes no chance.
milliseconds draw(Chance& chance, const DurationRange& range) {
  return range.least == range.most ? range.least : chance.between(range.least, range.most);
}

struct Lag {
  milliseconds length;
  bool of_days = false;
};

Lag draw_lag(Chance& chance, const VisibilityShape& shape) {
  const Share days_late = shape.days_late.share;
  const Share very_late = days_late + shape.very_late.share;
  const Share late = very_late + shape.late.share;
  const Share lot = chance.below(everyone);
  const milliseconds ordinary = draw(chance, shape.ordinary_lag);
  if (lot < days_late) return {draw(chance, shape.days_late.lag), true};
  if (lot < very_late) return {draw(chance, shape.very_late.lag)};
  if (lot < late) return {draw(chance, shape.late.lag)};
  return {ordinary};
}

bool is_seen_open(const ConversationTruth& conversation, const VisibilityShape& shape) {
  if (!shape.shows_open) return false;
  if (shape.shows_week_long_open) return true;
  return conversation.end != never && conversation.end - conversation.start <= days(7);
}

void plan_first_sight(ConversationTruth& conversation, Chance& chance, const VisibilityShape& shape) {
  VisibilityTruth& visibility = conversation.visibility;
  const Instant settled = settled_at(conversation);
  const Lag lag = draw_lag(chance, shape);
  const WrapupShape& wrapup = shape.wrapup;
  const bool late_wrapup = chance.is_among(wrapup.late) && has_wrapup(conversation);
  const milliseconds without = wrapup.keeps_lag ? lag.length : seconds(2);
  visibility.visible_at = late_wrapup ? conversation.end + without : settled + lag.length;
  visibility.wrapup_visible_at = late_wrapup
                                     ? std::max(visibility.visible_at, settled + draw(chance, wrapup.after))
                                     : visibility.visible_at;
  // What appears only after days is not seen while it goes on either.
  const bool appears_late = lag.of_days && (!late_wrapup || wrapup.keeps_lag);
  if (!appears_late && is_seen_open(conversation, shape))
    visibility.open_at = std::min(conversation.start + draw(chance, shape.open_lag), visibility.visible_at);
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

Instant correction_due(const ConversationTruth& conversation, Chance& chance, const CorrectionShape& shape) {
  const Instant shown = conversation.visibility.wrapup_visible_at;
  if (!shape.in_the_night) return std::max(conversation.end + draw(chance, shape.after), shown);
  const Instant due = std::max(settled_at(conversation) + draw(chance, shape.after), shown);
  return std::chrono::ceil<days>(due) + hours(1) + chance.between(minutes(0), hours(3));
}

void plan_correction(ConversationTruth& conversation, Chance& chance, const CorrectionShape& shape) {
  if (!chance.is_among(shape.share)) return;
  const SessionTruth* session = corrected_session(conversation);
  if (session == nullptr) return;
  const auto metrics = conversation.metrics_of(*session);
  const MetricTruth* wrapup = find_metric(metrics, MetricName::t_acw);
  const std::int32_t wrapup_error = draw_error(chance, milliseconds(wrapup->value / 2));
  add_correction(conversation, wrapup, wrapup_error);
  const std::int32_t talk_error = chance.per_mille(300) ? correct_talk(conversation, *session, chance) : 0;
  add_correction(conversation, find_metric(metrics, MetricName::t_handle), wrapup_error + talk_error);
  conversation.visibility.corrected_at = correction_due(conversation, chance, shape);
}

void plan_deletion(ConversationTruth& conversation, Chance& chance, const DeletionShape& shape) {
  if (!chance.is_among(shape.share)) return;
  VisibilityTruth& visibility = conversation.visibility;
  const Instant last =
      visibility.corrected_at == never ? visibility.wrapup_visible_at : visibility.corrected_at;
  const milliseconds after = draw(chance, shape.after);
  visibility.deleted_at =
      shape.since_start ? std::max(conversation.start + after, last + shape.seen_for_at_least) : last + after;
}

}  // namespace

void plan_visibility(ConversationTruth& conversation, Chance& chance, const VisibilityShape& shape) {
  if (conversation.end == never) {
    if (is_seen_open(conversation, shape))
      conversation.visibility.open_at = conversation.start + draw(chance, shape.open_lag);
    return;
  }
  plan_first_sight(conversation, chance, shape);
  plan_correction(conversation, chance, shape.corrections);
  plan_deletion(conversation, chance, shape.deletions);
}

}  // namespace nowthen::sim
