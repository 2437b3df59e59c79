#include "genesys/tutorial/record_decoder.hpp"

#include <algorithm>

namespace nowthen::genesys::tutorial {
namespace {

namespace ondemand = simdjson::ondemand;
using reading::JsonReading;

constexpr std::size_t max_id_bytes = 1'024;
constexpr std::size_t max_list_size = 1'000;  // of participants and metrics
constexpr std::size_t usual_list_size = 4;    // of participants and metrics: room for them is made once

/// One record on its way into the model.
class RecordReading : public JsonReading {
 public:
  RecordReading(std::string_view id_key, Escapes escapes, Conversation& record)
      : JsonReading(escapes), id_key_(id_key), record_(record) {}

  void field(std::string_view key, ondemand::value value);

  void finish() {
    if (record_.id.empty()) wrong(id_key_, "missing");
    if (record_.id.str().size() > max_id_bytes) wrong(id_key_, "too long");
  }

 private:
  template <class Id>
  void id(ondemand::value value, std::string_view name, Id& id) {
    std::string content;
    text(value, name, content);
    id = Id(std::move(content));
  }
  void instant(ondemand::value value, std::string_view name, std::optional<Instant>& instant);
  void initial_contact(ondemand::value value);
  void participants(ondemand::value value);
  void participant(ondemand::value value);
  void metrics(ondemand::value value);
  void metric(std::string_view name, ondemand::value value);

  std::string_view id_key_;
  Conversation& record_;
};

void RecordReading::field(std::string_view key, ondemand::value value) {
  if (key == id_key_) return id(value, key, record_.id);
  if (key == "type") return text(value, key, record_.media_type);
  if (key == "state") return text(value, key, record_.state);
  if (key == "startTime") return instant(value, key, record_.started_at);
  if (key == "endTime") return instant(value, key, record_.ended_at);
  if (key == "participants") return participants(value);
  if (key == "metrics") return metrics(value);
  if (key == "initialContact") return initial_contact(value);
  check(value, key);
}

void RecordReading::instant(ondemand::value value, std::string_view name, std::optional<Instant>& instant) {
  instant.reset();
  if (is_null(value)) return;
  const std::string_view raw = token(value);
  const bool plain = raw.size() >= 2 && raw.front() == '"' && raw.back() == '"';
  const auto parsed = parse_instant(plain ? raw.substr(1, raw.size() - 2) : std::string_view{});
  if (!parsed) return wrong(name, "not a time");
  instant = *parsed;
}

void RecordReading::initial_contact(ondemand::value value) {
  record_.queue_id = QueueId{};
  record_.direction.clear();
  fields(value, "initialContact", [this](std::string_view key, ondemand::value inner) {
    if (key == "queueId") return id(inner, "initialContact.queueId", record_.queue_id);
    if (key == "direction") return text(inner, "initialContact.direction", record_.direction);
    check(inner, "initialContact", 2);
  });
}

void RecordReading::participants(ondemand::value value) {
  record_.participants.clear();
  std::size_t count = 0;
  elements(value, "participants", [&](ondemand::value element) {
    if (++count > max_list_size) return wrong("participants", "too many");
    participant(element);
  });
}

void RecordReading::participant(ondemand::value value) {
  if (record_.participants.empty()) record_.participants.reserve(usual_list_size);
  Participant& participant = record_.participants.emplace_back();
  fields(value, "participants", [&](std::string_view key, ondemand::value inner) {
    if (key == "id") return id(inner, "participants.id", participant.id);
    if (key == "name") return text(inner, "participants.name", participant.name);
    if (key == "role") return text(inner, "participants.role", participant.role);
    if (key == "state") return text(inner, "participants.state", participant.state);
    check(inner, "participants", 3);
  });
}

void RecordReading::metrics(ondemand::value value) {
  record_.metrics.clear();
  record_.metrics.reserve(usual_list_size);
  std::size_t count = 0;
  fields(value, "metrics", [&](std::string_view name, ondemand::value inner) {
    if (++count > max_list_size) return wrong("metrics", "too many");
    metric(name, inner);
  });
}

void RecordReading::metric(std::string_view name, ondemand::value value) {
  auto& all = record_.metrics;
  std::erase_if(all, [name](const Metric& metric) { return metric.name == name; });
  if (is_null(value)) return;
  Metric metric{.name = std::string(name)};
  bool measured = false;
  fields(value, "metrics", [&](std::string_view key, ondemand::value inner) {
    if (key == "unit") return text(inner, "metrics.unit", metric.unit);
    if (key != "value") return check(inner, "metrics", 3);
    measured = !is_null(inner) && number(inner, "metrics.value", metric.value);
  });
  if (measured) all.push_back(std::move(metric));
}

}  // namespace

reading::RecordOutcome read_record(std::string_view id_key, const reading::RawRecord& raw,
                                   Conversation& record) {
  RecordReading reading(id_key, raw.escapes, record);
  reading.fields(raw.value, id_key,
                 [&reading](std::string_view key, ondemand::value inner) { reading.field(key, inner); });
  if (reading.broken() == simdjson::SUCCESS) reading.finish();
  return {.broken = reading.broken(), .reason = reading.reason()};
}

}  // namespace nowthen::genesys::tutorial
