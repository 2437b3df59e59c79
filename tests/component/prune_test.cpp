// What is old is let go: the tables forget it, the archive's segments go, and all of it stays provable.
#include "extract/prune.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "core/digest.hpp"
#include "extract/verify_data.hpp"
#include "support/kept_data.hpp"
#include "warehouse/schema/table.hpp"

namespace nowthen::extract {
namespace {

using testing::KeptData;
using testing::noon;
using testing::page_of;
using namespace std::chrono_literals;

constexpr auto day = 24h;

/// A conversation that ended at noon so many days before.
std::string ended(const std::string& id, int days_ago, const std::string& tag = "") {
  return R"({"conversationId":")" + id + R"(","conversationStart":")" +
         format_instant(noon - day * days_ago - 1h) + R"(","conversationEnd":")" +
         format_instant(noon - day * days_ago) + R"(","externalTag":")" + tag +
         R"(","participants":[{"participantId":"p","purpose":"agent","sessions":[{"sessionId":"s","mediaType":"voice",)"
         R"("segments":[{"segmentType":"interact"}]}]}]})";
}

std::string open_one(const std::string& id) {
  return R"({"conversationId":")" + id + R"(","conversationStart":"2026-01-01T00:00:00Z"})";
}

std::string ids_in(DataSet& data, const std::string& table = "conversation") {
  auto connection = data.tables().connect().value();
  return connection
      .value<std::string>("SELECT string_agg(DISTINCT conversation_id, ' ' ORDER BY conversation_id) FROM " +
                          table)
      .value()
      .value_or("");
}

DataVerification verified(const KeptData& kept) {
  const auto folder = DataFolder::take(kept.path(), Use::shared, "verify").value();
  return verify_data(folder, warehouse::Library::load().value(), {}, {}).value();
}

PruneRequest all_before(Instant at) { return {.tables = {.conversations = at, .runs = at}, .archive = at}; }

class Prune : public ::testing::Test {
 protected:
  /// Taken on the day it ended, each on its own.
  void take(DataSet& data, const std::string& record, int days_ago) const {
    ASSERT_TRUE(data.take(page_of({record}, noon - day * days_ago)));
  }
  KeptData kept;
};

TEST_F(Prune, LetsOldConversationsGoWithAllTheirRowsAndKeepsTheOthers) {
  DataSet data = kept.open();
  take(data, ended("old", 30), 30);
  take(data, ended("new", 3), 3);
  const PruneReport report = prune(data, {.tables = {.conversations = noon - day * 10}}, noon, {}).value();
  EXPECT_EQ(report.rows.at("conversation"), 1);
  EXPECT_EQ(report.rows.at("reading"), 1);
  EXPECT_EQ(report.segments, 0U);
  for (const char* table : {"conversation", "participant", "session", "segment", "reading", "revision"})
    EXPECT_EQ(ids_in(data, table), "new") << table;
}

TEST_F(Prune, CountsAnOpenConversationByItsLatestReading) {
  DataSet data = kept.open();
  take(data, open_one("long-unseen"), 30);
  take(data, open_one("seen"), 3);
  ASSERT_TRUE(data.take(page_of({"never-there"}, noon - day * 30, archive::PageKind::tombstone)));
  ASSERT_TRUE(prune(data, {.tables = {.conversations = noon - day * 10}}, noon, {}));
  EXPECT_EQ(ids_in(data), "seen");
  EXPECT_EQ(ids_in(data, "reading"), "seen");
}

TEST_F(Prune, DoesNotBringAnythingBackWhenTheTablesAreMadeAnew) {
  {
    DataSet data = kept.open();
    take(data, ended("old", 30), 30);
    take(data, ended("new", 3), 3);
    ASSERT_TRUE(prune(data, {.tables = {.conversations = noon - day * 10}}, noon, {}));
    take(data, ended("newer", 2), 2);
  }
  const DataVerification found = verified(kept);
  EXPECT_TRUE(found.sound());
  EXPECT_EQ(found.forgotten, Retention{.conversations = noon - day * 10});
  std::filesystem::remove(kept.path() + "/warehouse.duckdb");
  {
    DataSet data = kept.open();
    EXPECT_EQ(ids_in(data), "new newer");
  }
  EXPECT_TRUE(verified(kept).sound());
}

TEST_F(Prune, TakesInAgainWhatIsBroughtAgainUntilTheNextTime) {
  {
    DataSet data = kept.open();
    take(data, ended("old", 30), 30);
    ASSERT_TRUE(prune(data, {.tables = {.conversations = noon - day * 10}}, noon, {}));
    take(data, ended("old", 30), 30);
    EXPECT_EQ(ids_in(data), "old");
  }
  EXPECT_TRUE(verified(kept).sound());
  DataSet data = kept.open();
  ASSERT_TRUE(prune(data, {.tables = {.conversations = noon - day * 10}}, noon, {}));
  EXPECT_EQ(ids_in(data), "");
}

TEST_F(Prune, DropsSegmentsOfWhichAllIsOldAndStaysSound) {
  {
    DataSet data = kept.open();
    take(data, ended("old", 30), 30);
    take(data, ended("old-too", 20), 20);
    ASSERT_TRUE(data.begin_segment());
    take(data, ended("new", 3), 3);
    const PruneReport report = prune(data, all_before(noon - day * 10), noon, {}).value();
    EXPECT_EQ(report.segments, 1U);
    EXPECT_GT(report.segment_bytes, 0U);
  }
  EXPECT_FALSE(std::filesystem::exists(kept.path() + "/archive/segment-0000000001"));
  const DataVerification found = verified(kept);
  EXPECT_TRUE(found.sound());
  ASSERT_TRUE(found.archive.pruned);
  EXPECT_EQ(found.archive.pruned->segment, 1U);
  EXPECT_EQ(found.unprovable, 0);
  std::filesystem::remove(kept.path() + "/warehouse.duckdb");
  {
    DataSet data = kept.open();
    EXPECT_EQ(ids_in(data), "new");
    EXPECT_EQ(data.recovery().damage, 0U);
  }
  EXPECT_TRUE(verified(kept).sound());
}

TEST_F(Prune, OfTheArchiveAloneLeavesRowsThatVerifyCountsAsNotProvable) {
  {
    DataSet data = kept.open();
    take(data, ended("old", 30), 30);
    ASSERT_TRUE(data.take(page_of({"rubbish"}, noon - day * 30)));
    take(data, ended("twice", 30), 30);
    ASSERT_TRUE(data.begin_segment());
    take(data, ended("twice", 30, "corrected"), 3);
    take(data, ended("new", 3), 3);
    extract::Run run{.command = "import", .started_at = noon};
    ASSERT_TRUE(data.keep(run));
    ASSERT_TRUE(prune(data, {.archive = noon - day * 10}, noon, {}));
    EXPECT_EQ(ids_in(data), "new old twice");
  }
  const DataVerification found = verified(kept);
  EXPECT_TRUE(found.sound());
  EXPECT_EQ(found.unprovable, 2);
}

TEST_F(Prune, StillNoticesAlteredRowsOfWhatIsLeft) {
  {
    DataSet data = kept.open();
    take(data, ended("old", 30), 30);
    ASSERT_TRUE(data.begin_segment());
    take(data, ended("new", 3), 3);
    ASSERT_TRUE(prune(data, {.archive = noon - day * 10}, noon, {}));
    auto connection = data.tables().connect().value();
    ASSERT_TRUE(
        connection.execute("UPDATE conversation SET external_tag = 'forged' WHERE conversation_id = 'new'"));
  }
  EXPECT_FALSE(verified(kept).sound());
}

TEST_F(Prune, LeavesConversationsThatCanBeReadAgainAfterwards) {
  DataSet data = kept.open();
  take(data, ended("a", 30, "one"), 30);
  take(data, ended("a", 30, "two"), 29);
  ASSERT_TRUE(data.begin_segment());
  ASSERT_TRUE(prune(data, {.archive = noon - day * 10}, noon, {}));
  take(data, ended("a", 30, "one"), 3);
  auto connection = data.tables().connect().value();
  EXPECT_EQ(connection.value<std::string>("SELECT external_tag FROM conversation").value(), "one")
      << "the earliest reading that says so is pruned, and the latest will do";
}

TEST_F(Prune, MakesWhatIsThereSoFarASegmentThatCanGoNextTime) {
  DataSet data = kept.open();
  take(data, ended("old", 30), 30);
  EXPECT_EQ(prune(data, {.archive = noon - day * 40}, noon, {}).value().segments, 0U);
  take(data, ended("new", 3), 3);
  EXPECT_EQ(prune(data, {.archive = noon - day * 10}, noon, {}).value().segments, 1U);
}

TEST_F(Prune, WritesNothingWhereNothingIsOld) {
  DataSet data = kept.open();
  take(data, ended("new", 3), 3);
  ASSERT_TRUE(prune(data, all_before(noon - day * 10), noon, {}).value().is_nothing());
  const auto segments = [&] {
    return archive::list_folder(kept.path() + "/archive").value().segments.size();
  };
  const auto before = segments();
  for (int i = 0; i < 3; ++i)
    EXPECT_TRUE(prune(data, all_before(noon - day * 10), noon, {}).value().is_nothing());
  EXPECT_EQ(segments(), before);
}

TEST_F(Prune, SaysBeforehandWhatItWouldDo) {
  DataSet data = kept.open();
  take(data, ended("old", 30), 30);
  ASSERT_TRUE(data.begin_segment());
  take(data, ended("new", 3), 3);
  PruneReport plan;
  {
    auto connection = data.tables().connect().value();
    plan = plan_prune(data.folder(), connection, all_before(noon - day * 10), {}).value();
  }
  EXPECT_EQ(ids_in(data), "new old");
  const PruneReport done = prune(data, all_before(noon - day * 10), noon, {}).value();
  EXPECT_EQ(plan.rows, done.rows);
  EXPECT_EQ(plan.segments, done.segments);
  EXPECT_EQ(plan.segment_bytes, done.segment_bytes);
}

TEST_F(Prune, LeavesNothingOfWhatWentInTheTablesFileAndMakesItSmaller) {
  const std::string secret = "a-name-that-is-nowhere-else";
  {
    DataSet data = kept.open();
    std::vector<std::string> many;
    many.reserve(5'000);
    for (int i = 0; i < 5'000; ++i)
      many.push_back(ended(secret + std::to_string(i), 30, to_hex(sha256(std::to_string(i))) + secret));
    ASSERT_TRUE(data.take(page_of(many, noon - day * 30)));
    take(data, ended("new", 3), 3);
  }
  DataSet data = kept.open();
  const PruneReport report = prune(data, all_before(noon - day * 10), noon, {}).value();
  EXPECT_EQ(report.not_rewritten, "");
  EXPECT_LT(report.tables_after, report.tables_before);
  std::ifstream file(kept.path() + "/warehouse.duckdb", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(bytes.find(secret), std::string::npos);
  EXPECT_EQ(ids_in(data), "new");
}

TEST_F(Prune, WritesAnewLaterWhatItHadNoRoomToWriteAnew) {
  const std::string secret = "a-name-that-is-nowhere-else";
  std::ofstream(kept.path() + "/warehouse.duckdb.older-1") << secret;
  {
    DataSet data = kept.open();
    take(data, ended(secret, 30), 30);
    take(data, ended("new", 3), 3);
  }
  {
    auto folder = DataFolder::take(kept.path(), Use::owned, "test").value();
    auto data = DataSet::open_with(std::move(folder), warehouse::Library::load().value(),
                                   {.floor = {.min_free_bytes = std::uint64_t{1} << 60U}}, {})
                    .value();
    EXPECT_NE(prune(data, all_before(noon - day * 10), noon, {}).value().not_rewritten, "");
  }
  DataSet data = kept.open();
  const PruneReport report = prune(data, all_before(noon - day * 10), noon, {}).value();
  EXPECT_TRUE(report.rows.empty());
  EXPECT_EQ(report.not_rewritten, "");
  EXPECT_FALSE(std::filesystem::exists(kept.path() + "/warehouse.duckdb.older-1"));
  std::ifstream file(kept.path() + "/warehouse.duckdb", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(bytes.find(secret), std::string::npos);
}

TEST_F(Prune, ThatWasKilledAfterItsPageIsDoneWhenOpenedAgain) {
  {
    DataSet data = kept.open();
    take(data, ended("old", 30), 30);
    take(data, ended("new", 3), 3);
  }
  {
    auto writer = archive::Writer::open(kept.path() + "/archive").value();
    const std::string text = encode_retention({.conversations = noon - day * 10});
    const std::string_view record = text;
    ASSERT_TRUE(writer.append({.kind = archive::PageKind::retention, .received_at = noon}, {&record, 1}));
    ASSERT_TRUE(writer.close());
  }
  {
    DataSet data = kept.open();
    EXPECT_EQ(ids_in(data), "new");
  }
  EXPECT_TRUE(verified(kept).sound());
}

/// All that tables made anew should have, as text.
std::string everything(DataSet& data) {
  std::string all;
  auto connection = data.tables().connect().value();
  for (const warehouse::TableSchema& schema : warehouse::tables()) {
    if (schema.id == warehouse::TableId::meta) continue;
    const std::string name(schema.name);
    auto rows = connection.query("SELECT CAST(to_json(t) AS VARCHAR) FROM " + name + " t ORDER BY 1").value();
    while (rows.next().value()) all += name + " " + rows.get<std::string>(0).value_or("") + "\n";
  }
  return all;
}

class PruneAtRandom : public Prune, public ::testing::WithParamInterface<std::uint64_t> {};

/// Readings of a few conversations in any order, some of them again, with pruning in between.
TEST_P(PruneAtRandom, LeavesWhatTheArchiveAloneComesTo) {
  std::mt19937_64 chance(GetParam());
  const auto below = [&chance](int end) {
    return static_cast<int>(chance() % static_cast<std::uint64_t>(end));
  };
  std::string before;
  {
    DataSet data = kept.open();
    for (int step = 0; step < 24; ++step) {
      const int kind = below(10);
      const int age = below(30);
      if (kind < 6) {
        const std::string id(1, static_cast<char>('a' + below(6)));
        const std::string tag(1, static_cast<char>('x' + below(3)));
        take(data, below(4) == 0 ? open_one(id) : ended(id, age, tag), below(30));
      } else if (kind == 6) {
        extract::Run run;
        run.command = "test";
        run.started_at = noon - day * age;
        ASSERT_TRUE(data.keep(run));
      } else if (kind == 7) {
        ASSERT_TRUE(data.begin_segment());
      } else {
        const Instant at = noon - day * (5 + age);
        ASSERT_TRUE(prune(data, {.tables = {.conversations = at, .runs = at}}, noon, {}));
      }
    }
    before = everything(data);
  }
  EXPECT_TRUE(verified(kept).sound());
  std::filesystem::remove(kept.path() + "/warehouse.duckdb");
  {
    DataSet data = kept.open();
    EXPECT_EQ(everything(data), before);
    ASSERT_TRUE(prune(data, all_before(noon - day * 8), noon, {}));
    take(data, ended("a", 3, "x"), 3);
  }
  EXPECT_TRUE(verified(kept).sound()) << "segments dropped, too";
}

INSTANTIATE_TEST_SUITE_P(Seeds, PruneAtRandom, ::testing::Values(1, 2));

TEST(Retention, IsReadAsItWasWritten) {
  for (const Retention& each : {Retention{}, Retention{.conversations = noon}, Retention{.runs = noon},
                                Retention{.conversations = noon - 1h, .runs = noon}})
    EXPECT_EQ(decode_retention(encode_retention(each)), each);
  for (const char* wrong : {"x", "conversations\n", "conversations 2026-11-20T12:00:00Z", "runs never\n"})
    EXPECT_FALSE(decode_retention(wrong)) << wrong;
}

}  // namespace
}  // namespace nowthen::extract
