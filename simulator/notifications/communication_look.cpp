#include "simulator/notifications/communication_look.hpp"

#include <algorithm>

namespace nowthen::sim {
namespace {

Doing doing_of(std::string_view segment_type) {
  if (segment_type == "alert") return Doing::alerting;
  if (segment_type == "hold") return Doing::held;
  if (segment_type == "dialing") return Doing::dialing;
  if (segment_type == "contacting") return Doing::contacting;
  if (segment_type == "scheduled") return Doing::scheduled;
  return Doing::connected;
}

bool is_answered(Doing doing) { return doing == Doing::connected || doing == Doing::held; }

/// Gathers one look, segment by segment.
class Look {
 public:
  Look(const ConversationFacts& facts, Instant at) : facts_(facts), at_(at) {}

  void add(const SegmentFacts& segment) {
    if (segment.start > at_) return;
    if (look_.queue_id.empty()) look_.queue_id = segment.queue_id;
    if (segment.type == "wrapup") return wrap_up(segment);
    const Doing doing = doing_of(segment.type);
    look_.joined = std::min(look_.joined, segment.start);
    if (is_answered(doing)) look_.answered = std::min(look_.answered, segment.start);
    if (segment.end > at_)
      go_on(segment, doing);
    else
      leave(segment);
  }

  CommunicationLook done() {
    if (look_.joined == absent) return {};
    if (going_on_) {
      look_.disconnected = absent;
      look_.disconnect_type = {};
    } else {
      look_.doing = Doing::disconnected;
    }
    return look_;
  }

 private:
  void go_on(const SegmentFacts& segment, Doing doing) {
    going_on_ = true;
    look_.doing = doing;
    look_.held_since = doing == Doing::held ? segment.start : absent;
  }

  /// The last to end says why.
  void leave(const SegmentFacts& segment) {
    if (look_.disconnected != absent && segment.end < look_.disconnected) return;
    look_.disconnected = segment.end;
    look_.disconnect_type = segment.disconnect_type;
  }

  void wrap_up(const SegmentFacts& segment) {
    look_.wrap_up = {.start = segment.start};
    if (segment.end > at_) return;
    look_.wrap_up.end = segment.end;
    look_.wrap_up.code = segment.wrap_up_code;
    const FactField* note = facts_.find(segment.fields, "wrapUpNote");
    if (note != nullptr) look_.wrap_up.note = note->value;
  }

  const ConversationFacts& facts_;
  Instant at_;
  CommunicationLook look_;
  bool going_on_ = false;
};

}  // namespace

CommunicationLook look_at(const ConversationFacts& facts, std::span<const SegmentFacts> segments,
                          Instant at) {
  Look look(facts, at);
  for (const SegmentFacts& segment : segments) look.add(segment);
  return look.done();
}

}  // namespace nowthen::sim
