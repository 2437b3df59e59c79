#include "simulator/notifications/queue_event.hpp"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <vector>

#include "simulator/http/json_object.hpp"
#include "simulator/notifications/communication_look.hpp"
#include "simulator/platform/object_pen.hpp"
#include "simulator/world/uuid.hpp"

namespace nowthen::sim {
namespace {

/// A medium, the list it stands in, and which of the members that differ between media it has.
struct Medium {
  std::string_view media_type;
  std::string_view list;
  bool has_direction = false;
};
constexpr std::array<Medium, 5> media{{{"voice", "calls", true},
                                       {"callback", "callbacks", true},
                                       {"chat", "chats", false},
                                       {"email", "emails", true},
                                       {"message", "messages", true}}};

std::string_view state_of(Doing doing) {
  constexpr std::array<std::string_view, 8> states{"none",     "scheduled", "dialing",   "contacting",
                                                   "alerting", "connected", "connected", "disconnected"};
  return states.at(static_cast<std::size_t>(doing));
}

/// History's word in that of the live feed.
std::string_view live_disconnect_type(std::string_view type) {
  struct Pair {
    std::string_view history;
    std::string_view live;
  };
  constexpr std::array<Pair, 3> renamed{{{"consultTransfer", "transfer.consult"},
                                         {"conferenceTransfer", "transfer.conference"},
                                         {"noAnswerTransfer", "transfer.noanswer"}}};
  for (const Pair& pair : renamed)
    if (pair.history == type) return pair.live;
  return type;
}

/// As recorded frames have it now and then: left, and called connected all the same.
bool is_said_to_be_connected(const ParticipantFacts& participant, const SessionFacts& session) {
  const auto id = parse_uuid(session.id);
  return participant.purpose == "acd" && id && id->low % 40 == 0;
}

struct Communication {
  const SessionFacts* session = nullptr;
  CommunicationLook look;
};

/// One participant as it stands.
struct Standing {
  std::vector<Communication> communications;
  std::string_view queue_id;
  Instant joined = absent;
  Instant left = absent;
  WrapUpLook wrap_up;
};

Standing standing_of(const ConversationFacts& facts, const ParticipantFacts& participant, Instant at) {
  Standing standing;
  bool all_left = true;
  Instant last = Instant::min();
  for (const SessionFacts& session : facts.sessions_of(participant)) {
    const CommunicationLook look = look_at(facts, facts.segments_of(session), at);
    if (look.doing == Doing::nothing) continue;
    standing.communications.push_back({&session, look});
    if (standing.queue_id.empty()) standing.queue_id = look.queue_id;
    standing.joined = std::min(standing.joined, look.joined);
    all_left = all_left && look.disconnected != absent;
    if (look.disconnected != absent) last = std::max(last, look.disconnected);
    if (look.wrap_up.start != absent) standing.wrap_up = look.wrap_up;
  }
  if (all_left && !standing.communications.empty()) standing.left = last;
  return standing;
}

class EventWriter {
 public:
  EventWriter(std::string& out, const ConversationFacts& facts, Instant at)
      : out_(out), facts_(facts), at_(at) {}

  void conversation() {
    std::vector<std::pair<const ParticipantFacts*, Standing>> joined;
    for (const ParticipantFacts& participant : facts_.participants) {
      Standing standing = standing_of(facts_, participant, at_);
      if (!standing.communications.empty()) joined.emplace_back(&participant, std::move(standing));
    }
    ObjectPen pen(out_);
    pen.text("id", facts_.id);
    pen.list("participants", joined, [this](const auto& each) { participant(*each.first, each.second); });
    if (const FactField* tag = facts_.find(facts_.fields, "externalTag")) pen.text("externalTag", tag->value);
    divisions(pen);
    pen.end();
  }

 private:
  void divisions(ObjectPen& pen) {
    const FactField* field = facts_.find(facts_.fields, "divisionIds");
    if (field == nullptr) return;
    const auto ids = parse_json(field->value);
    if (!ids || !ids->is_array()) return;
    pen.list("divisions", ids->get_array(), [this](const boost::json::value& id) {
      out_ += R"({"division":)";
      ObjectPen division(out_);
      if (id.is_string()) division.text("id", id.get_string());
      division.end();
      out_ += '}';
    });
  }

  void participant(const ParticipantFacts& participant, const Standing& standing) {
    ObjectPen pen(out_);
    pen.text("id", participant.id);
    pen.instant("connectedTime", standing.joined);
    pen.instant("endTime", standing.left);
    pen.text("userId", participant.user_id);
    if (const FactField* contact = facts_.find(participant.fields, "externalContactId"))
      pen.text("externalContactId", contact->value);
    pen.text("name", participant.name);
    pen.text("queueId", standing.queue_id);
    pen.text("purpose", participant.purpose);
    after_call_work(pen, participant, standing);
    attributes(pen, participant);
    for (const Medium& medium : media) communications(pen, medium, participant, standing);
    pen.end();
  }

