#include "simulator/platform/record_json.hpp"

#include "simulator/http/json_text.hpp"
#include "simulator/platform/object_pen.hpp"

namespace nowthen::sim {
namespace {

class RecordWriter {
 public:
  RecordWriter(std::string& out, const ConversationFacts& facts, Attributes attributes)
      : out_(out), facts_(facts), attributes_(attributes) {}

  void conversation() {
    ObjectPen members(out_);
    members.word("conversationId", facts_.id);
    members.instant("conversationEnd", facts_.end);
    members.instant("conversationStart", facts_.start);
    members.fields(facts_.fields_of(facts_.fields));
    members.word("originatingDirection", facts_.originating_direction);
    appendices(members, "evaluations", AppendixFacts::Kind::evaluation);
    appendices(members, "surveys", AppendixFacts::Kind::survey);
    appendices(members, "resolutions", AppendixFacts::Kind::resolution);
    members.list("participants", std::span(facts_.participants),
                 [this](const auto& each) { participant(each); });
    members.end();
  }

 private:
  void object(FactRange fields) {
    ObjectPen members(out_);
    members.fields(facts_.fields_of(fields));
    members.end();
  }

  void appendices(ObjectPen& members, std::string_view name, AppendixFacts::Kind kind) {
    bool any = false;
    for (const AppendixFacts& each : facts_.appendices) {
      if (each.kind != kind) continue;
      if (!any) members.key(name);
      out_ += any ? ',' : '[';
      any = true;
      object(each.fields);
    }
    if (any) out_ += ']';
  }

  void participant(const ParticipantFacts& participant) {
    ObjectPen members(out_);
    members.word("participantId", participant.id);
    members.text("participantName", participant.name);
    members.word("purpose", participant.purpose);
    members.word("userId", participant.user_id);
    members.fields(facts_.fields_of(participant.fields));
    if (attributes_ == Attributes::shown && participant.attributes.count > 0) {
      members.key("attributes");
      object(participant.attributes);
    }
    members.list("sessions", facts_.sessions_of(participant), [this](const auto& each) { session(each); });
    members.end();
  }

  void session(const SessionFacts& session) {
    ObjectPen members(out_);
    members.word("direction", session.direction);
    members.word("mediaType", session.media_type);
    members.word("sessionId", session.id);
    members.fields(facts_.fields_of(session.fields));
    if (session.flow.count > 0) {
      members.key("flow");
      object(session.flow);
    }
    if (session.metrics.count > 0) {
      members.list("metrics", facts_.metrics_of(session), [this](const auto& each) { metric(each); });
    }
    members.list("segments", facts_.segments_of(session), [this](const auto& each) { segment(each); });
    members.end();
  }

  void metric(const MetricFacts& metric) {
    ObjectPen members(out_);
    members.instant("emitDate", metric.emitted);
    members.word("name", metric.name);
    members.key("value");
    append_json_integer(out_, metric.value);
    members.end();
  }

  void segment(const SegmentFacts& segment) {
    ObjectPen members(out_);
    if (segment.conference >= 0) {
      members.key("conference");
      out_ += segment.conference > 0 ? "true" : "false";
    }
    members.word("disconnectType", segment.disconnect_type);
    members.word("queueId", segment.queue_id);
    members.instant("segmentEnd", segment.end);
    members.instant("segmentStart", segment.start);
    members.word("segmentType", segment.type);
    members.word("wrapUpCode", segment.wrap_up_code);
    members.fields(facts_.fields_of(segment.fields));
    members.end();
  }

  std::string& out_;
  const ConversationFacts& facts_;
  Attributes attributes_;
};

}  // namespace

void append_record_json(std::string& out, const ConversationFacts& facts, Attributes attributes) {
  RecordWriter(out, facts, attributes).conversation();
}

}  // namespace nowthen::sim
