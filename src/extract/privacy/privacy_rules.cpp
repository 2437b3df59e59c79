#include "extract/privacy/privacy_rules.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/nearest.hpp"
#include "extract/privacy/record_levels.hpp"

namespace nowthen::extract {
namespace {

using warehouse::ColumnType;
using warehouse::TableSchema;

constexpr std::string_view attribute_prefix = "attribute.";

Error refused(std::string message, std::string hint) {
  return {.kind = ErrorKind::invalid_request, .message = std::move(message), .hint = std::move(hint)};
}

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

/// Every name that a rule may have.
std::vector<std::string> known_names() {
  std::vector<std::string> names;
  for (const RecordLevel& level : record_levels()) {
    for (const ColumnField& field : level.fields)
      names.push_back(fmt::format("{}.{}", warehouse::table(level.table).name, field.column));
    if (level.has_extra) names.push_back(fmt::format("{}.extra", warehouse::table(level.table).name));
  }
  return names;
}

Error unknown(std::string_view name) {
  if (name.starts_with("participant_attribute."))
    return refused(fmt::format("'{}': attributes are named by themselves", name.substr(0, 64)),
                   "write attribute.NAME, or attribute.* for all");
  const auto near = nearest(name, known_names());
  return refused(fmt::format("there is no column '{}' that comes from a record", name.substr(0, 64)),
                 near ? "did you mean: " + *near
                      : "name it as TABLE.COLUMN, such as session.ani, or attribute.NAME; "
                        "docs/reference/schema.md lists the columns");
}

const TableSchema* find_table(std::string_view name) {
  const auto& all = warehouse::tables();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const TableSchema& t) { return t.name == name; });
  return found == all.end() ? nullptr : &*found;
}

/// Who a conversation is and when it began is what everything else hangs on.
bool is_protected(std::string_view name) {
  return name == "conversation.conversation_id" || name == "conversation.conversation_start";
}

bool is_text(ColumnType type) { return type == ColumnType::text || type == ColumnType::text_list; }

/// A column of the table that says something of what the row is in.
Error carried(std::string_view name, std::string_view column) {
  for (const RecordLevel& level : record_levels())
    for (const ColumnField& field : level.fields)
      if (field.column == column)
        return refused(fmt::format("'{}' repeats what another table has", name),
                       fmt::format("name {}.{}", warehouse::table(level.table).name, column));
  return unknown(name);
}

Result<void> add_column(PrivacyRules& rules, PrivacyAction action, std::string_view name) {
  const auto dot = name.find('.');
  const TableSchema* const table = find_table(name.substr(0, dot));
  const RecordLevel* const level = table == nullptr ? nullptr : find_level(table->id);
  if (dot == std::string_view::npos || level == nullptr) return unknown(name);
  if (is_protected(name))
    return refused(fmt::format("'{}' must stay as it is", name),
                   "everything kept hangs on it; nowthen erase ID removes whole conversations");
  const std::string_view column = name.substr(dot + 1);
  if (column == "extra" && level->has_extra) {
    if (action != PrivacyAction::drop)
      return refused(fmt::format("'{}' can only be dropped", name), fmt::format("drop = [\"{}\"]", name));
    rules.columns.push_back({action, level->table, {}});
    return {};
  }
  const auto field = std::find_if(level->fields.begin(), level->fields.end(),
                                  [&](const ColumnField& each) { return each.column == column; });
  if (field == level->fields.end()) {
    const bool is_there = std::any_of(table->columns.begin(), table->columns.end(),
                                      [&](const auto& each) { return each.name == column; });
    return is_there ? carried(name, column) : unknown(name);
  }
  if (action != PrivacyAction::drop && !is_text(field->type))
    return refused(fmt::format("'{}' is no text: it can only be dropped", name),
                   fmt::format("drop = [\"{}\"]", name));
  rules.columns.push_back({action, level->table, field->key});
  return {};
}

}  // namespace

bool matches(std::string_view pattern, std::string_view name) {
  std::size_t at = 0;
  std::size_t in = 0;
  std::optional<std::size_t> star;
  std::size_t star_in = 0;
  while (in < name.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      star_in = in;
    } else if (at < pattern.size() && pattern[at] == lower(name[in])) {
      ++at;
      ++in;
    } else if (star) {
      at = *star + 1;
      in = ++star_in;
    } else {
      return false;
    }
  }
  return std::all_of(pattern.begin() + static_cast<std::ptrdiff_t>(at), pattern.end(),
                     [](char c) { return c == '*'; });
}

Result<void> add_rule(PrivacyRules& rules, PrivacyAction action, std::string_view name) {
  if (!name.starts_with(attribute_prefix)) return add_column(rules, action, name);
  const std::string_view pattern = name.substr(attribute_prefix.size());
  if (pattern.empty())
    return refused("'attribute.' names no attribute", "write attribute.NAME, or attribute.* for all");
  rules.attributes.push_back({action, lowered(pattern)});
  return {};
}

}  // namespace nowthen::extract
