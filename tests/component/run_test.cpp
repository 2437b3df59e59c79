// Runs and unknown fields: kept with the data, and the same when the tables are made anew.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "extract/verify_data.hpp"
#include "support/kept_data.hpp"

namespace nowthen::extract {
namespace {

using testing::KeptData;
using testing::noon;
using testing::page_of;
using namespace std::chrono_literals;

std::string runs_of(DataSet& data) {
  auto connection = data.tables().connect().value();
  return connection
      .value<std::string>("SELECT string_agg(CAST(to_json(r) AS VARCHAR), '\n' ORDER BY run_id) FROM run r")
      .value()
      .value_or("");
}

bool is_sound(const KeptData& kept) {
  const auto folder = DataFolder::take(kept.path(), Use::shared, "verify").value();
  return verify_data(folder, warehouse::Library::load().value(), {}, {}).value().sound();
}

TEST(RunPages, AreReadAsTheyWereWritten) {
  extract::Run run{
      .run_id = 7, .command = "import", .version = "1", .options = R"({"files":2})", .started_at = noon};
  run.ended_at = noon + 5s;
  run.pages = 1;
  run.readings = 2;
  run.revisions = 3;
  run.set_aside = 4;
  run.received_bytes = 5;
  run.exit_code = 3;
  run.requests = 6;
  run.error = "a \"reason\"";
  EXPECT_EQ(encode_run(decode_run(encode_run(run)).value()), encode_run(run));
  for (const char* wrong : {"", "[]", "{}", R"({"started_at":"yesterday"})"})
    EXPECT_FALSE(decode_run(wrong)) << wrong;
}

TEST(Runs, AreInTheTableFromTheirBeginAndTheSameWhenItIsMadeAnew) {
  const KeptData kept;
  std::string before;
  {
    DataSet data = kept.open();
    extract::Run killed{.command = "import", .version = "0.1", .started_at = noon};
    ASSERT_TRUE(data.keep(killed));
    extract::Run run{.command = "import", .version = "0.1", .started_at = noon + 1h};
    ASSERT_TRUE(data.keep(run));
    EXPECT_GT(run.run_id, killed.run_id);
    ASSERT_TRUE(data.take(page_of({R"({"conversationId":"a"})"}, noon)));
    run.ended_at = noon + 2h;
    run.readings = 1;
    run.exit_code = 0;
    ASSERT_TRUE(data.keep(run));
    before = runs_of(data);
    EXPECT_EQ(std::count(before.begin(), before.end(), '\n'), 1) << "two runs: " << before;
    EXPECT_NE(before.find("\"ended_at\":null"), std::string::npos) << before;
  }
  EXPECT_TRUE(is_sound(kept));
  std::filesystem::remove(kept.path() + "/warehouse.duckdb");
  {
    DataSet data = kept.open();
    EXPECT_EQ(runs_of(data), before);
  }
  EXPECT_TRUE(is_sound(kept));
}

TEST(Runs, ThatWereForgedAreFound) {
  const KeptData kept;
  {
    DataSet data = kept.open();
    extract::Run run{.command = "import", .started_at = noon};
    ASSERT_TRUE(data.keep(run));
    auto connection = data.tables().connect().value();
    ASSERT_TRUE(connection.execute("UPDATE run SET exit_code = 0"));
  }
  EXPECT_FALSE(is_sound(kept));
}

const char* const strange =
    R"({"conversationId":"a","fooBar":1,"emptyThing":"","divisionIds":[],"participants":[{"participantId":"p",)"
    R"("sessions":[{"sessionId":"s","baz":{"x":1}},{"sessionId":"t","baz":true}]}]})";

TEST(UnknownFields, AreToldOnceForEachDataSetWithTheirRecords) {
  const KeptData kept;
  {
    DataSet data = kept.open();
    const FieldCounts due{{"conversation.fooBar", 1}, {"session.baz", 1}};
    EXPECT_EQ(data.take(page_of({strange}, noon)).value().new_fields, due);
    EXPECT_EQ(data.take(page_of({R"({"conversationId":"b","fooBar":2})"}, noon)).value().new_fields,
              (FieldCounts{{"conversation.fooBar", 1}}))
        << "as long as it is open, further records are counted";
  }
  DataSet data = kept.open();
  EXPECT_EQ(data.take(page_of({R"({"conversationId":"c","fooBar":3,"more":1})"}, noon)).value().new_fields,
            (FieldCounts{{"conversation.more", 1}}));
  auto connection = data.tables().connect().value();
  EXPECT_EQ(
      connection
          .value<std::string>("SELECT string_agg(incident_id || details, ' ' ORDER BY incident_id) FROM "
                              "incident WHERE kind = 'unknown_field'")
          .value(),
      R"(1{"field":"conversation.fooBar"} 2{"field":"session.baz"} 3{"field":"conversation.more"})");
}

TEST(UnknownFields, AreListedUpToACertainNumberAndOneLineSaysSo) {
  const KeptData kept;
  std::string record = R"({"conversationId":"a")";
  for (std::size_t i = 0; i < most_unknown_fields + 500; ++i) record += fmt::format(R"(,"f{}":1)", i);
  record += "}";
  {
    DataSet data = kept.open();
    const auto counts = data.take(page_of({record}, noon)).value().new_fields;
    EXPECT_EQ(counts.size(), most_unknown_fields + 1);
    EXPECT_EQ(counts.at(further_unknown_fields), 500);
  }
  DataSet data = kept.open();
  EXPECT_EQ(data.take(page_of({R"({"conversationId":"b","f9999":1})"}, noon)).value().new_fields,
            FieldCounts{})
      << "it has been said";
  auto connection = data.tables().connect().value();
  EXPECT_EQ(connection.value<std::int64_t>("SELECT count(*) FROM incident").value(),
            std::int64_t{most_unknown_fields + 1});
  EXPECT_EQ(
      connection.value<std::string>("SELECT message FROM incident ORDER BY incident_id DESC LIMIT 1").value(),
      "more than 1000 fields are not known to this program: all are kept in columns extra, and no more "
      "are listed");
}

TEST(SpaceFloor, StopsBeforeTheDiskIsFullWithNothingHalfDone) {
  const KeptData kept;
  DiskSpace disk{.free_bytes = 1'000'000, .total_bytes = 10'000'000};
  auto folder = DataFolder::take(kept.path(), Use::owned, "test").value();
  DataSet data =
      DataSet::open_with(
          std::move(folder), warehouse::Library::load().value(),
          {.floor = {.min_free_bytes = 500'000, .space = [&disk](const std::string&) { return disk; }}}, {})
          .value();
  ASSERT_TRUE(data.take(page_of({R"({"conversationId":"a"})"}, noon)));
  const auto pages = archive::verify(kept.path() + "/archive").value().statistics.pages;
  disk.free_bytes = 500'010;
  const auto refused = data.take(page_of({R"({"conversationId":"b"})"}, noon));
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("are to stay free"), std::string::npos) << refused.error().message;
  EXPECT_NE(refused.error().hint.find("min_free_space"), std::string::npos);
  EXPECT_EQ(archive::verify(kept.path() + "/archive").value().statistics.pages, pages);
  disk.free_bytes = 2'000'000;
  EXPECT_TRUE(data.take(page_of({R"({"conversationId":"b"})"}, noon))) << "with room again, it goes on";
}

TEST(SpaceFloor, IsAFiftiethOfASmallDiskAndAGigabyteOfALargeOne) {
  const auto fits = [](std::uint64_t free, std::uint64_t total,
                       std::optional<std::uint64_t> floor = std::nullopt) {
    const SpaceFloor given{.min_free_bytes = floor, .space = [=](const std::string&) {
                             return DiskSpace{free, total};
                           }};
    return given.check("x", 10).has_value();
  };
  EXPECT_TRUE(fits(2'000'010, 100'000'000));
  EXPECT_FALSE(fits(2'000'009, 100'000'000));
  EXPECT_TRUE(fits(1'000'000'010, 1'000'000'000'000));
  EXPECT_FALSE(fits(1'000'000'009, 1'000'000'000'000));
  EXPECT_TRUE(fits(0, 1'000, 0));
  EXPECT_FALSE(fits(5, 1'000, 1));
}

TEST(SpaceFloor, HoldsNothingAgainstADiskThatDoesNotSay) {
  EXPECT_TRUE(
      (SpaceFloor{.space = [](const std::string&) -> Result<DiskSpace> { return Error{}; }}.check("x", 10)));
  EXPECT_GT(space_of("/").value().total_bytes, 0U);
  EXPECT_FALSE(space_of("/nowhere/at/all"));
}

}  // namespace
}  // namespace nowthen::extract
