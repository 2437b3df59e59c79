#include "simulator/platform/record_json.hpp"

#include "simulator/http/json_text.hpp"

namespace nowthen::sim {
namespace {

/// Members of one object; every key is a literal that needs no escapes.
class Members {
 public:
  explicit Members(std::string& out) : out_(out) { out_ += '{'; }

  void key(std::string_view name) {
    out_ += first_ ? "\"" : ",\"";
    first_ = false;
    out_ += name;
    out_ += "\":";
  }
  void text(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    key(name);
    append_json_string(out_, value);
  }
  /// An id or a word of the platform: nothing in it needs an escape, and most of a record is such.
  void word(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    key(name);
    out_ += '"';
    out_ += value;
    out_ += '"';
  }
  void instant(std::string_view name, Instant value) {
    if (value == absent) return;
    key(name);
    append_json_instant(out_, value);
  }
  void fields(std::span<const FactField> fields) {
    for (const FactField& field : fields) {
      key(field.name);
      if (field.is_json)
        out_ += field.value;
      else
        append_json_string(out_, field.value);
    }
  }
  void end() { out_ += '}'; }

 private:
  std::string& out_;
  bool first_ = true;
};

class RecordWriter {
 public:
  RecordWriter(std::string& out, const ConversationFacts& facts, Attributes attributes)
      : out_(out), facts_(facts), attributes_(attributes) {}

  void conversation() {
    Members members(out_);
    members.word("conversationId", facts_.id);
    members.instant("conversationEnd", facts_.end);
    members.instant("conversationStart", facts_.start);
    members.fields(facts_.fields_of(facts_.fields));
    members.word("originatingDirection", facts_.originating_direction);
    appendices(members, "evaluations", AppendixFacts::Kind::evaluation);
    appendices(members, "surveys", AppendixFacts::Kind::survey);
    appendices(members, "resolutions", AppendixFacts::Kind::resolution);
    members.key("participants");
    list(std::span(facts_.participants), [this](const auto& each) { participant(each); });
    members.end();
  }

 private:
  template <class Range, class Write>
  void list(const Range& range, Write write) {
    out_ += '[';
    bool first = true;
    for (const auto& each : range) {
      if (!first) out_ += ',';
      first = false;
      write(each);
    }
    out_ += ']';
  }

  void object(FactRange fields) {
    Members members(out_);
    members.fields(facts_.fields_of(fields));
    members.end();
  }

  void appendices(Members& members, std::string_view name, AppendixFacts::Kind kind) {
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
    Members members(out_);
    members.word("participantId", participant.id);
    members.text("participantName", participant.name);
    members.word("purpose", participant.purpose);
    members.word("userId", participant.user_id);
    members.fields(facts_.fields_of(participant.fields));
    if (attributes_ == Attributes::shown && participant.attributes.count > 0) {
      members.key("attributes");
      object(participant.attributes);
    }
    members.key("sessions");
    list(facts_.sessions_of(participant), [this](const auto& each) { session(each); });
    members.end();
  }

  void session(const SessionFacts& session) {
    Members members(out_);
    members.word("direction", session.direction);
    members.word("mediaType", session.media_type);
    members.word("sessionId", session.id);
    members.fields(facts_.fields_of(session.fields));
    if (session.flow.count > 0) {
      members.key("flow");
      object(session.flow);
    }
    if (session.metrics.count > 0) {
      members.key("metrics");
      list(facts_.metrics_of(session), [this](const auto& each) { metric(each); });
    }
    members.key("segments");
    list(facts_.segments_of(session), [this](const auto& each) { segment(each); });
    members.end();
  }

  void metric(const MetricFacts& metric) {
    Members members(out_);
    members.instant("emitDate", metric.emitted);
    members.word("name", metric.name);
    members.key("value");
    append_json_integer(out_, metric.value);
    members.end();
  }

  void segment(const SegmentFacts& segment) {
    Members members(out_);
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
