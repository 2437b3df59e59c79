#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "alerts/parse.hpp"

namespace nowthen::alerts {

/// A rule as somebody wrote it.
struct RuleText {
  std::string name;
  std::string when;
  std::string clear;                ///< Empty: see `Rule::clear`.
  std::vector<std::string> queues;  ///< Ids. None: all.
  std::vector<std::string> media;   ///< None: all.
};

/// A rule that is understood.
struct Rule {
  std::string name;        ///< Tells it from the others, also over a restart.
  std::string text;        ///< Of its condition.
  std::string clear_text;  ///< Of when it is over; empty: see `clear`.
  Condition condition;
  std::chrono::milliseconds span{0};  ///< For so long the condition must have held without a break.
  /// When it is over: this holds, or nothing of it where it is the negation that must hold, for
  /// `clear_span`.
  Condition clear;
  bool clear_is_negated = true;  ///< `clear` is what must have stopped: the condition, eased.
  std::chrono::milliseconds clear_span{0};
  Scope scope = Scope::feed;
  std::vector<std::string> queues;
  std::vector<std::string> media;
};

/// The longest time that an abandon rate of the rule is of; 0 where it has none.
std::chrono::milliseconds rate_span(const Rule& rule);

/// Whether both were written alike.
bool says_the_same(const Rule& one, const Rule& other);

/// What is wrong with a rule: with which of its texts, and where.
struct RuleFault {
  std::string key;   ///< `name`, `when` or `clear`.
  std::string text;  ///< Of that key.
  ParseFault fault;
};

/// Understands one rule. Where it does not say when it is clear, that is when the condition, eased by a fifth
/// (`Condition::eased`), has not held for `for`'s span. Pure.
std::variant<Rule, RuleFault> make_rule(const RuleText& text);

/// `alerts "NAME": when: character 15: expected ...`.
std::string one_line(const std::string& name, const RuleFault& fault);

}  // namespace nowthen::alerts
