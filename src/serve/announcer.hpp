#pragma once
#include <chrono>
#include <memory>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "alerts/abandons.hpp"
#include "alerts/evaluator.hpp"
#include "serve/snapshot.hpp"
#include "webhooks/event.hpp"

namespace nowthen::serve {

/// What is to be told, and what must be remembered with it.
struct Announcement {
  std::vector<webhooks::Event> events;
  std::vector<alerts::Change> changes;  ///< The alerts among the events.
  std::optional<std::string> note;      ///< State of the alerts, where it is to be kept anew.
};

/// Makes events of what the daemon's parts say: from the legs of each conversation what has changed since it
/// looked last, and from the rules of alerts what fires and resolves. Does no input or output; not
/// thread-safe.
class Announcer {
 public:
  /// @param note  what an earlier run left; nothing: there was none, or it cannot be understood
  Announcer(std::vector<alerts::Rule> rules, const std::optional<std::string>& note);

  /// From now on these rules hold: see `Evaluator::rules_are`.
  void rules_are(std::vector<alerts::Rule> rules) { evaluator_.rules_are(std::move(rules)); }

  /// The longest time that an abandon rate of the rules is of; 0 where none has one.
  std::chrono::milliseconds rate_span() const;
  /// How waits ended in `time`, before this run: see `alerts::Abandons::recall`. What is neither seen nor
  /// told here is not known, and a rate of it neither fires nor resolves anything.
  void recall(const std::vector<floor::Leg>& legs, const Interval& time) { abandons_.recall(legs, time); }
  /// See `alerts::Abandons::leave_unknown_before`.
  void leave_unknown_before(Instant at) { abandons_.leave_unknown_before(at); }

  /// What there is to tell at `now`. `incidents`: those that are open.
  Announcement look(const Snapshot& state, Instant now, const std::vector<alerts::OpenIncident>& incidents);

  std::size_t firing_count() const { return evaluator_.firing_count(); }
  std::vector<FiringAlert> firing() const;

 private:
  struct Told {
    std::vector<floor::Leg> legs;
    bool is_over = false;
  };

  void look_at_conversations(const Snapshot& state, std::vector<webhooks::Event>& events);
  void look_at_rules(const Snapshot& state, Instant now, const std::vector<alerts::OpenIncident>& incidents,
                     Announcement& announcement);

  alerts::Evaluator evaluator_;
  alerts::Abandons abandons_;
  std::unordered_map<std::string, Told> told_;
  std::shared_ptr<const std::vector<floor::Leg>> seen_;
  decltype(alerts::State::standings) noted_;
  std::optional<Instant> noted_at_;
};

}  // namespace nowthen::serve
