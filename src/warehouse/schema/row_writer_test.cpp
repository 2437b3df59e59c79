#include "warehouse/schema/row_writer.hpp"

#include <gtest/gtest.h>

#include "support/collected_rows.hpp"

namespace nowthen::warehouse {
namespace {

using testing::Cell;
using testing::CollectedRow;
using testing::CollectedRows;
using Positions = std::vector<std::int64_t>;

const Cell null;

Cell text(std::string value) { return value; }
Cell number(std::int64_t value) { return value; }
Instant at(std::int64_t milliseconds) { return Instant(std::chrono::milliseconds(milliseconds)); }

/// A conversation `c` of one participant with one session.
ConversationDetail simple(Session session) {
  ConversationDetail record;
  record.conversation_id = ConversationId("c");
  ParticipantDetail agent;
  agent.participant_id = ParticipantId("p");
  agent.purpose = "agent";
  agent.user_id = UserId("u");
  agent.sessions.push_back(std::move(session));
  record.participants.push_back(std::move(agent));
  return record;
}

Segment segment_of(std::string queue) {
  Segment segment;
  segment.queue_id = QueueId(std::move(queue));
  return segment;
}

SessionMetric metric_of(std::string name, std::int64_t value) {
  SessionMetric metric;
  metric.name = std::move(name);
  metric.value = value;
  return metric;
}

TEST(WriteRows, GivesTheConversationAloneWhereItHasNoParts) {
  ConversationDetail record;
  record.conversation_id = ConversationId("c");
  const auto rows = CollectedRows::of(record);
  ASSERT_EQ(rows[TableId::conversation].size(), 1U);
  EXPECT_EQ(rows[TableId::conversation][0]["conversation_id"], text("c"));
  for (std::size_t table = 1; table < table_count; ++table)
    EXPECT_TRUE(rows[static_cast<TableId>(table)].empty()) << tables()[table].name;
}

TEST(WriteRows, GivesNullForWhatIsAbsent) {
  ConversationDetail record;
  record.conversation_id = ConversationId("c");
  const CollectedRow row = CollectedRows::of(record)[TableId::conversation].at(0);
  for (const Column& column : table(TableId::conversation).columns)
    if (column.name != "conversation_id" && column.name != "has_metrics") {
      EXPECT_EQ(row[column.name], null) << column.name;
    }
}

TEST(WriteRows, CountsPositionsFromNullWithinEachParent) {
  ConversationDetail record = simple({});
  record.participants[0].sessions.resize(2);
  record.participants[0].sessions[1].segments.resize(2);
  record.participants.push_back(record.participants[0]);
  const auto rows = CollectedRows::of(record);
  const auto positions = [&](TableId table) {
    std::vector<Positions> all;
    for (const CollectedRow& row : rows[table]) all.push_back(row.positions());
    return all;
  };
  EXPECT_EQ(positions(TableId::participant), (std::vector<Positions>{{0}, {1}}));
  EXPECT_EQ(positions(TableId::session), (std::vector<Positions>{{0, 0}, {0, 1}, {1, 0}, {1, 1}}));
  EXPECT_EQ(positions(TableId::segment),
            (std::vector<Positions>{{0, 1, 0}, {0, 1, 1}, {1, 1, 0}, {1, 1, 1}}));
}

TEST(WriteRows, GivesTwoRowsForTwoEqualMetrics) {
  Session session;
  session.metrics = {metric_of("tTalk", 700), metric_of("tTalk", 700)};
  const auto rows = CollectedRows::of(simple(session));
  ASSERT_EQ(rows[TableId::session_metric].size(), 2U);
  EXPECT_EQ(rows[TableId::session_metric][0].positions(), (Positions{0, 0, 0}));
  EXPECT_EQ(rows[TableId::session_metric][1].positions(), (Positions{0, 0, 1}));
  for (const CollectedRow& row : rows[TableId::session_metric]) EXPECT_EQ(row["value"], number(700));
}

TEST(WriteRows, MeasuresDurationsInMilliseconds) {
  Session session;
  session.segments.resize(1);
  session.segments[0].segment_start = at(1'000);
  session.segments[0].segment_end = at(62'250);
  ConversationDetail record = simple(session);
  record.conversation_start = at(0);
  record.conversation_end = at(90'001);
  const auto rows = CollectedRows::of(record);
  EXPECT_EQ(rows[TableId::segment].at(0)["duration_ms"], number(61'250));
  EXPECT_EQ(rows[TableId::conversation].at(0)["duration_ms"], number(90'001));
}

TEST(WriteRows, MeasuresNoDurationOfWhatGoesOn) {
  Session session;
  session.segments.resize(2);
  session.segments[0].segment_start = at(1'000);
  session.segments[1].segment_end = at(1'000);
  ConversationDetail record = simple(session);
  record.conversation_start = at(0);
  const auto rows = CollectedRows::of(record);
  for (const CollectedRow& row : rows[TableId::segment]) EXPECT_EQ(row["duration_ms"], null);
  EXPECT_EQ(rows[TableId::conversation].at(0)["duration_ms"], null);
}

TEST(WriteRows, CarriesTheParticipantsIdsAndTheQueueOfTheFirstSegmentWithOne) {
  Session session;
  session.media_type = "voice";
  session.segments = {segment_of(""), segment_of("q1"), segment_of("q2")};
  session.metrics = {metric_of("tTalk", 1)};
  const auto rows = CollectedRows::of(simple(session));
  const CollectedRow& leg = rows[TableId::session].at(0);
  EXPECT_EQ(leg["participant_id"], text("p"));
  EXPECT_EQ(leg["purpose"], text("agent"));
  EXPECT_EQ(leg["user_id"], text("u"));
  EXPECT_EQ(leg["queue_id"], text("q1"));
  const CollectedRow& metric = rows[TableId::session_metric].at(0);
  EXPECT_EQ(metric["purpose"], text("agent"));
  EXPECT_EQ(metric["user_id"], text("u"));
  EXPECT_EQ(metric["media_type"], text("voice"));
  EXPECT_EQ(metric["queue_id"], text("q1"));
  EXPECT_EQ(rows[TableId::segment].at(0)["queue_id"], null);
  EXPECT_EQ(rows[TableId::segment].at(2)["queue_id"], text("q2"));
}

TEST(WriteRows, KeepsAnAttributesEmptyValueAndANoteThatIsEmpty) {
  Session session;
  session.segments.resize(2);
  session.segments[0].wrap_up_note = "";
  ConversationDetail record = simple(session);
  record.participants[0].attributes = {{.name = "Account Type", .value = ""}};
  const auto rows = CollectedRows::of(record);
  EXPECT_EQ(rows[TableId::participant_attribute].at(0)["name"], text("Account Type"));
  EXPECT_EQ(rows[TableId::participant_attribute].at(0)["value"], text(""));
  EXPECT_EQ(rows[TableId::segment].at(0)["wrap_up_note"], text(""));
  EXPECT_EQ(rows[TableId::segment].at(1)["wrap_up_note"], null);
}

TEST(WriteRows, KeepsListsWithoutATableAsLists) {
  Session session;
  session.bcc = {"a@example.com", ""};
  session.eligible_agent_counts = {3, 0};
  session.agent_groups = {{.agent_group_id = "g", .agent_group_type = "", .extra = R"({"x":null})"}};
  ConversationDetail record = simple(session);
  record.division_ids = {DivisionId("d1"), DivisionId("d2")};
  const auto rows = CollectedRows::of(record);
  const CollectedRow& leg = rows[TableId::session].at(0);
  EXPECT_EQ(leg["bcc"], Cell(std::vector<std::string>{"a@example.com", ""}));
  EXPECT_EQ(leg["eligible_agent_counts"], Cell(std::vector<std::int64_t>{3, 0}));
  EXPECT_EQ(leg["agent_groups"], text(R"([{"agent_group_id":"g","extra":{"x":null}}])"));
  EXPECT_EQ(leg["proposed_agents"], null);
  EXPECT_EQ(rows[TableId::conversation].at(0)["division_ids"], Cell(std::vector<std::string>{"d1", "d2"}));
}

TEST(WriteRows, GivesASessionsFlowAndItsOutcomes) {
  Session session;
  session.flow.emplace();
  session.flow->flow_id = "f";
  session.flow->outcomes.resize(2);
  session.flow->outcomes[1].flow_outcome_value = "SUCCESS";
  const auto rows = CollectedRows::of(simple(session));
  ASSERT_EQ(rows[TableId::flow].size(), 1U);
  EXPECT_EQ(rows[TableId::flow][0].positions(), (Positions{0, 0}));
  ASSERT_EQ(rows[TableId::flow_outcome].size(), 2U);
  EXPECT_EQ(rows[TableId::flow_outcome][1].positions(), (Positions{0, 0, 1}));
  EXPECT_EQ(rows[TableId::flow_outcome][1]["flow_outcome_value"], text("SUCCESS"));
}

TEST(WriteRows, SaysWhetherARecordHasMetrics) {
  Session session;
  EXPECT_EQ(CollectedRows::of(simple(session))[TableId::conversation].at(0)["has_metrics"], Cell(false));
  session.metrics = {metric_of("nConnected", 1)};
  EXPECT_EQ(CollectedRows::of(simple(session))[TableId::conversation].at(0)["has_metrics"], Cell(true));
}

TEST(WriteRows, PutsWhatIsKnownBesideTheRecordIntoItsRow) {
  RecordMeta meta;
  meta.surface = "job";
  meta.as_of = at(5);
  meta.revision = 3;
  meta.content_hash = "00ff";
  meta.archive_offset = 4'096;
  ConversationDetail record;
  record.conversation_id = ConversationId("c");
  const CollectedRow row = CollectedRows::of(record, meta)[TableId::conversation].at(0);
  EXPECT_EQ(row["surface"], text("job"));
  EXPECT_EQ(row["as_of"], Cell(at(5)));
  EXPECT_EQ(row["revision"], number(3));
  EXPECT_EQ(row["content_hash"], text("00ff"));
  EXPECT_EQ(row["attributes_hash"], null);
  EXPECT_EQ(row["archive_offset"], number(4'096));
}

}  // namespace
}  // namespace nowthen::warehouse
