#include "cli/handed_page.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <optional>
#include <utility>

namespace nowthen::cli {
namespace {

namespace json = boost::json;

Error not_understood() {
  return {.kind = ErrorKind::invalid_request, .message = "the page that was handed over is not understood"};
}

Error answer_not_understood() {
  return {.kind = ErrorKind::malformed_reply,
          .message = "what the process with the data answers is not understood",
          .hint = "is it another version of nowthen? wait until it has ended, then try again"};
}

json::value milliseconds(const std::optional<Instant>& instant) {
  return instant ? json::value(instant->time_since_epoch().count()) : json::value();
}

/// The number in that member; nothing where there is none.
std::optional<std::int64_t> number_in(const json::object& object, std::string_view name) {
  const json::value* const member = object.if_contains(name);
  if (member == nullptr || !member->is_int64()) return std::nullopt;
  return member->get_int64();
}

std::optional<Instant> instant_in(const json::object& object, std::string_view name) {
  const auto number = number_in(object, name);
  if (!number) return std::nullopt;
  return Instant(std::chrono::milliseconds(*number));
}

std::string text_in(const json::object& object, std::string_view name) {
  const json::value* const member = object.if_contains(name);
  return member != nullptr && member->is_string() ? std::string(member->get_string()) : std::string();
}

/// Cuts `bytes` into records of these sizes; false where they are not just that many.
bool cut(std::string_view bytes, const json::array& sizes, std::vector<std::string>& records) {
  if (sizes.size() > archive::max_records_per_page) return false;
  for (const json::value& each : sizes) {
    if (!each.is_int64() || each.get_int64() < 0) return false;
    const auto size = static_cast<std::uint64_t>(each.get_int64());
    if (size > bytes.size() || size > archive::max_record_bytes) return false;
    records.emplace_back(bytes.substr(0, size));
    bytes.remove_prefix(size);
  }
  return bytes.empty();
}

}  // namespace

std::string handed_page_text(const extract::RawPage& page) {
  json::array sizes;
  for (const std::string& record : page.records) sizes.push_back(static_cast<std::int64_t>(record.size()));
  std::string text = json::serialize(json::object{{"request", page.header.request},
                                                  {"received_at", milliseconds(page.header.received_at)},
                                                  {"as_of", milliseconds(page.header.as_of)},
                                                  {"note", page.header.note},
                                                  {"sizes", std::move(sizes)}}) +
                     '\n';
  for (const std::string& record : page.records) text += record;
  return text;
}

Result<extract::RawPage> parse_handed_page(std::string_view text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return not_understood();
  boost::system::error_code failed;
  const json::value value = json::parse(text.substr(0, end), failed);
  const json::object* const object = failed ? nullptr : value.if_object();
  const json::value* const sizes = object != nullptr ? object->if_contains("sizes") : nullptr;
  if (sizes == nullptr || !sizes->is_array()) return not_understood();
  extract::RawPage page{.header = {.kind = archive::PageKind::imported,
                                   .request = text_in(*object, "request"),
                                   .received_at = instant_in(*object, "received_at"),
                                   .as_of = instant_in(*object, "as_of"),
                                   .note = text_in(*object, "note")},
                        .records = {}};
  if (page.header.request.size() > archive::max_text_bytes ||
      page.header.note.size() > archive::max_text_bytes)
    return not_understood();
  if (!cut(text.substr(end + 1), sizes->get_array(), page.records)) return not_understood();
  return page;
}

json::object intake_json(const extract::Intake& intake) {
  json::array quarantined;
  for (const auto& each : intake.quarantined)
    quarantined.push_back(
        json::object{{"record", static_cast<std::int64_t>(each.record)}, {"reason", each.reason}});
  json::object revisions;
  for (const auto& [kind, count] : intake.merged.revisions) revisions[kind] = count;
  json::object new_fields;
  for (const auto& [name, records] : intake.new_fields) new_fields[name] = records;
  return {{"records", intake.records},
          {"pages", intake.pages},
          {"suppressed", intake.suppressed},
          {"withheld", intake.withheld},
          {"policed_values", intake.policed_values},
          {"new_fields", std::move(new_fields)},
          {"quarantined", std::move(quarantined)},
          {"new_readings", intake.merged.new_readings},
          {"known_readings", intake.merged.known_readings},
          {"new_conversations", intake.merged.new_conversations},
          {"changed_conversations", intake.merged.changed_conversations},
          {"revisions", std::move(revisions)}};
}

Result<extract::Intake> intake_from(const json::object& object) {
  const Error malformed = answer_not_understood();
  extract::Intake intake;
  for (const auto& [name, number] : {std::pair{"records", &intake.records},
                                     {"pages", &intake.pages},
                                     {"suppressed", &intake.suppressed},
                                     {"withheld", &intake.withheld},
                                     {"policed_values", &intake.policed_values},
                                     {"new_readings", &intake.merged.new_readings},
                                     {"known_readings", &intake.merged.known_readings},
                                     {"new_conversations", &intake.merged.new_conversations},
                                     {"changed_conversations", &intake.merged.changed_conversations}}) {
    const auto found = number_in(object, name);
    if (!found) return malformed;
    *number = *found;
  }
  const json::value* const quarantined = object.if_contains("quarantined");
  const json::value* const revisions = object.if_contains("revisions");
  const json::value* const new_fields = object.if_contains("new_fields");
  if (quarantined == nullptr || !quarantined->is_array() || revisions == nullptr || !revisions->is_object() ||
      new_fields == nullptr || !new_fields->is_object())
    return malformed;
  for (const json::value& each : quarantined->get_array()) {
    const auto record = each.is_object() ? number_in(each.get_object(), "record") : std::nullopt;
    if (!record || *record < 0) return malformed;
    intake.quarantined.push_back({static_cast<std::size_t>(*record), text_in(each.get_object(), "reason")});
  }
  for (const auto& [kind, count] : revisions->get_object())
    if (count.is_int64()) intake.merged.revisions[std::string(kind)] = count.get_int64();
  for (const auto& [name, records] : new_fields->get_object())
    if (records.is_int64()) intake.new_fields[std::string(name)] = records.get_int64();
  return intake;
}

json::object run_id_json(std::int64_t run_id) { return {{"run_id", run_id}}; }

Result<std::int64_t> run_id_from(const json::object& object) {
  const auto id = number_in(object, "run_id");
  if (!id) return answer_not_understood();
  return *id;
}

}  // namespace nowthen::cli
