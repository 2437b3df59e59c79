#pragma once
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "alerts/facts.hpp"
#include "alerts/rule.hpp"

namespace nowthen::alerts {

/// The facts of one instant, found by subject. They must outlive it.
class Values {
 public:
  explicit Values(const Facts& facts);

  /// The things that a rule is to be held against: ids of queues, conversations or incidents; one empty id
  /// for the feed. Those that the facts show, and the queues that the rule names.
  std::set<std::string> subjects_of(const Rule& rule) const;

  /// The value of a comparison's field for that subject. What is not there counts as 0; nothing for a rate of
  /// a span of which not all waits are known. With `rule.media`,
  /// the conversations of those media are counted, each once, by what goes on most.
  std::optional<double> of(const Comparison& comparison, const Rule& rule, const std::string& subject) const;

  /// The rule's fields and their values for that subject, for people; each once.
  std::vector<std::pair<std::string, std::string>> texts(const Rule& rule, const std::string& subject) const;

 private:
  floor::FloorQueue queue_named(const Rule& rule, const std::string& id) const;
  std::optional<double> queue_value(const Comparison& comparison, const floor::FloorQueue& queue) const;
  double conversation_value(Field field, const std::string& id) const;
  double milliseconds_since(Instant since) const;
  std::set<std::string> queues_of(const Rule& rule) const;

  const Facts& facts_;
  std::unordered_map<std::string_view, const floor::FloorConversation*> conversations_;
};

/// A subject for which a rule's condition holds.
struct Held {
  std::string subject;
  std::vector<std::pair<std::string, std::string>> values;
};

/// For whom the rule's condition holds at that instant, whatever was before. Needs a floor where the rule is
/// about queues or conversations. Pure.
std::vector<Held> held_now(const Rule& rule, const Facts& facts);

}  // namespace nowthen::alerts
