#include "genesys/platform/summary_reader.hpp"

#include <algorithm>
#include <array>

#include "genesys/platform/talk_figures.hpp"

namespace nowthen::genesys::platform {
namespace {

using reading::JsonReading;
namespace ondemand = simdjson::ondemand;

constexpr std::size_t max_id_bytes = 1'024;
constexpr std::size_t max_participants = 1'000;
constexpr std::size_t max_parts = 100'000;  // sessions, segments and metrics together
constexpr std::size_t usual_participants = 4;

/// What somebody does now; the larger one says more.
enum class Doing { nothing, wrapping_up, queued, dialing, ringing, held, connected };

std::string_view name_of(Doing doing) {
  constexpr std::array<std::string_view, 7> names{"",        "closed", "queued",   "dialing",
                                                  "ringing", "held",   "connected"};
  return names.at(static_cast<std::size_t>(doing));
}

bool is_person(std::string_view purpose) { return purpose == "agent" || purpose == "user"; }
bool is_caller(std::string_view purpose) { return purpose == "customer" || purpose == "external"; }

Doing doing_in(std::string_view segment_type, std::string_view purpose) {
  if (segment_type == "dialing" || segment_type == "contacting") return Doing::dialing;
  if (segment_type == "alert") return Doing::ringing;
  if (segment_type == "hold") return Doing::held;
  if (segment_type == "wrapup") return Doing::wrapping_up;
  if (segment_type == "delay" || segment_type == "scheduled") return Doing::queued;
  return purpose == "acd" ? Doing::queued : Doing::connected;
}

/// One stretch of a session.
struct Segment {
  std::string type;
  std::string queue;
  std::optional<Instant> start, end;
  bool open = true;  ///< No end is told, not even one that cannot be read.
};

/// One record on its way into the model.
class SummaryReading : public JsonReading {
 public:
  SummaryReading(Escapes escapes, Conversation& record) : JsonReading(escapes), record_(record) {}

  void field(std::string_view key, ondemand::value value);
  void finish();

 private:
  void moment(ondemand::value value, std::string_view name, std::optional<Instant>& moment);
  std::optional<Instant> lenient_moment(ondemand::value value);
  void participants(ondemand::value value);
  void participant(ondemand::value value);
  void session(ondemand::value value);
  void metric(ondemand::value value);
  void segment(ondemand::value value);
  void note_segments(Participant& participant);
  void note_queue(const Segment& segment);
  void note_doing(std::string_view purpose, Doing doing);
  bool one_more() {
    if (++parts_ <= max_parts) return true;
    wrong("participants", "too many sessions, segments and metrics");
    return false;
  }
  std::string_view state() const;

