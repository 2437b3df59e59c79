// Records of a simulated organisation, taken into a data set on disk, read back, broken and made anew.
#include "extract/data_set.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <fstream>
#include <random>

#include "support/kept_data.hpp"
#include "warehouse/schema/table.hpp"

namespace nowthen::extract {
namespace {

using testing::KeptData;
using testing::noon;
using testing::page_of;
using testing::simulated_records;
using testing::small_record;
using namespace std::chrono_literals;

/// All tables as text. `with_places`: also where the bytes lie, which depends on the order of arrival.
std::string everything(DataSet& data, bool with_places) {
  std::string all;
  auto connection = data.tables().connect().value();
  for (const warehouse::TableSchema& schema : warehouse::tables()) {
    if (schema.id == warehouse::TableId::meta) continue;
    std::string columns;
    for (const auto& column : schema.columns)
      if (with_places || !column.name.starts_with("archive_"))
        columns += (columns.empty() ? "" : ", ") + std::string(column.name);
    auto rows = connection
                    .query("SELECT CAST(to_json(t) AS VARCHAR) FROM (SELECT " + columns + " FROM " +
                           std::string(schema.name) + ") t ORDER BY 1")
                    .value();
    while (rows.next().value())
      all += std::string(schema.name) + " " + rows.get<std::string>(0).value_or("") + "\n";
  }
  return all;
}

std::int64_t count(DataSet& data, const std::string& table) {
  auto connection = data.tables().connect().value();
  return connection.value<std::int64_t>("SELECT count(*) FROM " + table).value().value_or(-1);
}

TEST(DataSet, KeepsWhatItTakesAndIsTheSameWhenOpenedAgain) {
  const KeptData kept;
  const auto records = simulated_records(7);
  std::string before;
  {
    DataSet data = kept.open();
    const Intake intake = data.take(page_of(records, noon)).value();
    EXPECT_EQ(intake.records, static_cast<std::int64_t>(records.size()));
    EXPECT_EQ(count(data, "conversation"), intake.records);
    before = everything(data, true);
  }
  DataSet data = kept.open();
  EXPECT_EQ(data.recovery().pages, 0);
  EXPECT_EQ(everything(data, true), before);
}

TEST(DataSet, IsMadeAnewFromPagesLargerThanWhatIsReadAtOnce) {
  const KeptData kept;
  std::string before;
  {
    DataSet data = kept.open();
    for (const char* purpose : {"agent", "customer"}) {
      std::vector<std::string> records;
      records.reserve(2501);
      for (int i = 0; i < 2500; ++i) records.push_back(small_record(i, purpose));
      records.emplace_back("no record");
      ASSERT_TRUE(data.take(page_of(records, *purpose == 'a' ? noon : noon + 1h)));
    }
    before = everything(data, true);
  }
  std::filesystem::remove(kept.path() + "/warehouse.duckdb");
  DataSet data = kept.open();
  EXPECT_EQ(data.recovery().pages, 4) << "two with records, two of what is none";
  EXPECT_EQ(count(data, "conversation"), 2500);
  EXPECT_EQ(everything(data, true), before);
}

TEST(DataSet, IsMadeAnewFromTheArchiveAlone) {
  const KeptData kept;
  const auto records = simulated_records(8);
  std::string before;
  {
    DataSet data = kept.open();
    for (std::size_t begin = 0; begin < records.size(); begin += 7) {
      const auto first = records.begin() + static_cast<std::ptrdiff_t>(begin);
      const auto last = records.begin() + static_cast<std::ptrdiff_t>(std::min(begin + 7, records.size()));
      ASSERT_TRUE(data.take(page_of({first, last}, noon)));
    }
    ASSERT_TRUE(data.take(page_of({"{\"conversationId\":7}", records[0]}, noon + 1h)));
    before = everything(data, true);
  }
  std::filesystem::remove(kept.path() + "/warehouse.duckdb");
  DataSet data = kept.open();
  EXPECT_GT(data.recovery().pages, 0);
  EXPECT_EQ(everything(data, true), before);
  EXPECT_EQ(count(data, "set_aside"), 1);
}

TEST(DataSet, MergesWhatWasArchivedBeforeItWasInterrupted) {
  const KeptData kept;
  const auto records = simulated_records(9);
  { DataSet data = kept.open(); }
  {
    auto writer = archive::Writer::open(kept.path() + "/archive").value();
    const std::vector<std::string_view> views(records.begin(), records.end());
    ASSERT_TRUE(writer.append(page_of({}, noon).header, views));
    ASSERT_TRUE(writer.close());
  }
  std::int64_t told = 0;
  DataSet data = kept.open([&told](std::int64_t pages) { told = pages; });
  EXPECT_EQ(told, 1);
  EXPECT_EQ(data.recovery().pages, 1);
  EXPECT_EQ(count(data, "conversation"), static_cast<std::int64_t>(records.size()));
}

TEST(DataSet, MovesACorruptWarehouseAsideAndMakesItAnew) {
  const KeptData kept;
  const auto records = simulated_records(10);
  {
    DataSet data = kept.open();
    ASSERT_TRUE(data.take(page_of(records, noon)));
  }
  {
    std::fstream file(kept.path() + "/warehouse.duckdb", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(0);
    file << std::string(12'288, 'x');
  }
  DataSet data = kept.open();
  EXPECT_FALSE(data.recovery().set_aside.empty());
  EXPECT_TRUE(std::filesystem::exists(data.recovery().set_aside));
  EXPECT_EQ(count(data, "conversation"), static_cast<std::int64_t>(records.size()));
}

TEST(DataSet, KeepsTheBytesOfWhatItCannotUnderstand) {
  const KeptData kept;
  DataSet data = kept.open();
  const Intake intake = data.take(page_of({"<html>", R"({"conversationId":"a"})"}, noon)).value();
  ASSERT_EQ(intake.quarantined.size(), 1U);
  EXPECT_EQ(intake.quarantined[0].record, 0U);
  EXPECT_EQ(intake.records, 1);
  auto connection = data.tables().connect().value();
  EXPECT_EQ(connection.value<std::int64_t>("SELECT size_bytes FROM set_aside").value(), 6);
}

TEST(DataSet, KeepsAReplyWithoutRecordsAndNoEmptyPageBesideRubbish) {
  const KeptData kept;
  {
    DataSet data = kept.open();
    ASSERT_TRUE(data.take(page_of({}, noon)));
    ASSERT_TRUE(data.take(page_of({"rubbish"}, noon)));
  }
  EXPECT_EQ(archive::verify(kept.path() + "/archive").value().statistics.pages, 2U);
  DataSet data = kept.open();
  EXPECT_EQ(data.recovery().pages, 0) << "the tables have the archive's end";
}

TEST(DataSet, MarksADeletionFromATombstone) {
  const KeptData kept;
  DataSet data = kept.open();
  ASSERT_TRUE(
      data.take(page_of({R"({"conversationId":"a","conversationEnd":"2026-11-20T10:00:00Z"})"}, noon)));
  ASSERT_TRUE(data.take(page_of({"a"}, noon + 1h, archive::PageKind::tombstone)));
  EXPECT_EQ(count(data, "conversation WHERE deleted_at IS NOT NULL"), 1);
  EXPECT_EQ(count(data, "revision WHERE kind = 'deletion'"), 1);
}

TEST(DataSet, IsTheSameFromTheArchiveWhereReadingsAreSpelledDifferently) {
  const KeptData kept;
  const auto record = [](const std::string& rest) {
    return R"({"conversationId":"a","conversationEnd":"2026-11-20T10:00:00Z","participants":[{"participantId":"p",)"
           R"("sessions":[{"mediaType":"callback","callbackScheduledTime":")" +
           rest;
  };
  const std::vector<std::string> spelled{
      record(R"(2026-11-20T11:00:00Z"}]}],"newThing":1.0})"),
      record(R"(2026-11-20T12:00:00Z"}]}],"newThing":1.00,"otherThing":null})"),
      record(R"(2026-11-20T13:00:00Z"}]}],"newThing":1})")};
  std::string before;
  {
    DataSet data = kept.open();
    for (const std::size_t i : {1U, 0U, 2U})
      ASSERT_TRUE(data.take(page_of({spelled[i]}, noon + std::chrono::hours(i))));
    EXPECT_EQ(count(data, "reading"), 3);
    EXPECT_EQ(count(data, "revision"), 1);
    EXPECT_EQ(count(data, "session WHERE callback_scheduled_time = TIMESTAMPTZ '2026-11-20 11:00:00+00'"), 1)
        << "the earliest of equal readings is shown";
    before = everything(data, true);
  }
  std::filesystem::remove(kept.path() + "/warehouse.duckdb");
  DataSet data = kept.open();
  EXPECT_EQ(everything(data, true), before);
}

