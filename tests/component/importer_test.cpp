// Files of conversation JSON, taken into a data set.
#include "extract/importer.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/checkout.hpp"
#include "support/kept_data.hpp"
#include "support/temporary_file.hpp"
#include "support/virtual_clock.hpp"

namespace nowthen::extract {
namespace {

using testing::KeptData;
using testing::noon;
using testing::simulated_records;

ImportReport imported(DataSet& data, const std::string& text, std::optional<Instant> as_of = {}) {
  const testing::TemporaryFile file(text);
  testing::VirtualClock clock{noon};
  auto opened = ImportFile::open(file.path()).value();
  ImportReport report;
  EXPECT_TRUE(Importer(data, clock, as_of).take(opened, report, {}, {}));
  return report;
}

std::int64_t count(DataSet& data, const std::string& table) {
  auto connection = data.tables().connect().value();
  return connection.value<std::int64_t>("SELECT count(*) FROM " + table).value().value_or(-1);
}

std::string lines_of(const std::vector<std::string>& records) {
  std::string text;
  for (const std::string& record : records) text += record + "\n";
  return text;
}

TEST(Importer, TakesARecordALine) {
  const KeptData kept;
  DataSet data = kept.open();
  const auto records = simulated_records(3);
  const auto report = imported(data, lines_of(records), noon);
  EXPECT_EQ(report.records, static_cast<std::int64_t>(records.size()));
  EXPECT_EQ(report.merged.new_conversations, report.records);
  EXPECT_EQ(report.troubles, 0);
  const auto again = imported(data, lines_of(records), noon);
  EXPECT_EQ(again.merged.known_readings, again.records);
  EXPECT_EQ(count(data, "revision"), report.records);
}

TEST(Importer, TakesTheRestWhereSomethingIsNotUnderstoodAndNamesItsLine) {
  const KeptData kept;
  DataSet data = kept.open();
  const auto report = imported(data,
                               "rubbish\n{\"conversationId\":\"a\"}\n{\"conversationId\":7}\n"
                               "{\"conversationId\":\"b\"}\n{\"conversationId\":\"c\"");
  EXPECT_EQ(report.records, 2);
  ASSERT_EQ(report.troubles, 3);
  std::vector<std::uint64_t> lines;
  for (const ImportTrouble& trouble : report.first_troubles) lines.push_back(trouble.line);
  std::sort(lines.begin(), lines.end());
  EXPECT_EQ(lines, (std::vector<std::uint64_t>{1, 3, 5}));
  EXPECT_EQ(count(data, "set_aside"), 3);
}

TEST(Importer, LetsTheReplysOwnWatermarkSayWhenItWasTrue) {
  const KeptData kept;
  DataSet data = kept.open();
  imported(data,
           R"({"conversations":[{"conversationId":"a"}],"dataAvailabilityDate":"2026-11-19T06:00:00.000Z"})");
  EXPECT_EQ(count(data, "conversation WHERE as_of = TIMESTAMPTZ '2026-11-19 06:00:00+00'"), 1);
}

TEST(Importer, LetsADateBehindTheRecordsHoldForAllOfThem) {
  const KeptData kept;
  DataSet data = kept.open();
  std::string reply = R"({"conversations":[)";
  for (int i = 0; i < 1'500; ++i)
    reply += (i > 0 ? "," : "") + std::string(R"({"conversationId":")") + std::to_string(i) + "\"}";
  imported(data, reply + R"(,17],"dataAvailabilityDate":"2026-11-19T06:00:00.000Z"})");
  EXPECT_EQ(count(data, "conversation WHERE as_of = TIMESTAMPTZ '2026-11-19 06:00:00+00'"), 1'500);
}

TEST(Importer, KeepsRubbishTogether) {
  const KeptData kept;
  DataSet data = kept.open();
  std::string text;
  for (int i = 0; i < 500; ++i) text += "a,b,c\n";
  const auto report = imported(data, text);
  EXPECT_EQ(report.troubles, 500);
  EXPECT_EQ(report.first_troubles.size(), ImportReport::shown_troubles);
  EXPECT_EQ(count(data, "set_aside"), 500);
  auto connection = data.tables().connect().value();
  EXPECT_EQ(connection.value<std::int64_t>("SELECT count(DISTINCT archive_offset) FROM set_aside").value(),
            1);
}

TEST(Importer, TakesTheTutorialsRecordsAndMakesThemAnewFromTheArchive) {
  const KeptData kept;
  const std::string reply =
      R"({"groups":[{"conversationId":"g","startTime":"2026-11-20T08:00:00Z","endTime":"2026-11-20T08:05:00Z",)"
      R"("type":"voice","participants":[{"id":"p","role":"agent"}],"metrics":{"talkTime":{"value":61.5,"unit":"seconds"}}}]})";
  {
    DataSet data = kept.open();
    EXPECT_EQ(imported(data, reply).records, 1);
    EXPECT_EQ(count(data, "session_metric WHERE name = 'tTalkComplete' AND value = 61500"), 1);
  }
  std::filesystem::remove(kept.path() + "/warehouse.duckdb");
  DataSet data = kept.open();
  EXPECT_EQ(count(data, "session_metric WHERE name = 'tTalkComplete' AND value = 61500"), 1);
}

}  // namespace
}  // namespace nowthen::extract
