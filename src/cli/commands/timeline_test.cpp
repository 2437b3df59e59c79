#include "cli/commands/timeline.hpp"

#include <gtest/gtest.h>

namespace nowthen::cli {
namespace {

Instant at(int minute) {
  return parse_instant("2026-11-20T10:00:00Z").value() + std::chrono::minutes(minute);
}

Session session(std::vector<Segment> segments) {
  Session session;
  session.media_type = "voice";
  session.segments = std::move(segments);
  return session;
}

std::string drawn(const ConversationDetail& conversation) {
  return timeline_text(conversation, {.width = 62, .now = at(20), .show_instant = format_instant});
}

TEST(Timeline, DrawsWhatHappenedWhen) {
  ConversationDetail conversation;
  conversation.conversation_id = ConversationId("c-1");
  conversation.originating_direction = "inbound";
  conversation.conversation_start = at(0);
  conversation.conversation_end = at(10);
  conversation.participants = {
      {.participant_name = "Queue A",
       .purpose = "acd",
       .sessions = {session({{.segment_end = at(2), .segment_start = at(0), .segment_type = "interact"}})}},
      {.participant_name = "Ada",
       .purpose = "agent",
       .sessions = {session({{.segment_end = at(3), .segment_start = at(2), .segment_type = "alert"},
                             {.segment_end = at(6), .segment_start = at(3), .segment_type = "interact"},
                             {.segment_end = at(7), .segment_start = at(6), .segment_type = "hold"},
                             {.segment_end = at(10), .segment_start = at(8), .segment_type = "wrapup"}})}}};
  EXPECT_EQ(drawn(conversation),
            "c-1  inbound\n"
            "2026-11-20T10:00:00.000Z to 2026-11-20T10:10:00.000Z, 10:00\n"
            "\n"
            "acd Queue A, voice              ----                      2:00\n"
            "agent Ada, voice                    ░░██████▒▒  ▓▓▓▓      7:00\n"
            "█ talks  ▒ holds  ░ rings  ▓ wraps up  · dials  - waits  = flow  = system\n");
}

TEST(Timeline, DrawsWhatGoesOnUpToNowAndNothingThatMovesATerminal) {
  ConversationDetail conversation;
  conversation.conversation_id = ConversationId("c\x1b[2J");
  conversation.conversation_start = at(0);
  conversation.participants = {{.purpose = "agent\n", .sessions = {session({{.segment_start = at(10)}})}}};
  const std::string text = drawn(conversation);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_NE(text.find("to now, 20:00, going on"), std::string::npos) << text;
  EXPECT_NE(text.find("          ++++++++++"), std::string::npos) << text;
}

TEST(Timeline, TakesAConversationWithoutAnyTime) {
  EXPECT_NE(drawn({.conversation_id = ConversationId("c")}).find("going on"), std::string::npos);
}

}  // namespace
}  // namespace nowthen::cli
