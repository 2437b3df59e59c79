#include "cli/output/record_writer.hpp"

#include <gtest/gtest.h>

namespace nowthen::cli {
namespace {

Instant at(std::string_view text) { return parse_instant(text).value(); }

Conversation closed_call() {
  return {.id = ConversationId("c1"),
          .media_type = "voice",
          .state = "closed",
          .direction = "inbound",
          .queue_id = QueueId("q-sales"),
          .started_at = at("2026-11-22T09:15:22.000Z"),
          .ended_at = at("2026-11-22T09:21:37.500Z"),
          .participants = {{ParticipantId("p1"), "Customer", "customer", ""},
                           {ParticipantId("p2"), "Smith, Ann", "agent", ""},
                           {ParticipantId("p3"), "Zoë \"Z\" Li", "agent", ""}},
          .metrics = {{"talkTime", 345.2, "seconds"},
                      {"holdTime", 0, "seconds"},
                      {"wrapupTime", 3720, "seconds"}},
          .json = R"({"conversationId":"c1","unknown":1e400})"};
}

Conversation open_chat() {
  return {.id = ConversationId("c2"),
          .media_type = "chat",
          .state = "queued",
          .started_at = at("2026-11-22T09:59:00.000Z"),
          .json = R"({"id":"c2"})"};
}

std::string written(Format format, const std::vector<Conversation>& conversations,
                    WriterOptions options = {}) {
  StringSink sink;
  options.format = format;
  options.show_instant = format_instant;
  options.now = at("2026-11-22T10:00:00.000Z");
  const auto writer = make_record_writer(sink, std::move(options));
  writer->begin();
  for (const auto& conversation : conversations) writer->write(conversation);
  writer->end();
  EXPECT_TRUE(sink.flush());
  return sink.text();
}

TEST(RecordWriter, CarriesBytesUnchangedInJsonAndNdjson) {
  EXPECT_EQ(written(Format::json, {closed_call(), open_chat()}),
            "[\n{\"conversationId\":\"c1\",\"unknown\":1e400},\n{\"id\":\"c2\"}\n]\n");
  EXPECT_EQ(written(Format::ndjson, {closed_call(), open_chat()}),
            "{\"conversationId\":\"c1\",\"unknown\":1e400}\n{\"id\":\"c2\"}\n");
}

TEST(RecordWriter, IsWellFormedWithoutRecords) {
  EXPECT_EQ(written(Format::json, {}), "[]\n");
  EXPECT_EQ(written(Format::ndjson, {}), "");
  EXPECT_NE(written(Format::table, {}).find("conversation"), std::string::npos);
}

TEST(RecordWriter, WritesCsvThatSpreadsheetsRead) {
  EXPECT_EQ(
      written(Format::csv, {closed_call(), open_chat()}),
      "conversation_id,media,state,direction,queue_id,started,ended,duration_s,talk_s,hold_s,wrapup_s,"
      "participants,agents\r\n"
      "c1,voice,closed,inbound,q-sales,2026-11-22T09:15:22.000Z,2026-11-22T09:21:37.500Z,375.5,345.2,0,3720,"
      "3,\"Smith, Ann; Zoë \"\"Z\"\" Li\"\r\n"
      "c2,chat,queued,,,2026-11-22T09:59:00.000Z,,,,,,0,\r\n");
}

TEST(RecordWriter, DrawsATableOfHistory) {
  EXPECT_EQ(written(Format::table, {closed_call()}),
            "conversation  media  state   direction  queue    started                   duration  talk  hold "
            " wrap-up  "
            "agents\n"
            "────────────  ─────  ──────  ─────────  ───────  ────────────────────────  ────────  ────  ──── "
            " ───────  "
            "──────────────────────\n"
            "c1            voice  closed  inbound    q-sales  2026-11-22T09:15:22.000Z      6:15  5:45  0:00 "
            " 1:02:00  "
            "Smith, Ann, Zoë \"Z\" Li\n");
}

TEST(RecordWriter, CountsTheDurationOfAnOpenConversation) {
  const std::string table = written(Format::table, {open_chat()}, {.listed = Listed::live});
  EXPECT_NE(table.find("1:00"), std::string::npos) << table;
  EXPECT_EQ(table.find("wrap-up"), std::string::npos) << "live records have no metrics";
}

TEST(RecordWriter, ShowsTheFirstPageBeforeTheSecondComes) {
  StringSink sink;
  const auto writer = make_record_writer(sink, {.format = Format::table, .show_instant = format_instant});
  writer->begin();
  writer->page_done();
  ASSERT_TRUE(sink.flush());
  EXPECT_EQ(sink.text(), "") << "no rows yet: the widths are not known";
  writer->write(closed_call());
  writer->page_done();
  ASSERT_TRUE(sink.flush());
  EXPECT_NE(sink.text().find("c1"), std::string::npos);
}

TEST(RecordWriter, KeepsHostileNamesFromMovingTheTerminal) {
  Conversation hostile = closed_call();
  hostile.participants[1].name = "\x1b[2J\x1b]0;owned\x07\nforged";
  const std::string table = written(Format::table, {hostile});
  EXPECT_EQ(table.find('\x1b'), std::string::npos);
  EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 3);
}

TEST(RecordWriter, LeavesOutMetricsThatAreNoTimes) {
  Conversation odd = closed_call();
  odd.metrics = {{"talkTime", 1e300, "seconds"}};
  EXPECT_EQ(written(Format::table, {odd}).find("e+"), std::string::npos);
}

}  // namespace
}  // namespace nowthen::cli
