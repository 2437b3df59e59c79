#include "cli/output/conversation_fields.hpp"

#include <gtest/gtest.h>

namespace nowthen::cli {
namespace {
using namespace std::chrono_literals;

const Instant noon = parse_instant("2026-11-22T12:00:00Z").value();

TEST(ClockText, ShowsHoursOnlyWhereThereAreAny) {
  EXPECT_EQ(clock_text(0ms), "0:00");
  EXPECT_EQ(clock_text(7s + 999ms), "0:07");
  EXPECT_EQ(clock_text(3599s), "59:59");
  EXPECT_EQ(clock_text(3600s), "1:00:00");
  EXPECT_EQ(clock_text(72h), "72:00:00");
  EXPECT_EQ(clock_text(-7s), "-0:07");
}

TEST(Grouped, PutsACommaBeforeEachThreeDigits) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(12'345'678), "12,345,678");
  EXPECT_EQ(grouped(-123), "-123");
  EXPECT_EQ(grouped(-1234), "-1,234");
}

TEST(DurationOf, IsUnknownWhereAnEndIsMissing) {
  EXPECT_EQ(duration_of({.state = "connected", .started_at = noon - 1min}, noon), 1min);
  EXPECT_EQ(duration_of({.started_at = noon - 9min, .ended_at = noon - 4min}, noon), 5min);
  EXPECT_EQ(duration_of({.state = "closed", .started_at = noon - 9min}, noon), std::nullopt);
  EXPECT_EQ(duration_of({.started_at = noon, .ended_at = noon - 1min}, noon), std::nullopt);
  EXPECT_EQ(duration_of({}, noon), std::nullopt);
}

TEST(QueueLabel, IsTheNameWhereThereIsOne) {
  Conversation conversation{.queue_id = QueueId("q1")};
  EXPECT_EQ(queue_label(conversation), "q1");
  conversation.participants = {{ParticipantId("p1"), "", "acd", ""},
                               {ParticipantId("p2"), "Sales", "acd", ""}};
  EXPECT_EQ(queue_label(conversation), "Sales");
}

TEST(AgentNames, NamesEachAgentOnceAndTheNamelessById) {
  const Conversation conversation{.participants = {{ParticipantId("p1"), "Customer", "customer", ""},
                                                   {ParticipantId("p2"), "Ann", "agent", ""},
                                                   {ParticipantId("p3"), "", "agent", ""},
                                                   {ParticipantId("p4"), "Ann", "agent", ""}}};
  EXPECT_EQ(agent_names(conversation), (std::vector<std::string>{"Ann", "p3"}));
}

}  // namespace
}  // namespace nowthen::cli