TEST(DataSet, FetchesTheBytesOfAnOldReadingThatCountsAgain) {
  const KeptData kept;
  DataSet data = kept.open();
  const auto record = [](const char* tag) {
    return R"({"conversationId":"a","conversationEnd":"2026-11-20T10:00:00Z","externalTag":")" +
           std::string(tag) + "\"}";
  };
  int hour = 0;
  for (const char* tag : {"one", "two", "one", "two"})
    ASSERT_TRUE(data.take(page_of({record(tag)}, noon + std::chrono::hours(hour++))));
  EXPECT_EQ(count(data, "conversation WHERE external_tag = 'two' AND revision = 4"), 1);
}

TEST(DataSet, TakesTheClosedOneOfTwoReadingsOfTheSameInstant) {
  const KeptData kept;
  DataSet data = kept.open();
  std::vector<std::string> records;
  for (int i = 0; i < 20; ++i) {
    const std::string id = std::to_string(i);
    records.push_back(R"({"conversationId":")" + id + R"(","conversationEnd":"2026-11-20T10:00:00Z"})");
    records.push_back(R"({"conversationId":")" + id + "\"}");
  }
  ASSERT_TRUE(data.take(page_of(records, noon)));
  EXPECT_EQ(count(data, "conversation WHERE conversation_end IS NOT NULL"), 20);
  EXPECT_EQ(count(data, "revision WHERE kind = 'correction'"), 0);
}

