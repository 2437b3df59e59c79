#include "simulator/notifications/event_feed.hpp"

#include <algorithm>
#include <set>

#include "simulator/notifications/queue_event.hpp"
#include "simulator/platform/live_work.hpp"
#include "simulator/platform/object_pen.hpp"
#include "simulator/world/mix.hpp"
#include "simulator/world/world.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds observation_step{5};
constexpr std::size_t most_remembered = 10'000;
constexpr std::uint64_t correlation_kind = 0xF4A3E;
constexpr Instant past_everything = absent - milliseconds(1);

Instant step_before(Instant instant) {
  const auto since = instant.time_since_epoch();
  return Instant(since - since % milliseconds(observation_step));
}

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0;
  for (const char letter : text) hash = mix(hash, static_cast<unsigned char>(letter));
  return hash;
}

/// The media of the conversations that have changed.
std::set<std::string> media_of(const World& world, const std::vector<QueueChange>& changes) {
  std::set<std::string> media;
  for (const QueueChange& change : changes)
    for (const SessionTruth& session : world.conversations()[change.conversation].sessions)
      media.emplace(name_of(session.media));
  return media;
}

}  // namespace

std::optional<Instant> EventFeed::next(std::span<const Subscription> subscriptions, Instant after,
                                       Instant until) {
  extend_(until);
  std::optional<Instant> earliest;
  for (const Subscription& subscription : subscriptions) {
    const auto found =
        next_of(subscription.topic, std::max(after, subscription.since), earliest.value_or(until));
    if (found) earliest = found;
  }
  return earliest;
}

std::optional<Instant> EventFeed::next_of(const Topic& topic, Instant after, Instant until) {
  switch (topic.spec->kind) {
    case TopicKind::queue_conversations: return index_.next(topic.id, after, until);
    case TopicKind::queue_observations: return next_observation(topic, after, until);
    case TopicKind::detail_event: return next_detail(topic, after, until);
    case TopicKind::jobs_availability: {
      const Instant at = next_availability(after);
      return at <= until ? std::optional(at) : std::nullopt;
    }
    case TopicKind::silent: break;
  }
  return std::nullopt;
}

/// Told on whole steps, where something has changed since the step before.
std::optional<Instant> EventFeed::next_observation(const Topic& topic, Instant after, Instant until) {
  const auto change = index_.next(topic.id, step_before(after), until);
  if (!change) return std::nullopt;
  const Instant before = step_before(*change);
  const Instant at = before == *change ? before : before + observation_step;
  return at <= until ? std::optional(at) : std::nullopt;
}

std::optional<Instant> EventFeed::next_detail(const Topic& topic, Instant after, Instant until) {
  const auto* moments = moments_of(topic.id);
  if (moments == nullptr) return std::nullopt;
  for (const DetailMoment& moment : *moments)
    if (moment.kind == topic.spec->detail && moment.at > after)
      return moment.at <= until ? std::optional(moment.at) : std::nullopt;
  return std::nullopt;
}

/// The date moves by whole hours.
Instant EventFeed::next_availability(Instant after) const {
  return std::chrono::floor<hours>(after - options_.job_lag) + hours(1) + options_.job_lag;
}

const std::vector<DetailMoment>* EventFeed::moments_of(const std::string& conversation_id) {
  const auto known = moments_.find(conversation_id);
  if (known != moments_.end()) return &known->second;
  const auto index = source_.world() == nullptr ? std::nullopt : source_.find(conversation_id);
  if (!index) return nullptr;
  if (moments_.size() >= most_remembered) moments_.clear();
  const auto& whole = source_.facts(*index, past_everything, Knowledge::of_truth);
  return &moments_.emplace(conversation_id, detail_moments_of(whole)).first->second;
}

std::vector<Frame> EventFeed::frames(std::span<const Subscription> subscriptions, Instant at) {
  std::vector<Frame> frames;
  for (const Subscription& subscription : subscriptions)
    if (subscription.since < at) append(frames, subscription.topic, at);
  return frames;
}

