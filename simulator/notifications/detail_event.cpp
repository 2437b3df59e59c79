#include "simulator/notifications/detail_event.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "simulator/notifications/communication_look.hpp"
#include "simulator/platform/object_pen.hpp"

namespace nowthen::sim {
namespace {

struct Steps {
  DetailKind start = DetailKind::none;
  DetailKind end = DetailKind::none;
};

Steps steps_of(std::string_view purpose) {
  if (purpose == "customer") return {DetailKind::customer_start, DetailKind::customer_end};
  if (purpose == "acd") return {DetailKind::acd_start, DetailKind::acd_end};
  if (purpose == "agent") return {DetailKind::user_start, DetailKind::user_end};
  if (purpose == "ivr" || purpose == "workflow") return {DetailKind::flow_start, DetailKind::flow_end};
  return {};
}

Instant past_everything() { return absent - std::chrono::milliseconds(1); }

void add(std::vector<DetailMoment>& moments, Instant at, DetailKind kind, std::uint32_t session) {
  if (at != absent && kind != DetailKind::none) moments.push_back({at, kind, session});
}

const ParticipantFacts& owner_of(const ConversationFacts& whole, std::uint32_t session) {
  const auto found = std::find_if(whole.participants.begin(), whole.participants.end(),
                                  [session](const ParticipantFacts& participant) {
                                    return participant.sessions.first <= session &&
                                           session < participant.sessions.first + participant.sessions.count;
                                  });
  return found == whole.participants.end() ? whole.participants.front() : *found;
}

class DetailWriter {
 public:
  DetailWriter(std::string& out, const ConversationFacts& whole, const DetailMoment& moment)
      : pen_(out),
        whole_(whole),
        moment_(moment),
        session_(whole.sessions[moment.session]),
        participant_(owner_of(whole, moment.session)),
        look_(look_at(whole, whole.segments_of(session_), moment.at)) {}

  void write() {
    pen_.integer("eventTime", moment_.at.time_since_epoch().count());
    pen_.text("conversationId", whole_.id);
    pen_.text("participantId", participant_.id);
    pen_.text("sessionId", session_.id);
    if (is_end()) pen_.text("disconnectType", capitals_of(look_.disconnect_type));
    pen_.text("mediaType", capitals_of(session_.media_type));
    pen_.text("provider", field("provider"));
    pen_.text("direction", capitals_of(session_.direction));
    pen_.text("messageType", capitals_of(field("messageType")));
    for (const std::string_view name : {"ani", "dnis", "addressTo", "addressFrom"})
      pen_.text(name, field(name));
    callback();
    contact();
    of_kind();
    pen_.end();
  }

 private:
  bool is_end() const {
    constexpr std::array<DetailKind, 4> ends{DetailKind::customer_end, DetailKind::acd_end,
                                             DetailKind::user_end, DetailKind::flow_end};
    return std::find(ends.begin(), ends.end(), moment_.kind) != ends.end();
  }

  bool is_flow() const {
    return moment_.kind == DetailKind::flow_start || moment_.kind == DetailKind::flow_end;
  }

  std::string_view field(std::string_view name) const {
    const FactField* found = whole_.find(session_.fields, name);
    return found == nullptr ? std::string_view() : found->value;
  }

  void callback() {
    if (is_flow() || session_.media_type != "callback") return;
    pen_.text("callbackUserName", field("callbackUserName"));
    pen_.json("callbackNumbers", field("callbackNumbers"));
  }

  void contact() {
    if (participant_.purpose != "customer") return;
    if (const FactField* contact = whole_.find(participant_.fields, "externalContactId"))
      pen_.text("externalContactId", contact->value);
  }

  /// How long segments of this type took up to now; empty: there is none.
  std::optional<std::int64_t> length(std::string_view type) const {
    std::optional<std::int64_t> total;
    for (const SegmentFacts& segment : whole_.segments_of(session_)) {
      if (segment.type != type || segment.start > moment_.at) continue;
      total = total.value_or(0) + (std::min(segment.end, moment_.at) - segment.start).count();
    }
    return total;
  }

