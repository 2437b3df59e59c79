#pragma once
#include <rapidcheck.h>

#include <string>
#include <vector>

#include "floor/leg_test_support.hpp"

namespace nowthen::testing {

struct SeenEvent {
  LiveConversation event;
  Instant seen_at;
};

/// A conversation as it goes: the record of it, and an event for each step, seen at once.
class Story {
 public:
  Story() {
    live_.id = ConversationId("c");
    detail_.conversation_id = live_.id;
    join("customer", "customer");
    communication().connected_time = now_;
    stretch("interact", false);
  }

  /// One second or more later.
  void wait(std::int64_t seconds) { now_ += std::chrono::seconds(seconds); }

  void queue() {
    join("acd" + std::to_string(live_.participants.size()), "acd");
    communication().state = "connected";
    communication().connected_time = now_;
    stretch("interact");
    show();
  }

  void alert() {
    join("agent" + std::to_string(live_.participants.size()), "agent");
    stretch("alert");
    show();
  }

  void answer() {
    leave(live_.participants.size() - 2);
    end_stretch();
    communication().state = "connected";
    communication().connected_time = now_;
    stretch("interact");
    show();
  }

  void hold() {
    end_stretch();
    communication().held = true;
    communication().start_hold_time = now_;
    stretch("hold");
    show();
  }

  void take_back() {
    end_stretch();
    communication().held = false;
    communication().start_hold_time.reset();
    stretch("interact");
    show();
  }

  void hang_up(bool wraps_up) {
    leave(live_.participants.size() - 1);
    if (wraps_up) {
      live_.participants.back().start_acw_time = now_;
      stretch("wrapup");
    }
    show();
  }

  void finish_wrapup() {
    end_stretch();
    live_.participants.back().end_acw_time = now_;
    live_.participants.back().wrapup_code = "done";
    show();
  }

  void give_up_waiting() {
    leave(live_.participants.size() - 1);
    show();
  }

  void end() {
    leave(0);
    detail_.conversation_end = now_;
    show();
  }

  Instant now() const { return now_; }
  const ConversationDetail& record() const { return detail_; }
  const std::vector<SeenEvent>& events() const { return events_; }

 private:
  LiveCommunication& communication() { return live_.participants.back().communications.back(); }
  std::vector<Segment>& segments() { return detail_.participants.back().sessions.back().segments; }

  void join(const std::string& id, const std::string& purpose) {
    LiveParticipant live{.id = id, .purpose = purpose, .connected_time = now_};
    if (purpose == "agent") live.user_id = UserId("user of " + id);
    if (purpose != "customer") live.queue_id = QueueId("sales");
    live.communications.push_back(
        {.id = "session of " + id, .media_type = "voice", .state = "alerting", .direction = "inbound"});
    live_.participants.push_back(live);
    detail_.participants.push_back(participant(id, purpose, {session("session of " + id, {})}));
  }

  void leave(std::size_t position) {
    LiveParticipant& live = live_.participants[position];
    live.end_time = now_;
    live.communications.back().state = "disconnected";
    live.communications.back().disconnected_time = now_;
    live.communications.back().held = false;
    live.communications.back().start_hold_time.reset();
    detail_.participants[position].sessions.back().segments.back().segment_end = now_;
  }

  void stretch(const std::string& type, bool in_queue = true) {
    Segment segment;
    segment.segment_type = type;
    segment.segment_start = now_;
    if (in_queue) segment.queue_id = QueueId("sales");
    segments().push_back(segment);
  }
  void end_stretch() { segments().back().segment_end = now_; }
  void show() { events_.push_back({live_, now_}); }

  Instant now_ = second(1000);
  LiveConversation live_;
  ConversationDetail detail_;
  std::vector<SeenEvent> events_;
};

inline std::int64_t random_seconds() { return *rc::gen::inRange(1, 30); }

inline void talk(Story& story) {
  for (int holds = *rc::gen::inRange(0, 3); holds > 0; --holds) {
    story.wait(random_seconds());
    story.hold();
    story.wait(random_seconds());
    story.take_back();
  }
  story.wait(random_seconds());
}

/// One queue, one agent who answers or does not, with or without wrap-up.
inline void random_round(Story& story) {
  story.wait(random_seconds());
  story.queue();
  story.wait(random_seconds());
  if (*rc::gen::inRange(0, 6) == 0) return story.give_up_waiting();
  story.alert();
  story.wait(random_seconds());
  story.answer();
  talk(story);
  const bool wraps_up = *rc::gen::arbitrary<bool>();
  story.hang_up(wraps_up);
  if (!wraps_up) return;
  story.wait(random_seconds());
  story.finish_wrapup();
}

inline Story random_story() {
  Story story;
  for (int rounds = *rc::gen::inRange(1, 4); rounds > 0; --rounds) random_round(story);
  story.wait(random_seconds());
  story.end();
  return story;
}

}  // namespace nowthen::testing