void EventFeed::append(std::vector<Frame>& frames, const Topic& topic, Instant at) {
  switch (topic.spec->kind) {
    case TopicKind::queue_conversations: return append_conversations(frames, topic, at);
    case TopicKind::queue_observations: return append_observations(frames, topic, at);
    case TopicKind::detail_event: return append_details(frames, topic, at);
    case TopicKind::jobs_availability: return append_availability(frames, topic, at);
    case TopicKind::silent: return;
  }
}

void EventFeed::append_conversations(std::vector<Frame>& frames, const Topic& topic, Instant at) {
  index_.between(changes_, topic.id, at - milliseconds(1), at);
  for (const QueueChange& change : changes_) {
    std::string body;
    append_queue_event(body, source_.facts(change.conversation, at, Knowledge::of_truth), at);
    frames.push_back(event_frame(topic.name, body, correlation_id(change.conversation, at)));
  }
}

const EventFeed::Board& EventFeed::board_at(Instant at) {
  if (board_at_ == at) return board_;
  board_.clear();
  for_each_work(source_, at, [this](Work work, const SegmentPlace& place) {
    ++board_[{std::string(queue_of(place)), std::string(place.session.media_type)}].at(
        static_cast<std::size_t>(work));
  });
  board_at_ = at;
  return board_;
}

void EventFeed::append_observations(std::vector<Frame>& frames, const Topic& topic, Instant at) {
  if (step_before(at) != at || source_.world() == nullptr) return;
  index_.between(changes_, topic.id, at - observation_step, at);
  for (const std::string& medium : media_of(*source_.world(), changes_)) {
    const auto found = board_at(at).find({topic.id, medium});
    const Counts counts = found == board_.end() ? Counts{} : found->second;
    std::string body = R"({"group":)";
    ObjectPen group(body);
    group.text("queueId", topic.id);
    group.text("mediaType", medium);
    group.end();
    std::string from;
    std::string to;
    append_json_instant(from, at - observation_step);
    append_json_instant(to, at);
    body +=
        R"(,"data":[{"interval":)" + from.substr(0, from.size() - 1) + "/" + to.substr(1) + R"(,"metrics":[)";
    constexpr std::array<std::string_view, 3> names{"oWaiting", "oAlerting", "oInteracting"};
    for (std::size_t metric = 0; metric < names.size(); ++metric) {
      body += metric == 0 ? R"({"metric":")" : R"(,{"metric":")";
      body += names.at(metric);
      body += R"(","stats":{"count":)" + std::to_string(counts.at(metric)) + "}}";
    }
    body += "]}]}";
    frames.push_back(event_frame(topic.name, body, correlation_id(hash_of(topic.name + medium), at)));
  }
}

void EventFeed::append_details(std::vector<Frame>& frames, const Topic& topic, Instant at) {
  const auto* moments = moments_of(topic.id);
  const auto index = moments == nullptr ? std::nullopt : source_.find(topic.id);
  if (!index) return;
  for (const DetailMoment& moment : *moments) {
    if (moment.at != at || moment.kind != topic.spec->detail) continue;
    std::string body;
    append_detail_event(body, source_.facts(*index, past_everything, Knowledge::of_truth), moment);
    frames.push_back(event_frame(topic.name, body, correlation_id(mix(*index, moment.session), at)));
  }
}

void EventFeed::append_availability(std::vector<Frame>& frames, const Topic& topic, Instant at) {
  if (next_availability(at - milliseconds(1)) != at) return;
  std::string body;
  ObjectPen pen(body);
  pen.instant("dataAvailabilityDate", at - options_.job_lag);
  pen.end();
  frames.push_back(event_frame(topic.name, body, correlation_id(hash_of(topic.name), at)));
}

std::string EventFeed::correlation_id(std::uint64_t what, Instant at) const {
  return to_text(derived_uuid(mix(options_.seed ^ correlation_kind, what),
                              static_cast<std::uint64_t>(at.time_since_epoch().count())));
}

}  // namespace nowthen::sim