  void length(std::string_view name, std::string_view type) {
    if (const auto total = length(type)) pen_.integer(name, *total);
  }

  void of_kind() {
    switch (moment_.kind) {
      case DetailKind::customer_end: return length("interactingDurationMs", "interact");
      case DetailKind::acd_start: return pen_.text("queueId", look_.queue_id);
      case DetailKind::acd_end: return acd_end();
      case DetailKind::user_start: return user();
      case DetailKind::user_end: return user_end();
      case DetailKind::flow_end:
        return pen_.integer("connectedDurationMs", (look_.disconnected - look_.joined).count());
      case DetailKind::acw: user(); return wrap_up();
      case DetailKind::wrapup: pen_.text("queueId", look_.queue_id); return wrap_up();
      default: return;
    }
  }

  void acd_end() {
    pen_.text("queueId", look_.queue_id);
    pen_.text("acdOutcome", acd_outcome());
    pen_.integer("connectedDurationMs", (look_.disconnected - look_.joined).count());
  }

  /// As the metrics of the wait have it: what is neither abandoned nor flows out was answered.
  std::string_view acd_outcome() const {
    const auto has = [this](std::string_view name) {
      const auto metrics = whole_.metrics_of(session_);
      return std::any_of(metrics.begin(), metrics.end(),
                         [name](const MetricFacts& metric) { return metric.name == name; });
    };
    if (has("tAbandon")) return "ABANDON";
    return has("tFlowOut") ? "FLOW_OUT" : "ANSWERED";
  }

  void user() {
    pen_.text("userId", participant_.user_id);
    pen_.text("queueId", look_.queue_id);
  }

  void user_end() {
    user();
    length("interactingDurationMs", "interact");
    length("heldDurationMs", "hold");
    length("alertingDurationMs", "alert");
    length("contactingDurationMs", "contacting");
    length("dialingDurationMs", "dialing");
  }

  void wrap_up() {
    pen_.text("wrapupCode", look_.wrap_up.code);
    pen_.text("wrapupNotes", look_.wrap_up.note);
    pen_.integer("wrapupDurationMs", (look_.wrap_up.end - look_.wrap_up.start).count());
  }

  ObjectPen pen_;
  const ConversationFacts& whole_;
  const DetailMoment& moment_;
  const SessionFacts& session_;
  const ParticipantFacts& participant_;
  CommunicationLook look_;
};

}  // namespace

std::string capitals_of(std::string_view word) {
  std::string capitals;
  for (const char letter : word) {
    const bool is_capital = letter >= 'A' && letter <= 'Z';
    if (is_capital && !capitals.empty()) capitals += '_';
    capitals += letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  }
  return capitals;
}

std::vector<DetailMoment> detail_moments_of(const ConversationFacts& whole) {
  std::vector<DetailMoment> moments;
  for (const ParticipantFacts& participant : whole.participants) {
    const Steps steps = steps_of(participant.purpose);
    for (std::uint32_t each = 0; each < participant.sessions.count; ++each) {
      const std::uint32_t session = participant.sessions.first + each;
      const CommunicationLook look =
          look_at(whole, whole.segments_of(whole.sessions[session]), past_everything());
      add(moments, look.joined, steps.start, session);
      add(moments, look.disconnected, steps.end, session);
      if (participant.purpose != "agent") continue;
      add(moments, look.wrap_up.end, DetailKind::acw, session);
      add(moments, look.wrap_up.end, DetailKind::wrapup, session);
    }
  }
  std::stable_sort(moments.begin(), moments.end(),
                   [](const DetailMoment& left, const DetailMoment& right) { return left.at < right.at; });
  return moments;
}

void append_detail_event(std::string& out, const ConversationFacts& whole, const DetailMoment& moment) {
  DetailWriter(out, whole, moment).write();
}

}  // namespace nowthen::sim