  Conversation& record_;
  std::vector<Segment> segments_;  ///< Of the participant being read, whose purpose may come after them.
  std::size_t parts_ = 0;
  TalkFigures figures_;
  std::string first_direction_;
  bool has_session_ = false;
  std::optional<Instant> queued_at_;
  Doing persons_ = Doing::nothing;
  Doing others_ = Doing::nothing;
  Doing callers_ = Doing::nothing;
};

void SummaryReading::field(std::string_view key, ondemand::value value) {
  if (key == "conversationId") {
    std::string id;
    text(value, key, id);
    record_.id = ConversationId(std::move(id));
    return;
  }
  if (key == "conversationStart") return moment(value, key, record_.started_at);
  if (key == "conversationEnd") return moment(value, key, record_.ended_at);
  if (key == "originatingDirection") return text(value, key, record_.direction);
  if (key == "participants") return participants(value);
  check(value, key);
}

void SummaryReading::moment(ondemand::value value, std::string_view name, std::optional<Instant>& moment) {
  const bool told = !is_null(value);
  moment = lenient_moment(value);
  if (told && !moment) wrong(name, "not a time");
}

std::optional<Instant> SummaryReading::lenient_moment(ondemand::value value) {
  const std::string_view raw = token(value);
  const bool plain = raw.size() >= 2 && raw.front() == '"' && raw.back() == '"';
  if (!plain) {
    check(value, "a time");
    return std::nullopt;
  }
  const auto parsed = parse_instant(raw.substr(1, raw.size() - 2));
  return parsed ? std::optional(*parsed) : std::nullopt;
}

void SummaryReading::participants(ondemand::value value) {
  record_.participants.clear();
  record_.media_type.clear();
  record_.queue_id = QueueId{};
  figures_ = {};
  first_direction_.clear();
  has_session_ = false;
  queued_at_.reset();
  persons_ = others_ = callers_ = Doing::nothing;
  elements(value, "participants", [&](ondemand::value element) {
    if (record_.participants.size() >= max_participants) return wrong("participants", "too many");
    participant(element);
  });
}

void SummaryReading::participant(ondemand::value value) {
  if (record_.participants.empty()) record_.participants.reserve(usual_participants);
  Participant& participant = record_.participants.emplace_back();
  segments_.clear();
  fields(value, "participants", [&](std::string_view key, ondemand::value inner) {
    if (key == "participantName") return text(inner, "participants.participantName", participant.name);
    if (key == "purpose") return text(inner, "participants.purpose", participant.role);
    if (key == "sessions")
      return elements(inner, "participants.sessions", [this](ondemand::value each) { session(each); });
    if (key != "participantId") return check(inner, "participants", 3);
    std::string id;
    text(inner, "participants.participantId", id);
    participant.id = ParticipantId(std::move(id));
  });
  note_segments(participant);
}

void SummaryReading::session(ondemand::value value) {
  if (!one_more()) return;
  const bool is_first = !std::exchange(has_session_, true);
  fields(value, "sessions", [&](std::string_view key, ondemand::value inner) {
    if (key == "metrics")
      return elements(inner, "sessions.metrics", [this](ondemand::value each) { metric(each); });
    if (key == "segments")
      return elements(inner, "sessions.segments", [this](ondemand::value each) { segment(each); });
    if (is_first && key == "mediaType") return text(inner, "sessions.mediaType", record_.media_type);
    if (is_first && key == "direction") return text(inner, "sessions.direction", first_direction_);
    check(inner, "sessions", 5);
  });
}

void SummaryReading::metric(ondemand::value value) {
  if (!one_more()) return;
  std::string name;
  double amount = 0;
  fields(value, "metrics", [&](std::string_view key, ondemand::value inner) {
    if (key == "name") return text(inner, "metrics.name", name);
    if (key != "value" || is_null(inner)) return check(inner, "metrics", 7);
    number(inner, "metrics.value", amount);
  });
  figures_.add_metric(name, amount);
}

void SummaryReading::segment(ondemand::value value) {
  if (!one_more()) return;
  Segment& segment = segments_.emplace_back();
  fields(value, "segments", [&](std::string_view key, ondemand::value inner) {
    if (key == "segmentType") return text(inner, "segments.segmentType", segment.type);
    if (key == "queueId") return text(inner, "segments.queueId", segment.queue);
    if (key == "segmentStart") {
      segment.start = lenient_moment(inner);
    } else if (key == "segmentEnd") {
      segment.open = is_null(inner);
      segment.end = lenient_moment(inner);
    } else {
      check(inner, "segments", 7);
    }
  });
}

void SummaryReading::note_segments(Participant& participant) {
  Doing liveliest = Doing::nothing;
  for (const Segment& segment : segments_) {
    note_queue(segment);
    if (segment.open) liveliest = std::max(liveliest, doing_in(segment.type, participant.role));
    if (is_person(participant.role) && segment.start && segment.end && *segment.start <= *segment.end)
      figures_.add_segment(segment.type, *segment.end - *segment.start);
  }
  participant.state = name_of(liveliest);
  note_doing(participant.role, liveliest);
}

void SummaryReading::note_queue(const Segment& segment) {
  if (segment.queue.empty() || !segment.start) return;
  if (queued_at_ && *queued_at_ <= *segment.start) return;
  queued_at_ = segment.start;
  record_.queue_id = QueueId(segment.queue);
}

/// A caller is connected from the first ring on: what the others do says more, where they do anything.
void SummaryReading::note_doing(std::string_view purpose, Doing doing) {
  const bool listens = is_caller(purpose) && doing != Doing::dialing && doing != Doing::queued;
  Doing& best = is_person(purpose) ? persons_ : listens ? callers_ : others_;
  best = std::max(best, doing);
}

std::string_view SummaryReading::state() const {
  if (record_.ended_at) return "closed";
  for (const Doing doing : {persons_, others_, callers_})
    if (doing > Doing::wrapping_up) return name_of(doing);
  return "open";
}

void SummaryReading::finish() {
  if (record_.id.empty()) wrong("conversationId", "missing");
  if (record_.id.str().size() > max_id_bytes) wrong("conversationId", "too long");
  if (!record_.started_at) wrong("conversationStart", "missing");
  if (record_.direction.empty()) record_.direction = std::move(first_direction_);
  record_.state = state();
  record_.metrics = figures_.metrics();
  if (record_.ended_at)
    for (Participant& participant : record_.participants) participant.state.clear();
}

}  // namespace

reading::RecordOutcome read_summary(const reading::RawRecord& raw, Conversation& record) {
  SummaryReading reading(raw.escapes, record);
  reading.fields(raw.value, "conversations",
                 [&reading](std::string_view key, ondemand::value inner) { reading.field(key, inner); });
  if (reading.broken() == simdjson::SUCCESS) reading.finish();
  return {.broken = reading.broken(), .reason = reading.reason()};
}

}  // namespace nowthen::genesys::platform
