#include "serve/announcer.hpp"

#include <algorithm>

#include "alerts/state_text.hpp"
#include "webhooks/conversation_events.hpp"
#include "webhooks/house_events.hpp"

namespace nowthen::serve {
namespace {

using std::chrono::milliseconds;

// A feed that asks does so every fifteen seconds; what is much older is no floor of now.
constexpr milliseconds oldest_floor = std::chrono::minutes(2);
// What has begun to hold is noted so often that a short restart does not begin it anew.
constexpr milliseconds between_notes = std::chrono::seconds(30);

alerts::State state_of(const std::optional<std::string>& note) {
  return note ? alerts::read_state(*note).value_or(alerts::State{}) : alerts::State{};
}

milliseconds feed_age(const Snapshot& state, Instant now) {
  const Instant seen = state.feed.seen_until == Instant{} ? state.started_at : state.feed.seen_until;
  return std::max(now - seen, milliseconds(0));
}

}  // namespace

Announcer::Announcer(std::vector<alerts::Rule> rules, const std::optional<std::string>& note)
    : evaluator_(std::move(rules), state_of(note)), noted_(evaluator_.state().standings) {}

Announcement Announcer::look(const Snapshot& state, Instant now,
                             const std::vector<alerts::OpenIncident>& incidents) {
  Announcement announcement;
  look_at_conversations(state, announcement.events);
  look_at_rules(state, now, incidents, announcement);
  return announcement;
}

milliseconds Announcer::rate_span() const {
  milliseconds longest{0};
  for (const alerts::Rule& rule : evaluator_.rules()) longest = std::max(longest, alerts::rate_span(rule));
  return longest;
}

void Announcer::look_at_conversations(const Snapshot& state, std::vector<webhooks::Event>& events) {
  if (!state.legs || state.legs == seen_) return;
  seen_ = state.legs;
  std::unordered_map<std::string, Told> now;
  for (const floor::Leg& leg : *state.legs) now[leg.conversation_id.str()].legs.push_back(leg);
  for (auto& [id, known] : now) {
    known.is_over = state.over && state.over->contains(id);
    const auto before = told_.find(id);
    const Told none;
    const Told& told = before == told_.end() ? none : before->second;
    if (told.legs == known.legs && told.is_over == known.is_over) continue;
    auto news = webhooks::conversation_events({told.legs, told.is_over}, {known.legs, known.is_over});
    std::move(news.begin(), news.end(), std::back_inserter(events));
  }
  told_ = std::move(now);
}

void Announcer::look_at_rules(const Snapshot& state, Instant now,
                              const std::vector<alerts::OpenIncident>& incidents,
                              Announcement& announcement) {
  const milliseconds age = feed_age(state, now);
  const bool is_known = state.legs && state.feed_trouble.empty() && age <= oldest_floor;
  if (state.legs) abandons_.look(*state.legs, now);
  const floor::Floor floor = is_known ? floor::floor_at(*state.legs, now) : floor::Floor{};
  announcement.changes = evaluator_.evaluate({.at = now,
                                              .floor = is_known ? &floor : nullptr,
                                              .feed_age = age,
                                              .abandons = &abandons_,
                                              .incidents = incidents});
  for (const alerts::Change& change : announcement.changes)
    announcement.events.push_back(webhooks::alert_event(change));
  const auto& standings = evaluator_.state().standings;
  const bool is_due = !standings.empty() && (!noted_at_ || now - *noted_at_ >= between_notes);
  if (standings == noted_ && !is_due) return;
  noted_ = standings;
  noted_at_ = now;
  announcement.note = alerts::state_text(evaluator_.state());
}

std::vector<FiringAlert> Announcer::firing() const {
  std::vector<FiringAlert> firing;
  for (const auto& [place, standing] : evaluator_.state().standings) {
    if (!standing.fired_at) continue;
    FiringAlert alert{.rule = place.first, .when = {}, .subject = place.second, .since = *standing.fired_at};
    for (const alerts::Rule& rule : evaluator_.rules())
      if (rule.name == alert.rule) alert.when = rule.text;
    firing.push_back(std::move(alert));
  }
  return firing;
}

}  // namespace nowthen::serve
