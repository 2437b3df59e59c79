#include "extract/privacy/record_policy.hpp"

#include <algorithm>

#include "extract/privacy/policy_walk.hpp"
#include "extract/privacy/record_levels.hpp"

namespace nowthen::extract {
namespace {

using warehouse::TableId;

/// The stricter one holds.
void put(RecordPolicy::Actions& actions, std::string_view key, PrivacyAction action) {
  PrivacyAction& known = actions[key];
  known = std::max(known, action);
}

/// A column that the tutorial's contract has under another name than the platform's.
struct TutorialName {
  TableId table;
  std::string_view key;
  std::string_view name;
  bool in_participants = false;
};
constexpr TutorialName tutorial_names[] = {
    {TableId::conversation, "conversationEnd", "endTime"},
    {TableId::conversation, "originatingDirection", "direction"},
    {TableId::session, "mediaType", "type"},
    {TableId::participant, "participantId", "id", true},
    {TableId::participant, "participantName", "name", true},
    {TableId::participant, "purpose", "role", true},
};

/// Fields of the tutorial's records that the tables have a place for.
constexpr std::string_view tutorial_fields[] = {"id",   "conversationId", "startTime",      "endTime",
                                                "type", "participants",   "initialContact", "metrics"};

/// What stands deeper in them.
constexpr std::string_view inner_tutorial_fields[] = {
    "queueId", "direction", "talkTime", "holdTime", "wrapupTime", "value", "unit", "name", "role", "state"};

}  // namespace

RecordPolicy::RecordPolicy(const PrivacyRules& rules, std::string key)
    : attributes_(rules.attributes), change_(std::move(key), rules.mask_keeps) {
  make_levels();
  for (const ColumnRule& rule : rules.columns) add(rule);
  mark(levels_.at(TableId::conversation));
}

void RecordPolicy::make_levels() {
  for (const RecordLevel& level : record_levels()) levels_[level.table];
  for (const RecordLevel& level : record_levels()) {
    Level& made = levels_.at(level.table);
    for (const ColumnField& field : level.fields) made.known.insert(field.key);
    for (const ChildField& child : level.children) {
      made.known.insert(child.key);
      if (child.table == TableId::participant_attribute) {
        made.has_attributes = true;
      } else {
        made.children.emplace(child.key, &levels_.at(child.table));
      }
    }
  }
  levels_.at(TableId::conversation).known.insert(std::begin(tutorial_fields), std::end(tutorial_fields));
  known_anywhere_.insert(std::begin(inner_tutorial_fields), std::end(inner_tutorial_fields));
  for (const auto& [table, level] : levels_) known_anywhere_.insert(level.known.begin(), level.known.end());
}

void RecordPolicy::add(const ColumnRule& rule) {
  Level& level = levels_.at(rule.table);
  if (rule.key.empty()) {
    level.unknown = rule.action;
    unknown_anywhere_ = std::max(unknown_anywhere_, rule.action);
    return;
  }
  put(level.fields, rule.key, rule.action);
  put(anywhere_, rule.key, rule.action);
  add_tutorial_names(rule);
}

void RecordPolicy::add_tutorial_names(const ColumnRule& rule) {
  for (const TutorialName& each : tutorial_names)
    if (each.table == rule.table && each.key == rule.key)
      put(each.in_participants ? in_participants_ : anywhere_, each.name, rule.action);
}

/// Whether anything at the level or below may change; says so at each.
bool RecordPolicy::mark(Level& level) {
  level.concerns = !level.fields.empty() || level.unknown != PrivacyAction::none ||
                   (level.has_attributes && !attributes_.empty());
  for (const auto& [key, child] : level.children)
    for (auto& [table, each] : levels_)
      if (&each == child && mark(each)) level.concerns = true;
  return level.concerns;
}

PrivacyAction RecordPolicy::action_on_unknown(std::string_view name) const {
  return known_anywhere_.contains(name) ? PrivacyAction::none : unknown_anywhere_;
}

PrivacyAction RecordPolicy::action_on_attribute(std::string_view name) const {
  PrivacyAction action = PrivacyAction::none;
  for (const AttributeRule& rule : attributes_)
    if (rule.action > action && matches(rule.pattern, name)) action = rule.action;
  return action;
}

std::optional<PolicedRecord> RecordPolicy::apply(std::string_view record, RecordKind kind) const {
  if (kind != RecordKind::platform_record) return apply_anywhere(record);
  return PolicyWalk(*this, record).by_place();
}

std::optional<PolicedRecord> RecordPolicy::apply_anywhere(std::string_view record) const {
  return PolicyWalk(*this, record).anywhere();
}

}  // namespace nowthen::extract
