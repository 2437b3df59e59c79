#include "webhooks/outbox_record.hpp"

#include <boost/json.hpp>

namespace nowthen::webhooks {
namespace {

namespace json = boost::json;

json::object object_of(const AcceptedEvent& accepted) {
  const Event& event = accepted.event;
  return {{"id", event.id},
          {"type", event.type},
          {"key", event.key},
          {"at", format_instant(event.at)},
          {"accepted_at", format_instant(accepted.accepted_at)},
          {"to", json::value_from(accepted.endpoints)},
          {"payload", event.payload}};
}

struct ToObject {
  json::object operator()(const OutboxBegin& begin) const {
    return {{"outbox", 1}, {"created_at", format_instant(begin.created_at)}};
  }
  json::object operator()(const OutboxIntake& intake) const {
    json::array events;
    for (const AcceptedEvent& each : intake.events) events.push_back(object_of(each));
    json::object object{{"events", std::move(events)}};
    if (intake.note) object["note"] = *intake.note;
    return object;
  }
  json::object operator()(const OutboxDone& done) const { return {{"done", done.id}, {"to", done.endpoint}}; }
  json::object operator()(const OutboxKnown& known) const {
    json::array ids;
    for (const auto& [id, at] : known.ids) ids.push_back(json::array{id, format_instant(at)});
    return {{"known", std::move(ids)}};
  }
};

/// Fields of an object; `is_sound` once one was not what it should be.
class Fields {
 public:
  explicit Fields(const json::object& object) : object_(object) {}

  std::string text(const char* key) {
    const json::value* value = object_.if_contains(key);
    if (value != nullptr && value->is_string()) return std::string(std::string_view(value->get_string()));
    is_sound_ = false;
    return {};
  }
  Instant instant(const char* key) { return read(text(key)); }
  Instant read(std::string_view text) {
    const auto instant = parse_instant(text);
    if (!instant) is_sound_ = false;
    return instant ? *instant : Instant{};
  }
  json::array array(const char* key) {
    const json::value* value = object_.if_contains(key);
    if (value != nullptr && value->is_array()) return value->get_array();
    is_sound_ = false;
    return {};
  }
  void refuse() { is_sound_ = false; }
  bool is_sound() const { return is_sound_; }

 private:
  const json::object& object_;
  bool is_sound_ = true;
};

std::optional<AcceptedEvent> read_event(const json::value& value) {
  if (!value.is_object()) return std::nullopt;
  Fields fields(value.get_object());
  AcceptedEvent accepted{.event = {.id = fields.text("id"),
                                   .type = fields.text("type"),
                                   .key = fields.text("key"),
                                   .at = fields.instant("at"),
                                   .payload = fields.text("payload")},
                         .accepted_at = fields.instant("accepted_at"),
                         .endpoints = {}};
  for (const json::value& each : fields.array("to")) {
    if (!each.is_string()) return std::nullopt;
    accepted.endpoints.emplace_back(std::string_view(each.get_string()));
  }
  return fields.is_sound() ? std::optional(std::move(accepted)) : std::nullopt;
}

std::optional<OutboxRecord> read_intake(const json::object& object) {
  Fields fields(object);
  OutboxIntake intake;
  for (const json::value& each : fields.array("events")) {
    auto event = read_event(each);
    if (!event) return std::nullopt;
    intake.events.push_back(*std::move(event));
  }
  if (object.contains("note")) intake.note = fields.text("note");
  return fields.is_sound() ? std::optional<OutboxRecord>(std::move(intake)) : std::nullopt;
}

std::optional<OutboxRecord> read_known(const json::object& object) {
  Fields fields(object);
  OutboxKnown known;
  for (const json::value& each : fields.array("known")) {
    if (!each.is_array() || each.get_array().size() != 2 || !each.get_array()[0].is_string() ||
        !each.get_array()[1].is_string())
      return std::nullopt;
    known.ids.emplace_back(std::string_view(each.get_array()[0].get_string()),
                           fields.read(std::string_view(each.get_array()[1].get_string())));
  }
  return fields.is_sound() ? std::optional<OutboxRecord>(std::move(known)) : std::nullopt;
}

}  // namespace

std::string record_text(const OutboxRecord& record) {
  return json::serialize(std::visit(ToObject(), record));
}

std::optional<AcceptedEvent> read_accepted_event(std::string_view text) {
  boost::system::error_code failed;
  const json::value value = json::parse(json::string_view(text.data(), text.size()), failed);
  return failed ? std::nullopt : read_event(value);
}

std::optional<OutboxRecord> read_record(std::string_view text) {
  boost::system::error_code failed;
  const json::value value = json::parse(json::string_view(text.data(), text.size()), failed);
  if (failed || !value.is_object()) return std::nullopt;
  const json::object& object = value.get_object();
  if (object.contains("events")) return read_intake(object);
  if (object.contains("known")) return read_known(object);
  Fields fields(object);
  OutboxRecord record;
  if (object.contains("outbox"))
    record = OutboxBegin{fields.instant("created_at")};
  else
    record = OutboxDone{.id = fields.text("done"), .endpoint = fields.text("to")};
  return fields.is_sound() ? std::optional(std::move(record)) : std::nullopt;
}

}  // namespace nowthen::webhooks
