#include "extract/privacy/policy_walk.hpp"

namespace nowthen::extract {
namespace {

PrivacyAction action_in(const RecordPolicy::Actions& actions, std::string_view name) {
  const auto found = actions.find(name);
  return found == actions.end() ? PrivacyAction::none : found->second;
}

/// Whatever a policy says, a record keeps what it is told by.
bool is_identity(std::string_view name) {
  return name == "conversationId" || name == "id" || name == "conversationStart" || name == "startTime";
}

}  // namespace

std::optional<PolicedRecord> PolicyWalk::by_place() {
  return run({.kind = Inside::Kind::level, .level = &policy_.root()});
}

std::optional<PolicedRecord> PolicyWalk::anywhere() { return run({.kind = Inside::Kind::anywhere}); }

std::optional<PolicedRecord> PolicyWalk::run(const Inside& root) {
  if (walk_.peek() != '{' || !object(root) || !walk_.at_end()) return std::nullopt;
  replace(record_.size(), record_.size(), {});
  return std::move(out_);
}

PrivacyAction PolicyWalk::action_on(const Inside& inside, std::string_view name) const {
  using enum Inside::Kind;
  switch (inside.kind) {
    case level: {
      const RecordPolicy::Level& level = *inside.level;
      return level.known.contains(name) ? action_in(level.fields, name) : level.unknown;
    }
    case attributes: return policy_.action_on_attribute(name);
    case any_participant: {
      const auto named =
          std::max(action_in(policy_.anywhere(), name), action_in(policy_.in_participants(), name));
      const bool is_known =
          policy_.participant().known.contains(name) || name == "id" || name == "name" || name == "role";
      return is_known ? named : std::max(named, policy_.participant().unknown);
    }
    case anywhere: break;
  }
  if (inside.depth > 0) return std::max(action_in(policy_.anywhere(), name), policy_.action_on_unknown(name));
  if (is_identity(name)) return PrivacyAction::none;
  const auto named = action_in(policy_.anywhere(), name);
  return policy_.root().known.contains(name) ? named : std::max(named, policy_.root().unknown);
}

/// What a field's own fields are; nothing where they are of no concern.
std::optional<PolicyWalk::Inside> PolicyWalk::child_of(const Inside& inside, std::string_view name) const {
  const int depth = inside.depth + 1;
  if (inside.kind == Inside::Kind::attributes || depth > JsonWalk::most_nesting) return std::nullopt;
  if (inside.kind != Inside::Kind::level) {
    if (name == "attributes") return Inside{.kind = Inside::Kind::attributes, .depth = depth};
    if (name == "participants") return Inside{.kind = Inside::Kind::any_participant, .depth = depth};
    return Inside{.kind = Inside::Kind::anywhere, .depth = depth};
  }
  if (inside.level->has_attributes && name == "attributes")
    return Inside{.kind = Inside::Kind::attributes, .depth = depth};
  const auto child = inside.level->children.find(name);
  if (child == inside.level->children.end() || !child->second->concerns) return std::nullopt;
  return Inside{.kind = Inside::Kind::level, .level = child->second, .depth = depth};
}

/// Any value; objects in it, also within lists, are what `inside` says.
bool PolicyWalk::value(const Inside& inside) {
  if (inside.depth > JsonWalk::most_nesting) return false;
  if (walk_.peek() == '{') return object(inside);
  if (!walk_.take('[')) return walk_.skip_value();
  if (walk_.take(']')) return true;
  Inside element = inside;
  ++element.depth;
  do {
    if (!value(element)) return false;
  } while (walk_.take(','));
  return walk_.take(']');
}

bool PolicyWalk::object(const Inside& inside) {
  walk_.take('{');
  if (walk_.take('}')) return true;
  bool has_kept = false;  // a field before this one stays
  std::size_t comma = 0;  // before this field
  for (bool more = true; more;) {
    walk_.skip_space();
    const std::size_t begin = walk_.at();
    const auto key = walk_.string();
    if (!key || !walk_.take(':')) return false;
    const std::string name = json_text(*key);
    const PrivacyAction action = action_on(inside, name);
    if (!field(inside, action, name)) return false;
    const std::size_t end = walk_.at();
    more = walk_.take(',');
    const std::size_t next_comma = walk_.at() - 1;
    if (action != PrivacyAction::drop) {
      has_kept = true;
    } else if (has_kept) {
      replace(comma, end, {});
    } else {
      if (more) walk_.skip_space();
      replace(begin, more ? walk_.at() : end, {});
    }
    comma = next_comma;
  }
  return walk_.take('}');
}

/// The value of a field, from behind its colon.
bool PolicyWalk::field(const Inside& inside, PrivacyAction action, std::string_view name) {
  walk_.skip_space();
  if (action == PrivacyAction::drop) {
    ++out_.values;
    return walk_.skip_value();
  }
  if (action != PrivacyAction::none) return change(action, inside.depth);
  const auto child = child_of(inside, name);
  return child ? value(*child) : walk_.skip_value();
}

/// Puts something else in the place of a value: of a list, in the place of each element; `null` says nothing
/// and stays.
bool PolicyWalk::change(PrivacyAction action, int depth) {
  if (walk_.peek() == '[') return change_elements(action, depth + 1);
  const std::size_t begin = walk_.at();
  if (!walk_.skip_value()) return false;
  const std::string_view was = walk_.between(begin, walk_.at());
  if (was == "null" || was == "\"\"") return true;
  const std::string text = was.front() == '"' ? json_text(was) : std::string(was);
  replace(begin, walk_.at(), json_string(policy_.change().changed(action, text)));
  ++out_.values;
  return true;
}

bool PolicyWalk::change_elements(PrivacyAction action, int depth) {
  walk_.take('[');
  if (walk_.take(']')) return true;
  do {
    if (depth > JsonWalk::most_nesting || !change(action, depth)) return false;
  } while (walk_.take(','));
  return walk_.take(']');
}

/// Takes over what lies before `begin`, then `with` in the place of what lies before `end`.
void PolicyWalk::replace(std::size_t begin, std::size_t end, std::string_view with) {
  out_.bytes.append(record_.substr(copied_, begin - copied_)).append(with);
  copied_ = end;
}

}  // namespace nowthen::extract
