#include "extract/tutorial_detail.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "extract/raw_fields.hpp"

namespace nowthen::extract {
namespace {

constexpr std::size_t room_for_parser = 128;
constexpr double most_milliseconds = 9e15;  // below 2^53: such a number is still exact

struct NamedMetric {
  std::string_view theirs;
  const char* ours;
};
constexpr std::array<NamedMetric, 3> held_metrics{
    {{"talkTime", "tTalkComplete"}, {"holdTime", "tHeldComplete"}, {"wrapupTime", "tAcw"}}};

void keep(std::string_view key, std::string_view json, std::string& extra) {
  if (extra.empty()) {
    extra = "{";
  } else {
    extra.back() = ',';
  }
  extra.append("\"").append(key).append("\":").append(json).append("}");
}

bool is_text(std::string_view json) { return json.size() > 2 && json.front() == '"'; }

/// A time finer than a millisecond would lose something.
bool is_exact_time(std::string_view json) {
  const auto point = json.find('.');
  if (!is_text(json) || point == std::string_view::npos) return is_text(json);
  const std::string_view finer = json.substr(std::min(point + 4, json.size()));
  return finer.substr(0, finer.find_first_not_of("0123456789")).find_first_not_of('0') ==
         std::string_view::npos;
}

/// Milliseconds in one of the metric's unit; 0: not a unit of time that is known.
double scale_of(const Metric& metric) {
  if (metric.unit == "seconds") return 1'000;
  return metric.unit == "milliseconds" ? 1 : 0;
}

/// One record on its way from the one model into the other.
class Translation {
 public:
  explicit Translation(const Conversation& record) : record_(record) {}

  ConversationDetail run() {
    detail_.conversation_id = record_.id;
    detail_.conversation_start = record_.started_at;
    detail_.conversation_end = record_.ended_at;
    detail_.originating_direction = record_.direction;
    for (const Participant& each : record_.participants) add(each);
    for (const auto& [key, value] : raw_fields(record_.json)) field(key, value);
    return std::move(detail_);
  }

 private:
  void add(const Participant& participant) {
    ParticipantDetail& added = detail_.participants.emplace_back();
    added.participant_id = participant.id;
    added.participant_name = participant.name;
    added.purpose = participant.role;
    added.sessions.emplace_back().media_type = record_.media_type;
  }

  void field(std::string_view key, std::string_view value);
  void participants(std::string_view value);
  void contact(std::string_view value);
  void metrics(std::string_view value);
  bool metric(std::string_view name, std::string_view value);
  Session* session_of(std::string_view purpose);
  Session* session_of_queue();

  const Conversation& record_;
  ConversationDetail detail_;
};

void Translation::field(std::string_view key, std::string_view value) {
  if (key == "participants" && !record_.participants.empty()) return participants(value);
  if (key == "initialContact" && value.starts_with('{')) return contact(value);
  if (key == "metrics" && value.starts_with('{')) return metrics(value);
  const bool names_it = is_text(value) && value.substr(1, value.size() - 2) == record_.id.str();
  const bool is_held = ((key == "startTime" || key == "endTime") && is_exact_time(value)) ||
                       (key == "type" && is_text(value) && !detail_.participants.empty()) ||
                       ((key == "id" || key == "conversationId") && names_it);
  if (!is_held) keep(key, value, detail_.extra);
}

void Translation::participants(std::string_view value) {
  std::size_t place = 0;
  for (const std::string_view element : raw_elements(value)) {
    if (place == detail_.participants.size()) return;
    std::string& extra = detail_.participants[place++].extra;
    for (const auto& [key, inner] : raw_fields(element))
      if (!is_text(inner) || (key != "id" && key != "name" && key != "role")) keep(key, inner, extra);
  }
}

void Translation::contact(std::string_view value) {
  std::string rest;
  for (const auto& [key, inner] : raw_fields(value)) {
    if (key == "direction" && is_text(inner)) continue;
    if (Session* const session = session_of_queue(); session && key == "queueId" && is_text(inner)) {
      session->segments.push_back({.queue_id = record_.queue_id});
      continue;
    }
    keep(key, inner, rest);
  }
  if (!rest.empty() || value == "{}") keep("initialContact", rest.empty() ? value : rest, detail_.extra);
}

void Translation::metrics(std::string_view value) {
  std::string rest;
  for (const auto& [name, inner] : raw_fields(value))
    if (!metric(name, inner)) keep(name, inner, rest);
  if (!rest.empty() || value == "{}") keep("metrics", rest.empty() ? value : rest, detail_.extra);
}

/// @return whether the agent's session now holds all of it
bool Translation::metric(std::string_view name, std::string_view value) {
  const auto* held = std::find_if(held_metrics.begin(), held_metrics.end(),
                                  [&](const auto& each) { return each.theirs == name; });
  const auto metric = std::find_if(record_.metrics.begin(), record_.metrics.end(),
                                   [&](const Metric& each) { return each.name == name; });
  Session* const session = session_of("agent");
  if (held == held_metrics.end() || metric == record_.metrics.end() || session == nullptr) return false;
  const double milliseconds = metric->value * scale_of(*metric);
  if (scale_of(*metric) == 0 || std::abs(milliseconds) > most_milliseconds) return false;
  const auto rounded = std::llround(milliseconds);
  session->metrics.push_back({.name = held->ours, .value = rounded});
  return std::abs(milliseconds - static_cast<double>(rounded)) < 1e-6 && raw_fields(value).size() == 2;
}

Session* Translation::session_of(std::string_view purpose) {
  for (auto& participant : detail_.participants)
    if (participant.purpose == purpose) return &participant.sessions.front();
  return nullptr;
}

/// Where the queue belongs: with the part of the system that queues, or with the agent it led to.
Session* Translation::session_of_queue() {
  Session* const session = session_of("acd");
  return session != nullptr ? session : session_of("agent");
}

Error refused(std::string reason) {
  return {.kind = ErrorKind::malformed_reply, .message = std::move(reason)};
}

}  // namespace

Result<ConversationDetail> TutorialDetails::decode(std::string_view record, RecordKind kind) {
  const auto conversation = read(record, kind);
  if (!conversation) return conversation.error();
  if (!conversation->started_at) return refused("startTime: missing");
  return Translation(*conversation).run();
}

/// The record as its contract's decoder reads it: as the one record of a page.
Result<Conversation> TutorialDetails::read(std::string_view record, RecordKind kind) {
  const bool is_group = kind == RecordKind::tutorial_group;
  const std::string_view begin = is_group ? R"({"total":1,"groups":[)" : R"({"totalCount":1,"entities":[)";
  reply_.reserve(begin.size() + record.size() + room_for_parser);
  reply_.assign(begin).append(record).append("]}");
  genesys::PageRecords page;
  if (is_group) {
    auto read = decoder_.history(reply_);
    if (!read) return read.error();
    page = std::move(*read);
  } else {
    auto read = decoder_.live(reply_);
    if (!read) return read.error();
    page = std::move(*read);
  }
  if (!page.set_aside.empty()) return refused(page.set_aside.front().reason);
  if (page.conversations.size() != 1) return refused("not one record");
  return std::move(page.conversations.front());
}

}  // namespace nowthen::extract
