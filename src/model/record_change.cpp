#include "model/record_change.hpp"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <map>

#include "model/volatile_fields.hpp"

namespace nowthen {
namespace {

namespace json = boost::json;

enum class Effect { added, altered };

struct Difference {
  std::string path;
  Effect effect{};
  bool of_wrap_up = false;
  const json::value* before = nullptr;  ///< Null: it was not there.
  const json::value* after = nullptr;   ///< Null: it is gone.
};

bool is_skipped(std::string_view key) {
  return key == "attributes" ||
         std::find(volatile_fields.begin(), volatile_fields.end(), key) != volatile_fields.end();
}

bool names_wrap_up(std::string_view text) {
  return text == "wrapup" || text == "tAcw" || text == "wrapUpCode" || text == "wrapUpNote" ||
         text == "tHandle";
}

/// Whether it is a part of a wrap-up, such as its segment or its metric.
bool is_wrap_up(const json::value& part) {
  const auto* object = part.if_object();
  if (object == nullptr) return false;
  for (const char* key : {"segmentType", "name"})
    if (const auto* value = object->if_contains(key))
      if (const auto* text = value->if_string()) return names_wrap_up(*text);
  return false;
}

std::string escaped(std::string_view key) {
  std::string out;
  for (const char letter : key) {
    if (letter == '~')
      out += "~0";
    else if (letter == '/')
      out += "~1";
    else
      out += letter;
  }
  return out;
}

/// What tells a part of a list from the others. Empty: only its place does.
std::string identity_of(const json::value& part) {
  const auto* object = part.if_object();
  if (object == nullptr) return json::serialize(part);
  for (const char* key : {"participantId", "sessionId", "evaluationId", "surveyId"})
    if (const auto* id = object->if_contains(key)) return json::serialize(*id);
  std::string identity;
  for (const char* key : {"name", "emitDate", "segmentType", "segmentStart", "flowOutcomeId", "eventTime"})
    if (const auto* value = object->if_contains(key)) identity += key + json::serialize(*value);
  return identity;
}

class Comparison {
 public:
  void values(const std::string& path, const json::value& before, const json::value& after, bool wrap_up) {
    if (before == after) return;
    if (before.is_object() && after.is_object())
      return objects(path, before.get_object(), after.get_object(), wrap_up || is_wrap_up(after));
    if (before.is_array() && after.is_array())
      return lists(path, before.get_array(), after.get_array(), wrap_up);
    note(path, &before, &after, wrap_up);
  }

  std::vector<Difference> differences;

 private:
  void note(std::string path, const json::value* before, const json::value* after, bool wrap_up) {
    const Effect effect = before == nullptr ? Effect::added : Effect::altered;
    differences.push_back({std::move(path), effect, wrap_up, before, after});
  }

  void objects(const std::string& path, const json::object& before, const json::object& after, bool wrap_up) {
    for (const auto& [key, value] : after) {
      if (is_skipped(key)) continue;
      const std::string inner = path + "/" + escaped(key);
      const bool of_wrap_up = wrap_up || names_wrap_up(key);
      if (const auto* old = before.if_contains(key))
        values(inner, *old, value, of_wrap_up);
      else
        note(inner, nullptr, &value, of_wrap_up);
    }
    for (const auto& [key, value] : before)
      if (!is_skipped(key) && !after.contains(key)) note(path + "/" + escaped(key), &value, nullptr, wrap_up);
  }

  void lists(const std::string& path, const json::array& before, const json::array& after, bool wrap_up) {
    std::multimap<std::string, std::size_t> unmatched;
    for (std::size_t i = 0; i < before.size(); ++i) unmatched.emplace(identity_of(before[i]), i);
    for (std::size_t i = 0; i < after.size(); ++i) {
      const std::string inner = path + "/" + std::to_string(i);
      const auto match = unmatched.find(identity_of(after[i]));
      if (match == unmatched.end()) {
        note(inner, nullptr, &after[i], wrap_up || is_wrap_up(after[i]));
        continue;
      }
      values(inner, before[match->second], after[i], wrap_up);
      unmatched.erase(match);
    }
    for (const auto& [identity, index] : unmatched)
      note(path + "/" + std::to_string(index), &before[index], nullptr, wrap_up);
  }
};

bool says_nothing(const json::value& value) {
  if (value.is_null()) return true;
  if (const auto* list = value.if_array()) return list->empty();
  const auto* object = value.if_object();
  return object != nullptr && object->empty();
}

/// Takes off members that say nothing, and gives a whole number one form.
void tidy(json::value& value) {
  if (auto* list = value.if_array())
    for (json::value& each : *list) tidy(each);
  if (auto* object = value.if_object()) {
    for (auto& member : *object) tidy(member.value());
    for (auto at = object->begin(); at != object->end();)
      at = says_nothing(at->value()) ? object->erase(at) : std::next(at);
  }
  const auto* number = value.if_double();
  constexpr double exact = 9e15;
  if (number != nullptr && *number == std::trunc(*number) && std::abs(*number) < exact)
    value = static_cast<std::int64_t>(*number);
  if (const auto* large = value.if_uint64(); large != nullptr && *large < static_cast<std::uint64_t>(exact))
    value = static_cast<std::int64_t>(*large);
}

std::optional<json::value> parsed(std::string_view text) {
  json::error_code failed;
  json::parse_options options;
  options.max_depth = 128;
  json::value value = json::parse({text.data(), text.size()}, failed, {}, options);
  if (failed || !value.is_object()) return std::nullopt;
  tidy(value);
  return value;
}

ChangeKind kind_of(bool was_open, bool is_open_now, const std::vector<Difference>& differences) {
  if (was_open) return is_open_now ? ChangeKind::growth : ChangeKind::completion;
  const bool only_added = std::all_of(differences.begin(), differences.end(),
                                      [](const Difference& each) { return each.effect == Effect::added; });
  if (!only_added) return ChangeKind::correction;
  const bool wrap_up = std::any_of(differences.begin(), differences.end(),
                                   [](const Difference& each) { return each.of_wrap_up; });
  return wrap_up ? ChangeKind::completion : ChangeKind::enrichment;
}

}  // namespace

std::string_view name_of(ChangeKind kind) noexcept {
  switch (kind) {
    case ChangeKind::growth: return "growth";
    case ChangeKind::completion: return "completion";
    case ChangeKind::enrichment: return "enrichment";
    case ChangeKind::correction: break;
  }
  return "correction";
}

std::optional<RecordChange> change_between(const ReadRecord& before, const ReadRecord& after) {
  const auto old = parsed(before.json);
  const auto now = parsed(after.json);
  if (!old || !now) return std::nullopt;
  Comparison comparison;
  comparison.values("", *old, *now, false);
  RecordChange change{.kind = kind_of(!before.has_ended, !after.has_ended, comparison.differences)};
  for (Difference& difference : comparison.differences) {
    if (change.paths.size() == most_paths) break;
    change.paths.push_back(std::move(difference.path));
  }
  return change;
}

std::optional<std::vector<ChangedPlace>> places_between(std::string_view before, std::string_view after) {
  const auto old = parsed(before);
  const auto now = parsed(after);
  if (!old || !now) return std::nullopt;
  Comparison comparison;
  comparison.values("", *old, *now, false);
  const auto text = [](const json::value* value) { return value == nullptr ? "" : json::serialize(*value); };
  std::vector<ChangedPlace> places;
  places.reserve(comparison.differences.size());
  for (Difference& each : comparison.differences)
    places.push_back({std::move(each.path), text(each.before), text(each.after)});
  return places;
}

}  // namespace nowthen
