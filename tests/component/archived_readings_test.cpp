// Single readings from the archive of a data set, by the place that its tables have.
#include "extract/archived_readings.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "support/kept_data.hpp"

namespace nowthen::extract {
namespace {

using testing::KeptData;
using testing::noon;
using testing::page_of;

struct Kept {
  std::string id;
  warehouse::ArchivePlace place;
};

std::vector<Kept> all_of(DataSet& data) {
  auto connection = data.tables().connect().value();
  auto rows =
      connection.query("SELECT conversation_id, archive_segment, archive_offset, archive_record FROM reading")
          .value();
  std::vector<Kept> all;
  while (rows.next().value())
    all.push_back({rows.get<std::string>(0).value_or(""),
                   {rows.get<std::int64_t>(1).value_or(0), rows.get<std::int64_t>(2).value_or(0),
                    rows.get<std::int64_t>(3).value_or(0)}});
  return all;
}

TEST(ArchivedReadings, AreFoundInWhateverOrderAndOfHoweverManyPages) {
  const KeptData kept;
  DataSet data = kept.open();
  for (int page = 0; page < 40; ++page) {
    std::vector<std::string> records;
    for (int record = 0; record < 3; ++record)
      records.push_back(R"({"conversationId":"c)" + std::to_string(3 * page + record) + R"("})");
    ASSERT_TRUE(data.take(page_of(records, noon)));
  }
  auto all = all_of(data);
  ASSERT_EQ(all.size(), 120U);
  std::mt19937_64 chance(1);
  std::shuffle(all.begin(), all.end(), chance);
  ArchivedReadings archive(data.folder().archive());
  for (const auto& [id, place] : all) EXPECT_EQ(archive(place)->detail.conversation_id.str(), id);
  for (const auto& [id, place] : all) {
    auto beyond = place;
    beyond.record = 3;
    EXPECT_EQ(archive(beyond).error().kind, ErrorKind::not_found);
    EXPECT_EQ(archive.of("another", place).error().kind, ErrorKind::not_found);
    EXPECT_TRUE(archive.of(id, place));
  }
}

}  // namespace
}  // namespace nowthen::extract
