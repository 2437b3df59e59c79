#include "simulator/records/record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <map>
#include <optional>

namespace nowthen::sim {
namespace {

namespace json = boost::json;

std::string_view text(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

/// The objects of an array member; anything else in it, and an absent member, counts as nothing.
std::vector<const json::object*> objects(const json::object& object, std::string_view name) {
  std::vector<const json::object*> found;
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_array()) return found;
  for (const json::value& each : value->get_array())
    if (each.is_object()) found.push_back(&each.get_object());
  return found;
}

std::optional<Instant> instant(const json::object& object, std::string_view name) {
  const auto parsed = parse_instant(text(object, name));
  return parsed ? std::optional(*parsed) : std::nullopt;
}

bool is_person(std::string_view purpose) { return purpose == "agent" || purpose == "user"; }

/// Sums over one conversation, by the names the platform uses.
struct Sums {
  std::map<std::string, std::int64_t, std::less<>> metrics;
  std::map<std::string, std::int64_t, std::less<>> segments;  ///< Of the sessions of agents and users.

  void add_metric(const json::object& metric) {
    json::error_code code;
    const json::value* value = metric.if_contains("value");
    const double amount = value == nullptr ? 0 : value->to_number<double>(code);
    if (code || amount < 0 || amount > 0x1p53) return;
    metrics[std::string(text(metric, "name"))] += static_cast<std::int64_t>(amount);
  }

  void add_segment(const json::object& segment) {
    const auto start = instant(segment, "segmentStart");
    const auto end = instant(segment, "segmentEnd");
    if (start && end && *start <= *end)
      segments[std::string(text(segment, "segmentType"))] += (*end - *start).count();
  }

  /// The first of `names` that occurs, else the segments of `type`.
  std::int64_t total(std::initializer_list<std::string_view> names, std::string_view type) const {
    for (const auto name : names)
      if (const auto found = metrics.find(name); found != metrics.end()) return found->second;
    const auto found = segments.find(type);
    return found == segments.end() ? 0 : found->second;
  }

  std::int64_t metric(std::string_view name) const {
    const auto found = metrics.find(name);
    return found == metrics.end() ? 0 : found->second;
  }
};

MetricValues values_of(const Sums& sums) {
  MetricValues values{};
  const auto set = [&](Metric metric, std::int64_t value) {
    values.at(static_cast<std::size_t>(metric)) = value;
  };
  set(Metric::talk, sums.total({"tTalkComplete", "tTalk"}, "interact"));
  set(Metric::hold, sums.total({"tHeldComplete", "tHeld"}, "hold"));
  set(Metric::wrapup, sums.total({"tAcw"}, "wrapup"));
  set(Metric::queue, sums.metric("tAcd"));
  set(Metric::alert, sums.metric("tAlert") + sums.metric("tNotResponding"));
  set(Metric::handle, sums.metric("tHandle"));
  return values;
}

std::string state_after(std::string_view segment_type, std::string_view purpose) {
  if (segment_type == "alert") return "ringing";
  if (segment_type == "hold") return "held";
  if (segment_type == "dialing" || segment_type == "contacting") return "dialing";
  return purpose == "acd" ? "queued" : "connected";
}

/// Gathers one record while its participants, sessions and segments are walked in the order they stand.
class Gatherer {
 public:
  void participant(const json::object& participant) {
    purpose_ = text(participant, "purpose");
    record_.participants.push_back({.id = std::string(text(participant, "participantId")),
                                    .name = std::string(text(participant, "participantName")),
                                    .role = std::string(purpose_),
                                    .left = true});
    for (const auto* each : objects(participant, "sessions")) session(*each);
  }

  Record finish(std::string_view direction) {
    record_.metrics = values_of(sums_);
    if (record_.queue_id.empty()) record_.queue_id = any_queue_;
    record_.outbound = (direction.empty() ? std::string_view(first_direction_) : direction) == "outbound";
    return std::move(record_);
  }

  Instant last_wrapup() const { return last_wrapup_; }

 private:
  void session(const json::object& session) {
    if (record_.type.empty()) {
      record_.type = std::string(text(session, "mediaType"));
      record_.initial_contact_id = std::string(text(session, "sessionId"));
      first_direction_ = std::string(text(session, "direction"));
    }
    for (const auto* metric : objects(session, "metrics")) sums_.add_metric(*metric);
    for (const auto* each : objects(session, "segments")) segment(*each);
  }

  void segment(const json::object& segment) {
    const auto type = text(segment, "segmentType");
    if (is_person(purpose_)) sums_.add_segment(segment);
    const auto queue = text(segment, "queueId");
    if (any_queue_.empty()) any_queue_ = std::string(queue);
    if (purpose_ == "acd" && record_.queue_id.empty()) record_.queue_id = std::string(queue);
    const auto end = instant(segment, "segmentEnd");
    if (!end) record_.participants.back().left = false;
    if (end && type == "wrapup") last_wrapup_ = std::max(last_wrapup_, *end);
    const auto start = instant(segment, "segmentStart");
    if (start) record_.first_activity = std::min(record_.first_activity, *start);
    if (!start || type == "wrapup" || *start < latest_start_) return;
    latest_start_ = *start;
    record_.open_state = state_after(type, purpose_);
  }

  Record record_;
  Sums sums_;
  std::string_view purpose_;
  std::string first_direction_;
  std::string any_queue_;
  Instant last_wrapup_ = Instant::min();
  Instant latest_start_ = Instant::min();
};

Error invalid(std::string message) {
  return {.kind = ErrorKind::invalid_request, .message = std::move(message)};
}

}  // namespace

Result<Record> read_record(const json::value& value) {
  if (!value.is_object()) return invalid("a conversation must be an object");
  const json::object& object = value.get_object();
  const auto id = text(object, "conversationId");
  if (id.empty()) return invalid("conversationId is missing");
  const auto start = instant(object, "conversationStart");
  if (!start) return invalid(fmt::format("conversation {}: conversationStart is not an instant", id));
  const auto end = instant(object, "conversationEnd");
  if (!end && object.contains("conversationEnd"))
    return invalid(fmt::format("conversation {}: conversationEnd is not an instant", id));

  Gatherer gatherer;
  for (const auto* participant : objects(object, "participants")) gatherer.participant(*participant);
  const Instant last_wrapup = gatherer.last_wrapup();
  Record record = gatherer.finish(text(object, "originatingDirection"));
  record.id = std::string(id);
  record.start = *start;
  if (end) {
    record.end = *end;
    record.settled = std::max(*end, last_wrapup);
  }
  if (record.type.empty()) record.type = "unknown";
  if (record.initial_contact_id.empty()) record.initial_contact_id = record.id;
  return record;
}

}  // namespace nowthen::sim
