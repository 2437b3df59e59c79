#include "alerts/evaluator.hpp"

#include <algorithm>
#include <set>

#include "core/digest.hpp"

namespace nowthen::alerts {
namespace {

// The longest time between two evaluations over which a condition counts as having held.
constexpr std::chrono::milliseconds longest_blink = std::chrono::minutes(1);
constexpr std::size_t id_digits = 32;

std::string alert_id(const std::string& rule, const std::string& subject, Instant fired_at) {
  const std::string text = rule + '\n' + subject + '\n' + format_instant(fired_at);
  return to_hex(sha256(text)).substr(0, id_digits);
}

bool needs_floor(Scope scope) { return scope == Scope::queue || scope == Scope::conversation; }

/// Whether what would change the standing certainly holds: the condition where there is no alert, else that
/// it is clear.
bool would_change(const Rule& rule, const Standing& standing, const Condition::Values& values) {
  if (!standing.fired_at) return rule.condition.holds(values);
  if (rule.clear_is_negated) return rule.clear.judged(values) == false;
  return rule.clear.holds(values) && rule.condition.judged(values) == false;
}

}  // namespace

Evaluator::Evaluator(std::vector<Rule> rules, State state)
    : rules_(std::move(rules)), state_(std::move(state)) {}

std::vector<Change> Evaluator::evaluate(const Facts& facts) {
  std::vector<Change> changes;
  if (state_.at && facts.at < *state_.at) return changes;
  if (state_.at && facts.at - *state_.at > longest_blink) forget_what_began();
  state_.at = facts.at;
  resolve_orphans(facts.at, changes);
  const Values values(facts);
  for (const Rule& rule : rules_) evaluate(rule, {facts, values}, changes);
  std::erase_if(state_.standings,
                [](const auto& each) { return !each.second.fired_at && !each.second.since; });
  return changes;
}

void Evaluator::rules_are(std::vector<Rule> rules) {
  for (auto& [place, standing] : state_.standings) {
    const auto is_it = [&name = place.first](const Rule& rule) { return rule.name == name; };
    const auto before = std::find_if(rules_.begin(), rules_.end(), is_it);
    const auto after = std::find_if(rules.begin(), rules.end(), is_it);
    const bool is_same = before != rules_.end() && after != rules.end() && says_the_same(*before, *after);
    if (!is_same) standing.since.reset();
  }
  rules_ = std::move(rules);
}

std::size_t Evaluator::firing_count() const {
  return static_cast<std::size_t>(
      std::count_if(state_.standings.begin(), state_.standings.end(),
                    [](const auto& each) { return each.second.fired_at.has_value(); }));
}

void Evaluator::forget_what_began() {
  for (auto& [place, standing] : state_.standings) standing.since.reset();
}

/// A rule that is there no more, or is about something else now, cannot say when its alerts are over.
void Evaluator::resolve_orphans(Instant at, std::vector<Change>& changes) {
  for (auto& each : state_.standings) {
    const Place& place = each.first;
    Standing& standing = each.second;
    const bool has_rule = std::any_of(rules_.begin(), rules_.end(), [&](const Rule& rule) {
      return rule.name == place.first && (!standing.fired_at || rule.scope == standing.scope);
    });
    if (has_rule) continue;
    standing.since.reset();
    if (!standing.fired_at) continue;
    changes.push_back({.kind = Change::Kind::resolved,
                       .alert_id = alert_id(place.first, place.second, *standing.fired_at),
                       .rule = place.first,
                       .when = {},
                       .scope = standing.scope,
                       .subject = place.second,
                       .at = at,
                       .fired_at = *standing.fired_at,
                       .values = {}});
    standing.fired_at.reset();
  }
}

void Evaluator::evaluate(const Rule& rule, const Seen& seen, std::vector<Change>& changes) {
  std::set<std::string> known;
  for (auto& [place, standing] : state_.standings)
    if (place.first == rule.name) known.insert(place.second);
  if (seen.facts.floor == nullptr && needs_floor(rule.scope)) {
    // What has begun may have ended meanwhile: nobody saw.
    for (const std::string& subject : known) state_.standings[{rule.name, subject}].since.reset();
    return;
  }
  known.merge(seen.values.subjects_of(rule));
  for (const std::string& subject : known) step(rule, subject, seen, changes);
}

void Evaluator::step(const Rule& rule, const std::string& subject, const Seen& seen,
                     std::vector<Change>& changes) {
  const Instant at = seen.facts.at;
  const Place place{rule.name, subject};
  const auto found = state_.standings.find(place);
  Standing standing = found == state_.standings.end() ? Standing{} : found->second;
  const auto values = [&](const Comparison& each) { return seen.values.of(each, rule, subject); };
  if (!would_change(rule, standing, values)) {
    standing.since.reset();
    if (found != state_.standings.end()) found->second = standing;
    return;
  }
  if (!standing.since) standing.since = at;
  const bool is_on = standing.fired_at.has_value();
  if (at - *standing.since >= (is_on ? rule.clear_span : rule.span)) {
    const Instant fired_at = standing.fired_at.value_or(at);
    changes.push_back({.kind = is_on ? Change::Kind::resolved : Change::Kind::fired,
                       .alert_id = alert_id(rule.name, subject, fired_at),
                       .rule = rule.name,
                       .when = rule.text,
                       .scope = rule.scope,
                       .subject = subject,
                       .at = at,
                       .fired_at = fired_at,
                       .values = seen.values.texts(rule, subject)});
    standing = {.fired_at = is_on ? std::nullopt : std::optional(fired_at), .since = {}, .scope = rule.scope};
  }
  state_.standings.insert_or_assign(place, standing);
}

}  // namespace nowthen::alerts
