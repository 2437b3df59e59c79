// Damage of every kind, done to a data set on disk: verify finds each.
#include "extract/verify_data.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "support/kept_data.hpp"

namespace nowthen::extract {
namespace {

using testing::KeptData;
using testing::noon;
using testing::page_of;
using testing::simulated_records;
using testing::small_record;
using namespace std::chrono_literals;

class VerifyData : public ::testing::Test {
 protected:
  VerifyData() {
    DataSet data = kept.open();
    const auto records = simulated_records(12);
    EXPECT_TRUE(data.take(page_of(records, noon)));
    EXPECT_TRUE(data.take(page_of({records[0], "not a record"}, noon + 1h)));
  }

  DataVerification verified() const {
    const auto folder = DataFolder::take(kept.path(), Use::shared, "verify").value();
    return verify_data(folder, warehouse::Library::load().value(), {}, {}).value();
  }

  /// Of the one table that differs.
  TableDifference difference() const {
    DataVerification found = verified();
    EXPECT_TRUE(found.archive.sound());
    EXPECT_EQ(found.differences.size(), 1U);
    found.differences.resize(1);
    return found.differences[0];
  }

  void execute(const std::string& sql) const {
    DataSet data = kept.open();
    auto connection = data.tables().connect().value();
    ASSERT_GT(connection.execute(sql).value(), 0) << sql;
  }

  std::string segment() const { return kept.path() + "/archive/segment-0000000001"; }

  KeptData kept;
};

TEST_F(VerifyData, FindsNothingWhereNothingIsWrong) {
  const DataVerification found = verified();
  EXPECT_TRUE(found.sound());
  EXPECT_EQ(found.pages_not_merged, 0);
  EXPECT_GT(found.archive.statistics.records, 20U);
  for (const auto& entry : std::filesystem::directory_iterator(kept.path()))
    EXPECT_EQ(entry.path().filename().string().find("verify-"), std::string::npos) << "left behind";
}

TEST_F(VerifyData, FindsAByteChangedInTheArchive) {
  {
    std::fstream file(segment(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(segment()) / 2));
    file.put('\x01').put('\x02');
  }
  const DataVerification found = verified();
  EXPECT_FALSE(found.sound());
  EXPECT_GT(found.archive.damage_count, 0U);
}

TEST_F(VerifyData, FindsAPageRemovedAtTheEnd) {
  std::filesystem::resize_file(segment(), std::filesystem::file_size(segment()) / 2);
  EXPECT_FALSE(verified().archive.sound());
}

TEST_F(VerifyData, FindsARowRemovedAndNamesItsConversation) {
  execute("DELETE FROM segment WHERE conversation_id = (SELECT min(conversation_id) FROM segment)");
  const TableDifference found = difference();
  EXPECT_EQ(found.table, "segment");
  EXPECT_GT(found.missing, 0);
  EXPECT_EQ(found.strange, 0);
  EXPECT_EQ(found.examples.size(), 1U);
}

TEST_F(VerifyData, FindsARowAltered) {
  execute(
      "UPDATE session_metric SET value = value + 1 WHERE conversation_id = (SELECT min(conversation_id) FROM "
      "session_metric)");
  const TableDifference found = difference();
  EXPECT_GT(found.missing, 0);
  EXPECT_EQ(found.missing, found.strange);
}

TEST_F(VerifyData, FindsARowAdded) {
  execute("INSERT INTO revision SELECT * REPLACE (99 AS revision) FROM revision LIMIT 1");
  EXPECT_EQ(difference().strange, 1);
}

TEST_F(VerifyData, FindsARowThatIsThereTwiceAndOneThatIsNot) {
  execute("INSERT INTO segment SELECT * FROM segment ORDER BY ALL LIMIT 1");
  execute("DELETE FROM segment WHERE conversation_id = (SELECT max(conversation_id) FROM segment)");
  const TableDifference found = difference();
  EXPECT_EQ(found.strange, 1);
  EXPECT_GT(found.missing, 1);
  EXPECT_EQ(found.examples.size(), 2U);
}

TEST_F(VerifyData, FindsATableThatLostAllItsRows) {
  execute("DELETE FROM session");
  const TableDifference found = difference();
  EXPECT_EQ(found.table, "session");
  EXPECT_GT(found.missing, 10);
  EXPECT_EQ(found.strange, 0);
  EXPECT_EQ(found.examples.size(), 5U);
}

TEST_F(VerifyData, FindsAQuarantinedRecordThatIsNoLongerListed) {
  execute("DELETE FROM set_aside");
  EXPECT_EQ(difference().table, "set_aside");
}

TEST_F(VerifyData, TakesNoMoreMemoryThanItIsGiven) {
  const auto folder = DataFolder::take(kept.path(), Use::shared, "verify").value();
  const auto found = verify_data(folder, warehouse::Library::load().value(), {.memory_limit = "1MB"}, {});
  ASSERT_FALSE(found);
  EXPECT_NE(found.error().hint.find("allow more memory"), std::string::npos) << found.error().message;
}

/// In more than one transaction.
TEST_F(VerifyData, MakesManyRecordsAnew) {
  {
    DataSet data = kept.open();
    std::vector<std::string> records;
    for (int i = 0; i < 17'000; ++i) records.push_back(small_record(i, "agent"));
    ASSERT_TRUE(data.take(page_of(std::move(records), noon)));
  }
  EXPECT_TRUE(verified().sound());
  execute("DELETE FROM participant WHERE conversation_id = 'c16500'");
  const TableDifference found = difference();
  EXPECT_EQ(found.table, "participant");
  EXPECT_EQ(found.missing, 1);
}

TEST_F(VerifyData, TellsHowFarItIs) {
  const auto folder = DataFolder::take(kept.path(), Use::shared, "verify").value();
  std::vector<VerifyProgress> told;
  const auto listen = [&](const VerifyProgress& each) { told.push_back(each); };
  ASSERT_TRUE(verify_data(folder, warehouse::Library::load().value(), {.on_progress = listen}, {}));
  const auto first_table =
      std::find_if(told.begin(), told.end(), [](const auto& each) { return !each.table.empty(); });
  ASSERT_NE(first_table, told.begin());
  ASSERT_NE(first_table, told.end());
  EXPECT_EQ(std::prev(first_table)->pages, std::prev(first_table)->of_pages);
  EXPECT_TRUE(std::any_of(first_table, told.end(), [](const auto& each) { return each.table == "segment"; }));
}

TEST_F(VerifyData, GivesItsVerdictOnTheArchiveWhereTheTablesCannotBeRead) {
  {
    std::fstream file(kept.path() + "/warehouse.duckdb", std::ios::in | std::ios::out | std::ios::binary);
    file << std::string(12'288, 'x');
  }
  const DataVerification found = verified();
  EXPECT_TRUE(found.archive.sound());
  EXPECT_FALSE(found.sound());
  EXPECT_FALSE(found.tables_unreadable.empty());
  EXPECT_EQ(found.pages_not_merged, 0) << "nothing is known of the tables";
}

}  // namespace
}  // namespace nowthen::extract
