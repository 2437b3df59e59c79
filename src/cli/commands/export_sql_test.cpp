#include "cli/commands/export_sql.hpp"

#include <gtest/gtest.h>

namespace nowthen::cli {
namespace {

ExportTable table_of(const std::string& name) { return chosen_tables({name}).value().at(0); }

bool says(const std::string& sql, const std::string& part) { return sql.find(part) != std::string::npos; }

TEST(ExportTables, AreTheRecordsTheNamesAndTheViewsWithoutTheBookkeeping) {
  for (const char* name :
       {"conversation", "segment", "participant_attribute", "queue", "conversations", "daily"})
    EXPECT_TRUE(chosen_tables({name})) << name;
  for (const char* name : {"reading", "revision", "ledger_window", "request", "meta"})
    EXPECT_FALSE(chosen_tables({name})) << name;
  EXPECT_EQ(chosen_tables({}).value().size(), export_tables().size());
  const auto wrong = chosen_tables({"segmnt"});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().hint, "did you mean: --table segment");
}

TEST(ExportTables, HaveTheDayOfTheirConversationOrTheirOwn) {
  EXPECT_EQ(table_of("conversation").day_column, "conversation_start");
  EXPECT_EQ(table_of("conversations").day_column, "conversation_start");
  EXPECT_EQ(table_of("queue_intervals").day_column, "interval_begin");
  EXPECT_EQ(table_of("daily").day_column, "day");
  EXPECT_EQ(table_of("agent_legs").dating, Dating::by_conversation);
  EXPECT_EQ(table_of("segment").dating, Dating::by_conversation);
  EXPECT_EQ(table_of("queue").dating, Dating::undated);
}

TEST(ExportSql, WorksAViewOutOnceAndNamesATableOnly) {
  EXPECT_EQ(name_rows_sql(table_of("user")),
            "CREATE OR REPLACE TEMP VIEW export_rows AS SELECT CAST(NULL AS DATE) AS export_day, t.* FROM "
            "\"user\" AS t");
  EXPECT_TRUE(name_rows_sql(table_of("daily")).starts_with("CREATE OR REPLACE TEMP TABLE export_copy AS "));
}

TEST(ExportSql, LooksAtTheDaysOfTheRange) {
  const DayRange range{.from = "2026-11-01", .to = "2026-11-03"};
  EXPECT_TRUE(says(states_sql(table_of("segment"), range),
                   " WHERE export_day >= DATE '2026-11-01' AND export_day < DATE '2026-11-03'"));
  EXPECT_TRUE(says(states_sql(table_of("segment"), {.from = {}, .to = "2026-11-03"}),
                   " WHERE export_day < DATE '2026-11-03'"));
  EXPECT_FALSE(says(states_sql(table_of("segment"), {}), "WHERE"));
  EXPECT_FALSE(says(states_sql(table_of("queue"), range), "WHERE"));
}

TEST(ExportSql, StagesTheChosenDaysInTheOrderOfTheKey) {
  EXPECT_TRUE(says(stage_sql(table_of("participant"), {"2026-11-01", "2026-11-02"}),
                   "WHERE export_day IN (DATE '2026-11-01', DATE '2026-11-02') ORDER BY export_day, "
                   "\"conversation_id\", \"participant_index\""));
  EXPECT_TRUE(says(stage_sql(table_of("participant"), {std::nullopt, "2026-11-01"}),
                   "WHERE export_day IN (DATE '2026-11-01') OR export_day IS NULL ORDER BY"));
}

TEST(ExportSql, WritesValuesAsEachFormatHasThem) {
  const ExportTable table = table_of("conversation");
  const auto copy = [&](const ExportForm& form) { return copy_sql(table, "2026-11-01", form, "/data/it's"); };
  const std::string parquet = copy({.format = ExportFormat::parquet});
  EXPECT_TRUE(says(
      parquet, "WHERE export_day = DATE '2026-11-01') TO '/data/it''s' (FORMAT parquet, COMPRESSION zstd"));
  EXPECT_FALSE(says(parquet, "CAST"));
  const std::string ndjson = copy({.format = ExportFormat::ndjson});
  EXPECT_TRUE(says(ndjson, "CAST(\"extra\" AS JSON) AS \"extra\""));
  EXPECT_TRUE(says(ndjson, "strftime(\"conversation_start\" AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ')"));
  const std::string csv = copy({.format = ExportFormat::csv});
  EXPECT_TRUE(says(csv, "CAST(to_json(\"division_ids\") AS VARCHAR) AS \"division_ids\""));
  EXPECT_FALSE(says(csv, "regexp_matches"));
  EXPECT_TRUE(says(copy({.format = ExportFormat::csv, .spreadsheet_safe = true}),
                   R"(regexp_matches("external_tag", '^[=+@\t\r-]'))"));
}

}  // namespace
}  // namespace nowthen::cli
