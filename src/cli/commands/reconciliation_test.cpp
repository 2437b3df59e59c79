#include "cli/commands/reconciliation.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "cli/output/terminal_text.hpp"

namespace nowthen::cli {
namespace {

const extract::UtcDay day{std::chrono::year(2026) / 11 / 20};

Reconciliation one_day() {
  Reconciliation found;
  found.days.push_back({.day = day,
                        .available_until = day + std::chrono::days(2),
                        .by_both = 40,
                        .by_job_alone = 1'200,
                        .held = {{"nConnected", 30}, {"nOffered", 35}, {"nConversations", 1'240}},
                        .counted = {{"nConnected", 30}, {"nOffered", 35}}});
  return found;
}

std::string what(const Reconciliation& found) {
  const auto differences = differences_in(found);
  return differences.size() == 1 ? differences[0].what + ": " + differences[0].cause : "";
}

TEST(Reconciliation, HasNoDifferenceWhereTheCountsAgree) { EXPECT_TRUE(differences_in(one_day()).empty()); }

TEST(Reconciliation, TellsWhichSideHasMore) {
  Reconciliation found = one_day();
  found.days[0].counted["nOffered"] = 36;
  EXPECT_EQ(what(found),
            "nOffered: 36 counted, 35 here: something is lacking, or came after the day's latest reading");
  found.days[0].counted["nOffered"] = 34;
  EXPECT_EQ(
      what(found),
      "nOffered: 34 counted, 35 here: something was deleted or corrected after the day's latest reading");
}

TEST(Reconciliation, ACountThatTheServerDoesNotGiveIsNoDifference) {
  Reconciliation found = one_day();
  found.days[0].counted.clear();
  EXPECT_TRUE(differences_in(found).empty());
}

TEST(Reconciliation, DecidesNothingByACountWhoseInstantIsNotKnown) {
  Reconciliation found = one_day();
  found.days[0].counted[shown_metric] = 1;
  EXPECT_TRUE(differences_in(found).empty());
}

TEST(Reconciliation, TellsAConversationThatCameLateFromOneThatJobsLack) {
  Reconciliation found = one_day();
  found.days[0].by_query_alone = {{.id = "a", .first_seen = found.days[0].available_until}};
  EXPECT_EQ(what(found),
            "conversation a is in no job: it was seen first after the data of the day's latest job");
  found.days[0].by_query_alone[0].first_seen -= std::chrono::milliseconds(1);
  EXPECT_EQ(what(found),
            "conversation a is in no job: jobs should have had it: nowthen show says which replies did");
}

TEST(Reconciliation, TakesCountsByTheDayTheyAreOf) {
  Reconciliation found = one_day();
  found.days[0].counted.clear();
  const auto span = [](const char* interval, std::int64_t count) {
    return AggregateSpan{.interval = interval,
                         .metrics = {{.metric = "nOffered", .stats = {.count = count}}}};
  };
  take_counts({.results = {{.data = {span("2026-11-20T00:00:00.000Z/2026-11-21T00:00:00.000Z", 35),
                                     span("2026-11-25T00:00:00.000Z/2026-11-26T00:00:00.000Z", 9),
                                     span("no interval", 9)}}}},
              found);
  EXPECT_EQ(found.days[0].counted, (std::map<std::string, std::int64_t>{{"nOffered", 35}}));
}

TEST(ReconciliationText, FitsIntoEightyColumnsAndSaysThatDaysAgree) {
  const std::string text = reconciliation_text(one_day(), Palette());
  EXPECT_NE(text.find("\n1 day agrees\n"), std::string::npos) << text;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), 80U) << line;
}

TEST(ReconciliationText, SaysWhatWasNotAskedAndThatThereIsNothing) {
  EXPECT_EQ(reconciliation_text({.not_counted = "not permitted"}, Palette()),
            "the server's counts were not asked for: not permitted\n"
            "no day was proven by a job yet, so there is nothing to compare: nowthen status says how far "
            "each is\n");
}

TEST(ReconciliationJson, HasDaysDifferencesAndTheVerdict) {
  Reconciliation found = one_day();
  found.days[0].by_query_alone = {{.id = "a", .first_seen = day}};
  EXPECT_EQ(
      reconciliation_json(found),
      R"({"agree":false,"days":[{"day":"2026-11-20","by_both":40,"by_job_alone":1200,"by_query_alone":1,)"
      R"("deleted_since":0,"metrics":{"nConnected":{"here":30,"counted":30},"nOffered":{"here":35,"counted":35},)"
      R"("nConversations":{"here":1240,"counted":null}}}],"differences":[{"day":"2026-11-20",)"
      R"("what":"conversation a is in no job","cause":"jobs should have had it: nowthen show says which replies )"
      R"(did"}],"live":{"compared":0,"incidents":0,"differences":[],"delay":null},"not_counted":null})"
      "\n");
}

}  // namespace
}  // namespace nowthen::cli
