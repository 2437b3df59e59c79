// A small archive cut off at every byte, and with every byte changed: opened by whoever owns the data, it
// gives tables of what is whole, says what is not, and asks nobody for help.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "archive/verify.hpp"
#include "support/kept_data.hpp"

namespace nowthen::extract {
namespace {

using testing::ArchiveFolder;
using testing::noon;
using testing::page_of;

std::set<std::string> rows_of(warehouse::Warehouse& tables) {
  auto connection = tables.connect().value();
  auto rows =
      connection
          .query(
              "SELECT conversation_id || ' ' || content_hash || ' ' || archive_offset FROM conversation "
              "UNION ALL SELECT 'set aside ' || archive_offset || ' ' || size_bytes FROM set_aside")
          .value();
  std::set<std::string> all;
  while (rows.next().value()) all.insert(rows.get<std::string>(0).value_or(""));
  return all;
}

/// Three pages, one with what is no record; and the tables as they were before and after.
class Original {
 public:
  Original() {
    const testing::KeptData kept;
    { DataSet data = kept.open(); }
    empty_ = folder_.content(kept.path() + "/warehouse.duckdb");
    {
      DataSet data = kept.open();
      for (const char* record :
           {R"({"conversationId":"a"})", "<html>", R"({"conversationId":"b","externalTag":"t"})"}) {
        data.take(page_of({record}, noon)).value();
        ends_.push_back(std::filesystem::file_size(segment_in(kept.path())));
      }
      rows_ = rows_of(data.tables());
    }
    full_ = folder_.content(kept.path() + "/warehouse.duckdb");
    segment_ = folder_.content(segment_in(kept.path()));
  }

  static std::string segment_in(const std::string& data) { return data + "/archive/segment-0000000001"; }

  const std::string& segment() const { return segment_; }
  const std::set<std::string>& rows() const { return rows_; }
  std::size_t pages_before(std::size_t byte) const {
    return static_cast<std::size_t>(std::upper_bound(ends_.begin(), ends_.end(), byte) - ends_.begin());
  }

  /// A data folder with that for its only segment.
  void put(const testing::KeptData& kept, const std::string& segment, bool with_tables) const {
    std::filesystem::create_directories(kept.path() + "/archive");
    folder_.overwrite(segment_in(kept.path()), segment);
    folder_.overwrite(kept.path() + "/warehouse.duckdb", with_tables ? full_ : empty_);
  }

 private:
  ArchiveFolder folder_;
  std::string empty_;
  std::string full_;
  std::string segment_;
  std::set<std::string> rows_;
  std::vector<std::uintmax_t> ends_;  ///< Of the pages.
};

const Original& original() {
  static const Original only;
  return only;
}

/// Opened as the next command would; an error is no crash, and has to help.
Result<DataSet> opened(const testing::KeptData& kept) {
  auto folder = DataFolder::take(kept.path(), Use::owned, "test").value();
  return DataSet::open(std::move(folder), warehouse::Library::load().value());
}

bool is_told(const DataSet& data) {
  const Recovery& recovery = data.recovery();
  return recovery.damage > 0 || recovery.unreadable > 0 || recovery.cut;
}

bool is_found(const testing::KeptData& kept) {
  const auto verified = archive::verify(kept.path() + "/archive");
  return !verified || !verified->findings.empty();
}

/// Every how many bytes; the long proof takes each.
class ArchiveBytes : public ::testing::TestWithParam<std::size_t> {};

TEST_P(ArchiveBytes, CutOffAnywhereGiveThePagesBefore) {
  for (std::size_t at = 1; at < original().segment().size(); at += GetParam()) {
    SCOPED_TRACE(at);
    const testing::KeptData kept;
    original().put(kept, original().segment().substr(0, at), false);
    auto data = opened(kept);
    ASSERT_TRUE(data) << data.error().message;
    EXPECT_EQ(rows_of(data->tables()).size(), original().pages_before(at));
    const auto rows = rows_of(data->tables());
    EXPECT_TRUE(std::includes(original().rows().begin(), original().rows().end(), rows.begin(), rows.end()));
    EXPECT_TRUE(data->take(page_of({R"({"conversationId":"c"})"}, noon)));
    EXPECT_EQ(rows_of(data->tables()).size(), rows.size() + 1);
  }
}

TEST_P(ArchiveBytes, ChangedAnywhereNeverGiveAnotherTableUnseen) {
  for (std::size_t at = 0; at < original().segment().size(); at += GetParam()) {
    SCOPED_TRACE(at);
    const testing::KeptData kept;
    std::string segment = original().segment();
    segment[at] = static_cast<char>(static_cast<unsigned char>(segment[at]) ^ (1U << (at % 8)));
    original().put(kept, segment, false);
    EXPECT_TRUE(is_found(kept));
    auto data = opened(kept);
    if (!data) {
      EXPECT_FALSE(data.error().hint.empty()) << data.error().message;
      continue;
    }
    const auto rows = rows_of(data->tables());
    EXPECT_TRUE(std::includes(original().rows().begin(), original().rows().end(), rows.begin(), rows.end()));
    EXPECT_TRUE(rows == original().rows() || is_told(*data));
  }
}

/// The tables have been made: what becomes of the archive is found, and takes nothing from them.
TEST_P(ArchiveBytes, ChangedUnderTablesLeaveTheseAsTheyWere) {
  for (std::size_t at = 0; at < original().segment().size(); at += 2 * GetParam()) {
    SCOPED_TRACE(at);
    const testing::KeptData kept;
    std::string segment = original().segment();
    segment[at] = static_cast<char>(static_cast<unsigned char>(segment[at]) ^ 0x10U);
    original().put(kept, segment, true);
    EXPECT_TRUE(is_found(kept));
    auto data = opened(kept);
    EXPECT_TRUE(!data || rows_of(data->tables()) == original().rows());
  }
}

INSTANTIATE_TEST_SUITE_P(Spread, ArchiveBytes, ::testing::Values(31));
INSTANTIATE_TEST_SUITE_P(InFull, ArchiveBytes, ::testing::Values(1));

}  // namespace
}  // namespace nowthen::extract
