#include "simulator/platform/world_facts.hpp"

#include <algorithm>

namespace nowthen::sim {
namespace {

/// Gives the earliest of the instants it is shown that lie after `at`.
class NextAfter {
 public:
  explicit NextAfter(Instant at) : at_(at) {}
  void see(Instant instant) {
    if (instant > at_) next_ = std::min(next_, instant);
  }
  Instant next() const { return next_; }

 private:
  Instant at_;
  Instant next_ = never;
};

}  // namespace

const ConversationFacts& WorldFacts::fill(const ConversationTruth& conversation, Instant at,
                                          Knowledge knowledge) {
  facts_.clear();
  pool_.clear();
  conversation_ = &conversation;
  at_ = at;
  knowledge_ = knowledge;
  details_.begin(conversation);
  facts_.id = pen_.keep(conversation.id);
  facts_.start = conversation.start;
  if (is_closed()) facts_.end = conversation.end;
  const Revision revision = revision_at(conversation, at);
  const bool knows = knowledge == Knowledge::of_truth
                         ? conversation.start <= at
                         : revision != Revision::nothing && revision != Revision::deleted;
  for (std::size_t number = 0; knows && number < conversation.participants.size(); ++number)
    add_participant(number);
  if (knows) {
    add_conversation();
    add_appendices();
  }
  facts_.changes_at = next_change();
  return facts_;
}

bool WorldFacts::is_closed() const {
  if (knowledge_ == Knowledge::of_truth) return conversation_->end <= at_;
  return revision_at(*conversation_, at_) >= Revision::closed;
}

Instant WorldFacts::next_change() const {
  const VisibilityTruth& visibility = conversation_->visibility;
  NextAfter next(at_);
  if (knowledge_ == Knowledge::of_history)
    for (const Instant instant : {visibility.open_at, visibility.visible_at, visibility.wrapup_visible_at,
                                  visibility.corrected_at, visibility.deleted_at})
      next.see(instant);
  for (const Instant instant : {details_.evaluated_at(), details_.surveyed_at(), details_.resolved_at()})
    next.see(instant);
  const bool moves = knowledge_ == Knowledge::of_truth || revision_at(*conversation_, at_) == Revision::open;
  if (!moves) return next.next();
  next.see(conversation_->start);
  next.see(conversation_->end);
  for (const SegmentTruth& segment : conversation_->segments) {
    next.see(segment.start);
    next.see(segment.end);
  }
  for (const MetricTruth& metric : conversation_->metrics) next.see(metric.emitted);
  return next.next();
}

void WorldFacts::add_conversation() {
  facts_.originating_direction = name_of(conversation_->direction);
  const std::size_t first = pen_.here();
  details_.write_conversation(is_closed());
  facts_.fields = pen_.since(first);
}

void WorldFacts::add_appendix(AppendixFacts::Kind kind, Instant made_at, void (WorldDetails::*write)()) {
  if (made_at > at_ || !is_closed()) return;
  const std::size_t first = pen_.here();
  (details_.*write)();
  facts_.appendices.push_back({.kind = kind, .fields = pen_.since(first)});
}

void WorldFacts::add_appendices() {
  using Kind = AppendixFacts::Kind;
  add_appendix(Kind::evaluation, details_.evaluated_at(), &WorldDetails::write_evaluation);
  add_appendix(Kind::survey, details_.surveyed_at(), &WorldDetails::write_survey);
  add_appendix(Kind::resolution, details_.resolved_at(), &WorldDetails::write_resolution);
}

void WorldFacts::add_participant(std::size_t number) {
  const ParticipantTruth& truth = conversation_->participants[number];
  ParticipantFacts participant{.id = pen_.keep(participant_uuid(*conversation_, number)),
                               .purpose = name_of(truth.purpose)};
  participant.sessions.first = static_cast<std::uint32_t>(facts_.sessions.size());
  for (std::size_t each = 0; each < truth.session_count; ++each) add_session(truth.first_session + each);
  participant.sessions.count =
      static_cast<std::uint32_t>(facts_.sessions.size() - participant.sessions.first);
  if (participant.sessions.count == 0) return;  // Has not joined yet.
  switch (truth.purpose) {
    case Purpose::customer: participant.name = pool_.keep(customer_name(conversation_->customer)); break;
    case Purpose::ivr: participant.name = centre_.ivr_name; break;
    case Purpose::agent:
      participant.name = centre_.agents[truth.agent].name;
      participant.user_id = texts_.agents[truth.agent];
      break;
    case Purpose::acd:
    case Purpose::workflow:
    case Purpose::outbound:
      if (truth.queue != no_index) participant.name = centre_.queues[truth.queue].name;
      break;
  }
  std::size_t first = pen_.here();
  details_.write_participant(number);
  participant.fields = pen_.since(first);
  first = pen_.here();
  details_.write_attributes(number);
  participant.attributes = pen_.since(first);
  facts_.participants.push_back(participant);
}

void WorldFacts::look_at_truth(const SessionTruth& session) {
  segments_.clear();
  metrics_.clear();
  for (SegmentTruth segment : conversation_->segments_of(session)) {
    if (segment.start > at_) continue;
    if (segment.end > at_) {
      segment.end = never;
      segment.disconnect = DisconnectType::none;
    }
    segments_.push_back(segment);
  }
  for (const MetricTruth& metric : conversation_->metrics_of(session))
    if (metric.emitted <= at_) metrics_.push_back(metric);
}

void WorldFacts::look(const SessionTruth& session) {
  if (knowledge_ == Knowledge::of_truth) return look_at_truth(session);
  visible_segments_into(segments_, *conversation_, session, at_);
  visible_metrics_into(metrics_, *conversation_, session, at_);
}

void WorldFacts::add_session(std::size_t number) {
  const SessionTruth& truth = conversation_->sessions[number];
  look(truth);
  if (segments_.empty()) return;
  SessionFacts session{.id = pen_.keep(session_uuid(*conversation_, number)),
                       .media_type = name_of(truth.media)};
  if (truth.direction_known) session.direction = name_of(truth.direction);
  const SessionView view{.number = number,
                         .truth = truth,
                         .participant = conversation_->participants[truth.participant],
                         .segments = segments_,
                         .metrics = metrics_};
  std::size_t first = pen_.here();
  if (truth.peer != no_index) pen_.text("peerId", pen_.keep(session_uuid(*conversation_, truth.peer)));
  details_.write_session(view);
  session.fields = pen_.since(first);
  first = pen_.here();
  details_.write_flow(view);
  session.flow = pen_.since(first);
  session.segments.first = static_cast<std::uint32_t>(facts_.segments.size());
  add_segments(view);
  session.segments.count = static_cast<std::uint32_t>(facts_.segments.size() - session.segments.first);
  session.metrics.first = static_cast<std::uint32_t>(facts_.metrics.size());
  add_metrics();
  session.metrics.count = static_cast<std::uint32_t>(facts_.metrics.size() - session.metrics.first);
  facts_.sessions.push_back(session);
}

void WorldFacts::add_segments(const SessionView& session) {
  for (const SegmentTruth& truth : segments_) {
    SegmentFacts segment{.start = truth.start,
                         .end = truth.end,
                         .type = name_of(truth.type),
                         .disconnect_type = name_of(truth.disconnect),
                         .conference = truth.conference ? std::int8_t{1} : std::int8_t{0}};
    if (truth.queue != no_index) segment.queue_id = texts_.queues[truth.queue];
    const bool coded = truth.type == SegmentType::wrapup && truth.wrapup_code != no_index;
    if (coded && truth.end != never) segment.wrap_up_code = centre_.wrapup_codes[truth.wrapup_code].id;
    const std::size_t first = pen_.here();
    details_.write_segment(session, truth);
    segment.fields = pen_.since(first);
    facts_.segments.push_back(segment);
  }
}

void WorldFacts::add_metrics() {
  for (const MetricTruth& truth : metrics_)
    facts_.metrics.push_back({.name = name_of(truth.name), .value = truth.value, .emitted = truth.emitted});
}

}  // namespace nowthen::sim
