// What the tables tell the daemon: everything in the end, however much of it there is.
#include "serve/table_news.hpp"

#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "access/direct_tables.hpp"
#include "support/filled_home.hpp"

namespace nowthen::serve {
namespace {

constexpr Instant noon{std::chrono::sys_days(std::chrono::year(2026) / 11 / 25) + std::chrono::hours(12)};

class TableNewsOfADay : public ::testing::Test {
 protected:
  TableNewsOfADay() { home.take({nowthen::testing::record_of("c-1", "2026-11-24T09:00:00.000Z", 1000)}); }

  /// What `looks` looks tell of corrections: ids of events, each as often as it was told.
  std::multiset<std::string> corrected(NewsReader& reader, int looks) const {
    std::multiset<std::string> all;
    for (const TableNews& news : look(reader, looks))
      for (const auto& event : news.events)
        if (event.type == "conversation.corrected") all.insert(event.id);
    return all;
  }

  std::vector<TableNews> look(NewsReader& reader, int looks) const {
    const auto store = warehouse::Warehouse::open(warehouse::Library::load().value(),
                                                  {.path = home.data() + "/warehouse.duckdb",
                                                   .access = warehouse::Access::read_only})
                           .value();
    const auto tables = access::DirectTables::over(store.connect().value(), "UTC", {}).value();
    std::vector<TableNews> all;
    for (int i = 0; i < looks; ++i) all.push_back(reader.read(*tables, noon, {}).value());
    return all;
  }

  nowthen::testing::FilledHome home;
};

TEST_F(TableNewsOfADay, TellEachOfMoreCorrectionsThanAPageHasThoughManyCameAtOneInstant) {
  home.execute(
      "INSERT INTO revision BY NAME SELECT 'many-' || n AS conversation_id, 2 AS revision, TIMESTAMPTZ "
      "'2026-11-25T06:00:00Z' + to_seconds(n // 7) AS as_of, 'correction' AS kind FROM range(25) AS t(n)");
  NewsReader reader(10);
  const auto first_round = corrected(reader, 3);
  EXPECT_EQ(first_round.size(), 25U);
  EXPECT_EQ(std::set<std::string>(first_round.begin(), first_round.end()).size(), 25U);
  EXPECT_EQ(corrected(reader, 3), first_round) << "and from the beginning again";
}

TEST_F(TableNewsOfADay, LeaveOutWhatIsOlderThanADay) {
  home.execute(
      "INSERT INTO revision BY NAME SELECT 'old' AS conversation_id, 2 AS revision, TIMESTAMPTZ "
      "'2026-11-24T11:59:59Z' AS as_of, 'correction' AS kind");
  NewsReader reader;
  EXPECT_TRUE(corrected(reader, 1).empty());
}

TEST_F(TableNewsOfADay, CountAnIncidentAsOpenUntilItIsClosedHoweverOldItIs) {
  home.execute(
      "INSERT INTO incident BY NAME SELECT 101 AS incident_id, 'unknown_field' AS kind, 'a new field' AS "
      "message, "
      "TIMESTAMPTZ '2026-11-01T00:00:00Z' AS opened_at; INSERT INTO incident BY NAME SELECT 2 AS "
      "incident_id, "
      "'late_arrival' AS kind, 'late' AS message, TIMESTAMPTZ '2026-11-25T01:00:00Z' AS opened_at, "
      "TIMESTAMPTZ "
      "'2026-11-25T02:00:00Z' AS closed_at");
  NewsReader reader;
  const auto news = look(reader, 1);
  std::set<std::string> open;
  for (const auto& each : news.front().incidents) open.insert(each.id);
  EXPECT_TRUE(open.contains("incident-101"));
  EXPECT_FALSE(open.contains("incident-102"));
}

}  // namespace
}  // namespace nowthen::serve