  void after_call_work(ObjectPen& pen, const ParticipantFacts& participant, const Standing& standing) {
    if (participant.purpose != "agent") return;
    pen.boolean("wrapupRequired", true);
    const WrapUpLook& wrap_up = standing.wrap_up;
    if (wrap_up.end != absent) {
      pen.key("wrapup");
      wrapup(wrap_up);
    }
    pen.instant("startAcwTime", wrap_up.start);
    pen.instant("endAcwTime", wrap_up.end);
  }

  void wrapup(const WrapUpLook& wrap_up) {
    ObjectPen pen(out_);
    pen.text("code", wrap_up.code);
    pen.text("notes", wrap_up.note);
    pen.integer("durationSeconds",
                std::chrono::duration_cast<std::chrono::seconds>(wrap_up.end - wrap_up.start).count());
    pen.instant("endTime", wrap_up.end);
    pen.end();
  }

  void attributes(ObjectPen& pen, const ParticipantFacts& participant) {
    pen.key("attributes");
    out_ += '{';
    bool first = true;
    for (const FactField& field : facts_.fields_of(participant.attributes)) {
      if (!first) out_ += ',';
      first = false;
      append_json_string(out_, field.name);
      out_ += ':';
      append_json_string(out_, field.value);
    }
    out_ += '}';
  }

  void communications(ObjectPen& pen, const Medium& medium, const ParticipantFacts& participant,
                      const Standing& standing) {
    std::vector<const Communication*> of_medium;
    for (const Communication& each : standing.communications)
      if (each.session->media_type == medium.media_type) of_medium.push_back(&each);
    if (of_medium.empty()) return;
    pen.list(medium.list, of_medium,
             [&](const Communication* each) { communication(medium, participant, *each); });
  }

  void communication(const Medium& medium, const ParticipantFacts& participant,
                     const Communication& communication) {
    const CommunicationLook& look = communication.look;
    const bool has_left = look.doing == Doing::disconnected;
    const bool is_odd = has_left && is_said_to_be_connected(participant, *communication.session);
    ObjectPen pen(out_);
    pen.text("id", communication.session->id);
    pen.text("state", state_of(is_odd ? Doing::connected : look.doing));
    pen.boolean("held", look.doing == Doing::held);
    pen.text("disconnectType", live_disconnect_type(look.disconnect_type));
    pen.instant("startHoldTime", look.held_since);
    if (medium.has_direction) pen.text("direction", communication.session->direction);
    pen.instant("connectedTime", look.answered);
    pen.instant("disconnectedTime", look.disconnected);
    pen.text("provider", field(*communication.session, "provider"));
    pen.text("peerId", peer_of(*communication.session));
    of_medium(pen, medium, *communication.session);
    pen.end();
  }

  /// What only this medium has.
  void of_medium(ObjectPen& pen, const Medium& medium, const SessionFacts& session) {
    if (medium.list == "calls") {
      pen.boolean("muted", false);
      pen.boolean("confined", false);
      if (const auto recording = field(session, "recording"); !recording.empty()) {
        pen.json("recording", recording);
        pen.text("recordingState", recording == "true" ? "active" : "none");
      }
    }
    if (medium.list == "callbacks") {
      pen.json("callbackNumbers", field(session, "callbackNumbers"));
      pen.text("callbackUserName", field(session, "callbackUserName"));
      pen.json("callbackScheduledTime", field(session, "callbackScheduledTime"));
    }
    if (medium.list == "chats") pen.text("roomId", field(session, "roomId"));
    if (medium.list == "messages") pen.text("type", field(session, "messageType"));
  }

  std::string_view field(const SessionFacts& session, std::string_view name) const {
    const FactField* found = facts_.find(session.fields, name);
    return found == nullptr ? std::string_view() : found->value;
  }

  /// A record names the peer of the end; live only one that is there already.
  std::string_view peer_of(const SessionFacts& session) const {
    const std::string_view peer = field(session, "peerId");
    const bool is_there = std::any_of(facts_.sessions.begin(), facts_.sessions.end(),
                                      [peer](const SessionFacts& other) { return other.id == peer; });
    return is_there ? peer : std::string_view();
  }

  std::string& out_;
  const ConversationFacts& facts_;
  Instant at_;
};

}  // namespace

void append_queue_event(std::string& out, const ConversationFacts& facts, Instant at) {
  EventWriter(out, facts, at).conversation();
}

}  // namespace nowthen::sim