TEST(DataSet, TellsAnAlteredAttributeFromANewOne) {
  const KeptData kept;
  DataSet data = kept.open();
  int hour = 0;
  for (const char* attributes : {R"({"k":"1"})", R"({"k":"1","l":"2"})", R"({"k":"3","l":"2"})"})
    ASSERT_TRUE(data.take(page_of({R"({"conversationId":"a","conversationEnd":"2026-11-20T10:00:00Z",)"
                                   R"("participants":[{"participantId":"p","attributes":)" +
                                   std::string(attributes) + "}]}"},
                                  noon + std::chrono::hours(hour++), archive::PageKind::job)));
  EXPECT_EQ(count(data, "revision WHERE kind = 'enrichment'"), 1);
  EXPECT_EQ(count(data, "revision WHERE kind = 'correction'"), 1);
  EXPECT_EQ(count(data, "participant_attribute WHERE participant_id = 'p' AND value = '3'"), 1);
}

TEST(DataSet, RefusesTablesWhoseArchiveIsGone) {
  const KeptData kept;
  {
    DataSet data = kept.open();
    ASSERT_TRUE(data.take(page_of({R"({"conversationId":"a"})"}, noon)));
  }
  std::filesystem::rename(kept.path() + "/archive", kept.path() + "/elsewhere");
  auto folder = DataFolder::take(kept.path(), Use::owned, "test").value();
  const auto opened = DataSet::open(std::move(folder), warehouse::Library::load().value());
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().message.find("is gone"), std::string::npos);
}

TEST(DataSet, TellsWhenTheArchiveItIsMadeAnewFromIsDamaged) {
  const KeptData kept;
  {
    DataSet data = kept.open();
    for (const auto& record : simulated_records(13)) ASSERT_TRUE(data.take(page_of({record}, noon)));
  }
  const std::string segment = kept.path() + "/archive/segment-0000000001";
  {
    std::fstream file(segment, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(segment) / 2));
    file << std::string(200, 'x');
  }
  std::filesystem::remove(kept.path() + "/warehouse.duckdb");
  DataSet data = kept.open();
  EXPECT_GT(data.recovery().damage + static_cast<std::uint64_t>(data.recovery().unreadable), 0U);
}

