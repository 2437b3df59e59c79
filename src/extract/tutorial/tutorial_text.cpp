#include "extract/tutorial/tutorial_text.hpp"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "extract/sync/plan_json.hpp"

namespace nowthen::extract {
namespace {

using namespace plan_json;

constexpr const char* contract = "tutorial";

std::string name_of(UtcDay day) { return format_instant(day).substr(0, 10); }

std::optional<UtcDay> day_named(std::string_view name) {
  const auto instant = parse_instant(std::string(name) + "T00:00:00.000Z");
  return instant ? std::optional(day_of(*instant)) : std::nullopt;
}

json::object object_of(Interval interval) {
  return {{"begin", format_instant(interval.begin)}, {"end", format_instant(interval.end)}};
}

void add_number(const std::optional<std::int64_t>& number, const char* name, json::object& to) {
  if (number) to[name] = *number;
}

std::optional<std::int64_t> number_if_in(const json::object& object, const char* name) {
  return object.contains(name) ? std::optional(number_in(object, name)) : std::nullopt;
}

json::object object_of(const HistoryLook& look) {
  json::object object = object_of(look.started_in);
  object["begun_at"] = format_instant(look.begun_at);
  object["look"] = look.number;
  object["next"] = look.next;
  if (look.part) object["part"] = object_of(*look.part);
  add_number(look.total, "total", object);
  add_number(look.first_total, "first_total", object);
  object["total_before"] = look.total_before;
  object["shrank"] = look.shrank;
  object["set_aside"] = look.set_aside;
  object["repeated"] = look.repeated;
  object["stale"] = look.stale_pages;
  object["pages"] = json::array(look.page_hashes.begin(), look.page_hashes.end());
  object["places"] = array_of(look.places);
  return object;
}

std::optional<HistoryLook> look_in(const json::object& object) {
  const auto interval = interval_in(object);
  const auto begun = instant_in(object, "begun_at");
  auto places = places_in(object);
  if (!interval || !begun || !places || interval->end > whole(day_of(interval->begin)).end)
    return std::nullopt;
  HistoryLook look{.started_in = *interval, .begun_at = *begun};
  look.number = static_cast<int>(std::clamp<std::int64_t>(number_in(object, "look"), 1, 1'000));
  look.next = text_in(object, "next");
  if (const json::value* part = object.if_contains("part"); part != nullptr && part->is_object())
    look.part = interval_in(part->get_object());
  look.total = number_if_in(object, "total");
  look.first_total = number_if_in(object, "first_total");
  look.total_before = number_in(object, "total_before");
  look.shrank = is_true(object, "shrank");
  look.set_aside = number_in(object, "set_aside");
  look.repeated = number_in(object, "repeated");
  look.stale_pages = static_cast<int>(std::clamp<std::int64_t>(number_in(object, "stale"), 0, 1'000));
  look.page_hashes = texts_in(object, "pages");
  look.places = *std::move(places);
  return look;
}

/// Days whose latest reading does not prove what is there: from when on they are read again.
json::object unproven_days(const TutorialPlan& plan) {
  json::object again;
  for (const auto& [day, row] : plan.windows())
    if (!row.agreed)
      again[name_of(day)] =
          json::object{{"at", format_instant(row.ask_again_at)}, {"failures", row.failures}};
  return again;
}

void restore_unproven(const json::object& again, TutorialPlan& plan) {
  for (const auto& [name, value] : again) {
    const auto day = day_named(name);
    if (!day || !value.is_object()) continue;
    const auto failures = std::clamp<std::int64_t>(number_in(value.get_object(), "failures"), 0, 1'000);
    plan.restore_failures(*day, static_cast<int>(failures),
                          instant_in(value.get_object(), "at").value_or(Instant{}));
  }
}

}  // namespace

std::string encode_plan(const TutorialPlan& plan) {
  json::object object{{"contract", contract}, {"first_day", format_instant(plan.first())}};
  const auto add = [&](const char* name, Instant at) {
    if (at > Instant{}) object[name] = format_instant(at);
  };
  add("live_read_at", plan.live_read_at());
  add("live_proven_at", plan.live_proven_at());
  add("live_rest_until", plan.live_rest_until());
  if (const auto& look = plan.live_look())
    object["live"] = json::object{{"begun_at", format_instant(look->begun_at)}, {"cursor", look->cursor}};
  if (const auto& look = plan.history_look()) object["history"] = object_of(*look);
  std::map<std::string, Instant> asked;
  for (const auto& [day, at] : plan.asked_at()) asked[name_of(day)] = at;
  add_instants(asked, "asked", object);
  if (auto again = unproven_days(plan); !again.empty()) object["again"] = std::move(again);
  return json::serialize(object);
}

std::optional<HistoryLook> restore_plan(std::string_view text, TutorialPlan& plan) {
  const auto object = parsed(text);
  if (!object || text_in(*object, "contract") != contract) return std::nullopt;
  const auto at = [&](const char* name) { return instant_in(*object, name).value_or(Instant{}); };
  plan.restore_live_times(at("live_read_at"), at("live_proven_at"), at("live_rest_until"));
  for (const auto& [name, asked] : instants_in(*object, "asked"))
    if (const auto day = day_named(name)) plan.restore_asked(*day, asked);
  if (const json::value* again = object->if_contains("again"); again != nullptr && again->is_object())
    restore_unproven(again->get_object(), plan);
  if (const json::value* live = object->if_contains("live"); live != nullptr && live->is_object())
    if (const auto begun = instant_in(live->get_object(), "begun_at"))
      plan.restore_look(
          LiveLook{.begun_at = *begun, .cursor = text_in(live->get_object(), "cursor"), .is_resumed = true});
  const json::value* history = object->if_contains("history");
  return history != nullptr && history->is_object() ? look_in(history->get_object()) : std::nullopt;
}

bool is_tutorial_plan(std::string_view text) {
  const auto object = parsed(text);
  return object && text_in(*object, "contract") == contract;
}

}  // namespace nowthen::extract
