#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "alerts/facts.hpp"
#include "alerts/rule.hpp"
#include "alerts/values.hpp"

namespace nowthen::alerts {

/// An alert that began or came to its end.
struct Change {
  enum class Kind : std::uint8_t { fired, resolved };
  Kind kind = Kind::fired;
  std::string alert_id;  ///< The same for both; tells it from every other alert.
  std::string rule;
  std::string when;  ///< The rule's condition; empty where the rule is there no more.
  Scope scope = Scope::feed;
  std::string subject;  ///< The id of the queue, conversation or incident; empty for the feed.
  Instant at;
  Instant fired_at;
  std::vector<std::pair<std::string, std::string>> values;  ///< Of its fields at that instant, for people.
  bool operator==(const Change&) const = default;
};

/// How one rule stands for one subject.
struct Standing {
  std::optional<Instant> fired_at;  ///< Since when the alert goes on; nothing: there is none.
  std::optional<Instant> since;     ///< Since when what would change that has held.
  Scope scope = Scope::feed;        ///< Of an alert that goes on.
  bool operator==(const Standing&) const = default;
};

/// What an evaluator must remember over a restart.
struct State {
  std::optional<Instant> at;  ///< Of the latest evaluation.
  /// By rule and subject; only where an alert goes on, or something has begun.
  std::map<std::pair<std::string, std::string>, Standing> standings;
  bool operator==(const State&) const = default;
};

/// Holds rules against facts, one instant after the other. Each alert fires once and resolves once; an alert
/// lasts at least the span of being clear, and between two of one rule and subject lies the rule's span.
///
/// A condition must be seen to hold: where nothing was evaluated for more than a minute, what had begun to
/// hold begins anew. An alert that goes on stays over a restart, and resolves when its rule is gone. Does no
/// input or output; not thread-safe.
class Evaluator {
 public:
  explicit Evaluator(std::vector<Rule> rules, State state = {});

  /// What changed. An instant before the latest one changes nothing.
  std::vector<Change> evaluate(const Facts& facts);

  /// From now on these rules hold. What goes on of a rule that is still there goes on; what had begun to hold
  /// of one that says something else now begins anew.
  void rules_are(std::vector<Rule> rules);

  const State& state() const noexcept { return state_; }
  const std::vector<Rule>& rules() const noexcept { return rules_; }

  /// Alerts that go on.
  std::size_t firing_count() const;

 private:
  using Place = std::pair<std::string, std::string>;
  struct Seen {
    const Facts& facts;
    const Values& values;
  };

  void forget_what_began();
  void resolve_orphans(Instant at, std::vector<Change>& changes);
  void evaluate(const Rule& rule, const Seen& seen, std::vector<Change>& changes);
  void step(const Rule& rule, const std::string& subject, const Seen& seen, std::vector<Change>& changes);

  std::vector<Rule> rules_;
  State state_;
};

}  // namespace nowthen::alerts