TEST(DataSet, ShowsWhatIsStagedAllAtOnce) {
  const KeptData kept;
  const auto records = simulated_records(5);
  DataSet data = kept.open();
  ASSERT_TRUE(data.stage(page_of({records[0]}, noon)));
  ASSERT_TRUE(data.stage(page_of({records[1]}, noon)));
  EXPECT_EQ(count(data, "conversation"), 0);
  EXPECT_EQ(data.commit_staged()->merged.new_conversations, 2);
  EXPECT_EQ(count(data, "conversation"), 2);
}

/// So many small records, from that number on.
RawPage small_page(int first, int count, Instant as_of) {
  std::vector<std::string> records;
  for (int i = first; i < first + count; ++i)
    records.push_back(small_record(i, as_of == noon ? "agent" : "customer"));
  return page_of(std::move(records), as_of);
}

TEST(DataSet, MergesInPiecesWhatIsStagedLikeWhatIsTaken) {
  const std::vector<RawPage> pages{small_page(0, 1'000, noon), small_page(1'000, 500, noon),
                                   small_page(1'500, 9'000, noon), small_page(900, 200, noon + 1h)};
  const KeptData one;
  DataSet taken = one.open();
  for (const RawPage& page : pages) ASSERT_TRUE(taken.take(page));
  const KeptData other;
  DataSet staged = other.open();
  for (const RawPage& page : pages) ASSERT_TRUE(staged.stage(page));
  const Intake intake = staged.commit_staged().value();
  EXPECT_EQ(intake.records, 10'700);
  EXPECT_EQ(intake.merged.new_conversations, 10'500);
  EXPECT_EQ(intake.merged.changed_conversations, 200);
  EXPECT_EQ(everything(staged, true), everything(taken, true));
}

/// Many of which conversations are known, changed or not, a few of them twice in a page.
std::vector<RawPage> pages_of_known_ones() {
  std::vector<RawPage> pages{small_page(0, 3'000, noon),          small_page(0, 2'500, noon + 1h),
                             small_page(2'000, 2'000, noon + 2h), small_page(500, 1'200, noon),
                             small_page(0, 2'700, noon + 3h),     small_page(100, 1'500, noon + 4h)};
  for (int i = 4'000; i < 4'040; ++i) pages.back().records.push_back(small_record(i % 4'020, "customer"));
  for (RawPage& page : pages) page.records.back().insert(1, R"("unheardOf":1,)");
  return pages;
}

TEST(DataSet, MergesWhatIsKnownLaterAndAllTheSame) {
  const KeptData one;
  DataSet taken = one.open();
  std::int64_t new_readings = 0;
  for (const RawPage& page : pages_of_known_ones()) new_readings += taken.take(page)->merged.new_readings;
  const KeptData other;
  DataSet staged = other.open();
  for (const RawPage& page : pages_of_known_ones()) ASSERT_TRUE(staged.stage(page));
  const Intake intake = staged.commit_staged().value();
  EXPECT_EQ(count(staged, "conversation"), 4'020);
  EXPECT_EQ(intake.merged.new_conversations, 4'020);
  EXPECT_EQ(intake.merged.new_readings, new_readings);
  EXPECT_EQ(intake.new_fields, (FieldCounts{{"conversation.unheardOf", 6}}));
  EXPECT_EQ(everything(staged, true), everything(taken, true));
}

/// So many at once are let go of before they are merged, while pages go on to come into the archive.
TEST(DataSet, MergesThousandsThatAreKnownWhileTheArchiveGrows) {
  for (const Instant again : {noon + 1h, noon - 1h}) {
    const KeptData one;
    DataSet taken = one.open();
    const KeptData other;
    DataSet staged = other.open();
    for (DataSet* data : {&taken, &staged}) ASSERT_TRUE(data->take(small_page(0, 10'000, noon)));
    for (int i = 0; i < 10; ++i) {
      const RawPage page = small_page(1'000 * i, 1'000, again);
      ASSERT_TRUE(taken.take(page));
      ASSERT_TRUE(staged.stage(page));
    }
    const auto committed = staged.commit_staged();
    ASSERT_TRUE(committed) << committed.error().message;
    EXPECT_TRUE(everything(staged, true) == everything(taken, true));
  }
}

/// Pages are read again some megabytes at a time: the first of these come alone.
TEST(DataSet, IsMadeAnewWithTheEarlierOfEqualReadingsWhateverComesTogether) {
  const KeptData kept;
  std::string before;
  {
    DataSet data = kept.open();
    std::vector<std::string> large;
    for (int i = 0; i < 3; ++i) {
      large.push_back(small_record(i, "agent"));
      large.back().insert(1, R"("externalTag":")" + std::string(4'000'000, 'x') + R"(",)");
    }
    ASSERT_TRUE(data.take(page_of({small_record(7, "agent"), large[0], large[1], large[2]}, noon)));
    RawPage page = small_page(5, 1'200, noon);
    page.records[2].insert(1, "  ");  // the same, spelled differently
    ASSERT_TRUE(data.take(page));
    before = everything(data, true);
  }
  std::filesystem::remove(kept.path() + "/warehouse.duckdb");
  DataSet data = kept.open();
  EXPECT_TRUE(everything(data, true) == before);
}

TEST(DataSet, ForgetsWhenMadeAnewWhatWasKnownThen) {
  const KeptData kept;
  std::string before;
  {
    DataSet data = kept.open();
    ASSERT_TRUE(data.take(small_page(0, 1'000, noon)));
    ASSERT_TRUE(data.take(small_page(0, 800, noon + 1h)));
    ASSERT_TRUE(data.forget({.conversations = noon + 90min}, noon + 2h));
    EXPECT_EQ(count(data, "conversation"), 0);
    ASSERT_TRUE(data.take(small_page(700, 600, noon + 3h)));
    before = everything(data, true);
  }
  std::filesystem::remove(kept.path() + "/warehouse.duckdb");
  DataSet data = kept.open();
  EXPECT_EQ(everything(data, true), before);
}

TEST(DataSet, LeavesWhatIsLargeInTheLogOnceItIsToStop) {
  const auto log_after = [](const std::stop_token& stop) {
    const KeptData kept;
    {
      DataSet data = kept.open();
      EXPECT_TRUE(data.stage(small_page(0, 8'000, noon)));
      EXPECT_TRUE(data.commit_staged(stop));
      EXPECT_EQ(count(data, "conversation"), 8'000);
      extract::Run run{.command = "sync", .started_at = noon};
      EXPECT_TRUE(data.keep(run)) << "what is kept afterwards stays there, too";
    }
    const bool has_log = std::filesystem::exists(kept.path() + "/warehouse.duckdb.wal");
    {
      DataSet again = kept.open();
      EXPECT_EQ(count(again, "conversation"), 8'000);
    }
    EXPECT_FALSE(std::filesystem::exists(kept.path() + "/warehouse.duckdb.wal"))
        << "the next owner writes it";
    return has_log;
  };
  std::stop_source stop;
  EXPECT_FALSE(log_after(stop.get_token()));
  stop.request_stop();
  EXPECT_TRUE(log_after(stop.get_token()));
}

std::string memory_limit_of(DataSet& data) {
  auto connection = data.tables().connect().value();
  return connection.value<std::string>("SELECT current_setting('memory_limit')").value().value_or("");
}

std::string threads_of(DataSet& data) {
  auto connection = data.tables().connect().value();
  return connection.value<std::string>("SELECT CAST(current_setting('threads') AS VARCHAR)")
      .value()
      .value_or("");
}

TEST(DataSet, LeavesQuestionsAllTheirMemoryAndThreadsOnceMuchWasAdded) {
  const KeptData kept;
  DataSet data = kept.open();
  const std::string usual_memory = memory_limit_of(data);
  const std::string usual_threads = threads_of(data);
  ASSERT_TRUE(data.stage(small_page(0, 8'000, noon)));
  EXPECT_NE(memory_limit_of(data), usual_memory) << "while it goes on";
  EXPECT_EQ(threads_of(data), "1") << "while it goes on";
  ASSERT_TRUE(data.commit_staged());
  ASSERT_TRUE(data.commit_staged()) << "nothing more";
  EXPECT_EQ(memory_limit_of(data), usual_memory);
  EXPECT_EQ(threads_of(data), usual_threads);
}

TEST(DataSet, TakesMuchBesideAReaderWhoNeedsMoreMemoryThanAWriterShould) {
  const KeptData kept;
  DataSet data = kept.open();
  auto reader = data.tables().connect().value();
  auto rows =
      reader
          .query(
              "SELECT a.range, b.s FROM range(100000000) a JOIN (SELECT range AS k, repeat('x', 40) || "
              "range AS s FROM range(3000000)) b ON a.range = b.k")
          .value();
  ASSERT_TRUE(rows.next().value());
  const auto staged = data.stage(small_page(0, 8'000, noon));
  ASSERT_TRUE(staged) << staged.error().message;
  const auto committed = data.commit_staged();
  ASSERT_TRUE(committed) << committed.error().message;
  EXPECT_EQ(count(data, "conversation"), 8'000);
  EXPECT_TRUE(rows.next().value());
}

TEST(DataSet, MergesWhatWasStagedAndNeverCommitted) {
  const KeptData kept;
  const auto records = simulated_records(5);
  {
    DataSet data = kept.open();
    ASSERT_TRUE(data.stage(page_of({records[0]}, noon)));
  }
  {
    DataSet data = kept.open();
    EXPECT_EQ(data.recovery().pages, 1);
    EXPECT_EQ(count(data, "conversation"), 1);
    ASSERT_TRUE(data.stage(page_of({records[1]}, noon)));
    const DataFolder folder = DataSet::closed(std::move(data));
  }
  DataSet data = kept.open();
  EXPECT_EQ(data.recovery().pages, 0) << "closing commits";
  EXPECT_EQ(count(data, "conversation"), 2);
}

TEST(DataSet, TellsOfWhatWasStagedAlsoIfItWasShownForAnothersSake) {
  const KeptData kept;
  const auto records = simulated_records(5);
  DataSet data = kept.open();
  ASSERT_TRUE(data.stage(page_of({records[0]}, noon)));
  data.settle();
  EXPECT_EQ(count(data, "conversation"), 1);
  ASSERT_TRUE(data.stage(page_of({records[1]}, noon)));
  const Intake intake = data.commit_staged().value();
  EXPECT_EQ(intake.records, 2);
  EXPECT_EQ(intake.merged.new_conversations, 2);
  EXPECT_EQ(data.commit_staged()->records, 0) << "once";
}

std::string setting(DataSet& data, const std::string& name) {
  auto connection = data.tables().connect().value();
  return connection.value<std::string>("SELECT current_setting('" + name + "')").value().value_or("");
}

std::uintmax_t log_bytes(const KeptData& kept) {
  std::error_code none;
  const auto size = std::filesystem::file_size(kept.path() + "/warehouse.duckdb.wal", none);
  return none ? 0 : size;
}

/// To write it into the file DuckDB would wait for the end of the question.
TEST(DataSet, MergesMuchBesideAQuestionWhoseAnswerNobodyTakes) {
  const KeptData kept;
  {
    DataSet data = kept.open();
    ASSERT_TRUE(data.take(small_page(0, 10'000, noon)));
    auto reader = data.tables().connect().value();
    auto answer = reader.query("SELECT conversation_id FROM conversation").value();
    ASSERT_TRUE(answer.next());
    for (const int first : {0, 10'000, 20'000}) {
      ASSERT_TRUE(data.stage(small_page(first, 10'000, noon + 1h)));
      ASSERT_TRUE(data.commit_staged());
      ASSERT_TRUE(data.take(small_page(first, 10, noon + 2h)));
    }
    EXPECT_GT(log_bytes(kept), 1'000'000U);
    data.settle();
    EXPECT_GT(log_bytes(kept), 1'000'000U);
    int rows = 1;
    while (answer.next().value()) ++rows;
    EXPECT_EQ(rows, 10'000);
    EXPECT_EQ(reader.value<std::string>("SELECT current_setting('checkpoint_threshold')").value(),
              "244.1 MiB");
    reader = data.tables().connect().value();
    ASSERT_TRUE(data.take(small_page(30'000, 10, noon)));
    EXPECT_GT(log_bytes(kept), 1'000'000U) << "somebody is connected";
  }
  EXPECT_EQ(log_bytes(kept), 0U);
  DataSet opened = kept.open();
  EXPECT_EQ(count(opened, "conversation"), 30'010);
}

TEST(DataSet, PutsIntoTheFileWhatWasLoggedBesideAReaderWhoHasGone) {
  const KeptData kept;
  DataSet data = kept.open();
  {
    const auto reader = data.tables().connect().value();
    ASSERT_TRUE(data.stage(small_page(0, 10'000, noon)));
    ASSERT_TRUE(data.commit_staged());
    EXPECT_GT(log_bytes(kept), 1'000'000U);
  }
  ASSERT_TRUE(data.stage(small_page(10'000, 9'000, noon)));
  ASSERT_TRUE(data.commit_staged());
  EXPECT_EQ(log_bytes(kept), 0U);
}

/// To write it would take longer than somebody has who is stopping.
TEST(DataSet, LeavesALargeLogWhereItIsStopped) {
  const KeptData kept;
  RawPage much = small_page(0, 1'000, noon);
  for (int i = 0; i < 50; ++i) {
    const std::string note = R"(agent","attributes":{"note":")" + std::string(800'000, 'x') + R"("},"a":")";
    much.records.push_back(small_record(1'000 + i, note.c_str()));
  }
  {
    DataSet data = kept.open();
    {
      const auto reader = data.tables().connect().value();
      ASSERT_TRUE(data.take(much));
      ASSERT_GT(log_bytes(kept), 32'000'000U);
    }
    std::stop_source stopping;
    stopping.request_stop();
    ASSERT_TRUE(data.stage(small_page(2'000, 10, noon)));
    ASSERT_TRUE(data.commit_staged(stopping.get_token()));
  }
  EXPECT_GT(log_bytes(kept), 32'000'000U);
  DataSet opened = kept.open();
  EXPECT_EQ(count(opened, "conversation"), 1'060);
}

TEST(DataSet, PutsMuchIntoTheFileAndLittleIntoItsLog) {
  const KeptData kept;
  DataSet data = kept.open();
  const std::string usual = setting(data, "checkpoint_threshold");
  ASSERT_TRUE(data.stage(small_page(0, 9'000, noon)));
  ASSERT_TRUE(data.commit_staged());
  EXPECT_LT(log_bytes(kept), 10'000U);
  EXPECT_EQ(setting(data, "checkpoint_threshold"), usual);
  ASSERT_TRUE(data.stage(small_page(10'000, 500, noon)));
  ASSERT_TRUE(data.commit_staged());
  EXPECT_GT(log_bytes(kept), 10'000U);
}

TEST(DataFolder, HasOneOwner) {
  const KeptData kept;
  const auto owner = DataFolder::take(kept.path(), Use::owned, "import").value();
  for (const Use use : {Use::owned, Use::shared}) {
    const auto refused = DataFolder::take(kept.path(), use, "query");
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("in use by process " + std::to_string(::getpid()) + " import"),
              std::string::npos)
        << refused.error().message;
  }
}

TEST(DataFolder, IsReadByManyAtOnceButNotWrittenToMeanwhile) {
  const KeptData kept;
  EXPECT_EQ(DataFolder::take(kept.path(), Use::shared, "query").error().kind, ErrorKind::not_found);
  { const auto made = DataFolder::take(kept.path(), Use::owned, "import").value(); }
  const auto one = DataFolder::take(kept.path(), Use::shared, "query").value();
  const auto other = DataFolder::take(kept.path(), Use::shared, "query");
  EXPECT_TRUE(other);
  EXPECT_FALSE(DataFolder::take(kept.path(), Use::owned, "import"));
}

TEST(DataFolder, IsReadByNobodyNewWhileItsNextOwnerWaits) {
  const KeptData kept;
  { const auto made = DataFolder::take(kept.path(), Use::owned, "import").value(); }
  const auto reader = DataFolder::take(kept.path(), Use::shared, "query").value();
  {
    const NextOwner next(kept.path());
    const NextOwner another(kept.path());
    EXPECT_TRUE(next.is_in_front());
    EXPECT_FALSE(another.is_in_front());
    EXPECT_FALSE(DataFolder::take(kept.path(), Use::shared, "query"));
  }
  EXPECT_TRUE(DataFolder::take(kept.path(), Use::shared, "query"));
}

/// A record as it was before it ended, or after something in it was corrected.
std::string variant_of(const std::string& record, int variant) {
  auto json = boost::json::parse(record).as_object();
  if (variant == 1) json.erase("conversationEnd");
  if (variant == 2) json["externalTag"] = "corrected";
  if (variant == 3) json["mediaStatsMinConversationMos"] = 1.5;
  return boost::json::serialize(json);
}

struct Arrival {
  std::string bytes;
  Instant as_of;
  archive::PageKind kind{};
};

constexpr std::array arrival_kinds{archive::PageKind::sync, archive::PageKind::job, archive::PageKind::by_id,
                                   archive::PageKind::imported};

/// Some readings of a few conversations, many of them at the same instants.
std::vector<Arrival> arrivals(std::uint64_t seed, std::mt19937_64& chance) {
  auto records = simulated_records(seed);
  records.resize(std::min<std::size_t>(records.size(), 10));
  std::vector<Arrival> all;
  for (const std::string& record : records)
    for (int i = 0; i < 4; ++i)
      all.push_back({variant_of(record, static_cast<int>(chance() % 4)),
                     noon + 1h * static_cast<int>(chance() % 3),
                     arrival_kinds.at(chance() % arrival_kinds.size())});
  return all;
}

/// Takes or stages a page; what is staged is committed after so many.
void keep(DataSet& data, RawPage page, std::size_t number, std::size_t staged_at_once) {
  if (staged_at_once == 0) {
    EXPECT_TRUE(data.take(page));
    return;
  }
  EXPECT_TRUE(data.stage(std::move(page)));
  if (number % staged_at_once != 0) return;
  EXPECT_TRUE(data.commit_staged());
}

/// Everything but the place of bytes, after these came in this order, neighbours of a kind together.
std::string result_of(const std::vector<Arrival>& arrivals, std::size_t staged_at_once = 0) {
  const KeptData kept;
  DataSet data = kept.open();
  std::size_t pages = 0;
  for (std::size_t i = 0; i < arrivals.size();) {
    const Arrival& first = arrivals[i];
    std::vector<std::string> together;
    for (; i < arrivals.size() && arrivals[i].as_of == first.as_of && arrivals[i].kind == first.kind; ++i)
      together.push_back(arrivals[i].bytes);
    keep(data, page_of(together, first.as_of, first.kind), ++pages, staged_at_once);
  }
  EXPECT_TRUE(data.commit_staged());
  return everything(data, false);
}

class DataSetOrder : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(DataSetOrder, AndPiecesInWhichReadingsArriveDoNotMatter) {
  std::mt19937_64 chance(GetParam());
  auto readings = arrivals(GetParam(), chance);
  const std::string as_they_came = result_of(readings);
  std::shuffle(readings.begin(), readings.end(), chance);
  EXPECT_EQ(result_of(readings), as_they_came);
  std::stable_sort(readings.begin(), readings.end(), [](const Arrival& one, const Arrival& other) {
    return std::pair(one.as_of, one.kind) > std::pair(other.as_of, other.kind);
  });
  EXPECT_EQ(result_of(readings), as_they_came);
  for (const std::size_t at_once : {1U, 3U, 1'000U}) EXPECT_EQ(result_of(readings, at_once), as_they_came);
}

INSTANTIATE_TEST_SUITE_P(Seeds, DataSetOrder, ::testing::Range<std::uint64_t>(1, 4));

}  // namespace
}  // namespace nowthen::extract
