#include "warehouse/store/merge.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "warehouse/duckdb/test_support.hpp"
#include "warehouse/schema/table.hpp"
#include "warehouse/warehouse.hpp"

namespace nowthen::warehouse {
namespace {

Warehouse in_memory() { return Warehouse::open(testing::library(), {.threads = 1}).value(); }

const FetchReading nothing_kept = [](const ArchivePlace&) -> Result<Reading> {
  return Error{.kind = ErrorKind::not_found, .message = "gone"};
};

/// A conversation with one agent who talked so long.
ConversationDetail conversation(const char* id, std::int64_t talk_ms) {
  ConversationDetail detail;
  detail.conversation_id = ConversationId(id);
  detail.conversation_start = parse_instant("2026-11-20T10:00:00Z").value();
  ParticipantDetail agent{.participant_id = ParticipantId("p"), .purpose = "agent"};
  Session session;
  session.media_type = "voice";
  session.requested_routings = {"Standard", "it's"};
  session.metrics = {{.name = "tTalkComplete", .value = talk_ms},
                     {.name = "tTalkComplete", .value = talk_ms}};
  session.segments = {{.segment_type = "interact"}};
  agent.sessions.push_back(session);
  detail.participants.push_back(agent);
  return detail;
}

Reading reading(const char* id, int minute, std::int64_t talk_ms, Surface surface = Surface::sync) {
  return {.key = {.as_of = Instant{std::chrono::minutes{minute}},
                  .surface = surface,
                  .ended_at = Instant{},
                  .content_hash = "talk " + std::to_string(talk_ms)},
          .place = {1, 100, minute},
          .detail = conversation(id, talk_ms),
          .json = R"({"conversationEnd":"E","talk":)" + std::to_string(talk_ms) + "}"};
}

Reading with_attributes(Reading reading, const char* value) {
  reading.key.attributes_hash = value;
  reading.detail.participants[0].attributes = {{"colour", value}};
  return reading;
}

std::int64_t number(Warehouse& store, const std::string& sql) {
  auto connection = store.connect().value();
  return connection.value<std::int64_t>(sql).value().value_or(-1);
}

std::string text(Warehouse& store, const std::string& sql) {
  auto connection = store.connect().value();
  return connection.value<std::string>(sql).value().value_or("NULL");
}

/// Every table but for the place of bytes, as text.
std::string everything(Warehouse& store) {
  std::string all;
  auto connection = store.connect().value();
  for (const TableSchema& schema : tables()) {
    std::string columns;
    for (const Column& column : schema.columns)
      if (!column.name.starts_with("archive_"))
        columns += (columns.empty() ? "" : ", ") + std::string(column.name);
    auto rows = connection
                    .query("SELECT CAST(to_json(t) AS VARCHAR) FROM (SELECT " + columns + " FROM " +
                           std::string(schema.name) + ") t ORDER BY 1")
                    .value();
    while (rows.next().value())
      all += std::string(schema.name) + rows.get<std::string>(0).value_or("") + "\n";
  }
  return all;
}

TEST(Merge, MakesRowsOfAReading) {
  auto store = in_memory();
  const auto report = store.merge(std::vector{reading("a", 1, 5000)}, nothing_kept).value();
  EXPECT_EQ(report.new_readings, 1);
  EXPECT_EQ(report.new_conversations, 1);
  EXPECT_EQ(number(store, "SELECT count(*) FROM session_metric"), 2);
  EXPECT_EQ(number(store, "SELECT sum(value)::BIGINT FROM session_metric WHERE name = 'tTalkComplete'"),
            10000);
  EXPECT_EQ(text(store, "SELECT requested_routings[2] FROM session"), "it's");
  EXPECT_EQ(text(store, "SELECT kind FROM revision"), "first");
  EXPECT_EQ(number(store, "SELECT archive_record FROM conversation"), 1);
}

TEST(Merge, ChangesNothingTheSecondTime) {
  auto store = in_memory();
  const std::vector batch{reading("a", 1, 5), reading("b", 1, 7)};
  ASSERT_TRUE(store.merge(batch, nothing_kept));
  const std::string before = everything(store);
  const auto report = store.merge(batch, nothing_kept).value();
  EXPECT_EQ(report.known_readings, 2);
  EXPECT_EQ(report.new_readings, 0);
  EXPECT_EQ(everything(store), before);
}

TEST(Merge, LetsTheLaterReadingWinInWhateverOrderTheyCome) {
  const std::vector one{reading("a", 1, 5), with_attributes(reading("a", 2, 5, Surface::job), "red"),
                        reading("a", 3, 6), reading("b", 1, 9)};
  std::vector<std::string> results;
  const FetchReading from_archive = [&](const ArchivePlace& place) -> Result<Reading> {
    for (const Reading& each : one)
      if (each.place == place) return each;
    return Error{.kind = ErrorKind::not_found, .message = "gone"};
  };
  for (const auto& order : {std::vector<std::size_t>{0, 1, 2, 3}, {3, 2, 1, 0}, {2, 0, 3, 1}}) {
    auto store = in_memory();
    for (const std::size_t index : order)
      ASSERT_TRUE(store.merge(std::vector{one[index]}, from_archive)) << index;
    results.push_back(everything(store));
    EXPECT_EQ(number(store, "SELECT sum(value)::BIGINT FROM session_metric WHERE conversation_id = 'a'"), 12);
    EXPECT_EQ(text(store,
                   "SELECT string_agg(kind, ' ' ORDER BY revision) FROM revision WHERE conversation_id = "
                   "'a'"),
              "first enrichment correction");
    EXPECT_EQ(text(store, "SELECT value FROM participant_attribute"), "red");
  }
  auto at_once = in_memory();
  ASSERT_TRUE(at_once.merge(one, from_archive));
  results.push_back(everything(at_once));
  for (const std::string& result : results) EXPECT_EQ(result, results.front());
}

TEST(Merge, MarksWhatIsGoneAndKeepsWhatItSaid) {
  auto store = in_memory();
  ASSERT_TRUE(store.merge(std::vector{reading("a", 1, 5)}, nothing_kept));
  Reading gone;
  gone.key = {.as_of = Instant{std::chrono::minutes{9}}, .surface = Surface::by_id};
  gone.detail.conversation_id = ConversationId("a");
  const auto report = store.merge(std::vector{gone}, nothing_kept).value();
  EXPECT_EQ(report.revisions.at("deletion"), 1);
  EXPECT_EQ(number(store, "SELECT count(*) FROM conversation WHERE deleted_at IS NOT NULL"), 1);
  EXPECT_EQ(number(store, "SELECT count(*) FROM session"), 1);
}

TEST(Merge, SaysSoWhereTheBytesBeforeAreGone) {
  auto store = in_memory();
  ASSERT_TRUE(store.merge(std::vector{reading("a", 1, 5)}, nothing_kept));
  const auto report = store.merge(std::vector{reading("a", 2, 6)}, nothing_kept).value();
  EXPECT_EQ(report.revisions.at("unknown"), 1);
}

/// As many conversations as make the ids of all be kept in mind.
std::vector<Reading> many(int minute, std::int64_t talk_ms) {
  std::vector<Reading> all;
  all.reserve(600);
  for (int i = 0; i < 600; ++i) all.push_back(reading(std::to_string(i).c_str(), minute, talk_ms));
  return all;
}

TEST(Merging, FindsConversationsOfEarlierPortionsAndTransactions) {
  const auto first = many(1, 5);
  const auto second = many(2, 6);
  auto store = in_memory();
  {
    auto merging = store.begin_merging().value();
    EXPECT_EQ(merging.add(first, nothing_kept).value().new_conversations, 600);
    EXPECT_EQ(merging.add(first, nothing_kept).value().known_readings, 600);
    ASSERT_TRUE(merging.commit());
  }
  EXPECT_EQ(store.merge(second, nothing_kept).value().changed_conversations, 600);
  EXPECT_EQ(number(store, "SELECT count(*) FROM conversation"), 600);
  auto at_once = in_memory();
  std::vector<Reading> both = first;
  both.insert(both.end(), second.begin(), second.end());
  ASSERT_TRUE(at_once.merge(both, nothing_kept));
  EXPECT_EQ(text(store, "SELECT string_agg(content_hash, '' ORDER BY conversation_id) FROM conversation"),
            text(at_once, "SELECT string_agg(content_hash, '' ORDER BY conversation_id) FROM conversation"));
}

TEST(Merging, LeavesThoseThatMayBeKnownToWhoeverCollectsThem) {
  auto store = in_memory();
  auto merging = store.begin_merging().value();
  std::vector<Reading> readings{reading("599", 1, 5)};
  EXPECT_EQ(merging.add_new(readings, nothing_kept).value().new_readings, 1);
  EXPECT_TRUE(readings.empty()) << "so few are looked for at once";
  readings = many(2, 6);
  readings.push_back(reading("3", 3, 7));
  EXPECT_EQ(merging.add_new(readings, nothing_kept).value().new_conversations, 599);
  ASSERT_EQ(readings.size(), 1U);
  EXPECT_EQ(readings[0].detail.conversation_id.str(), "599");
  EXPECT_EQ(merging.add(readings, nothing_kept).value().changed_conversations, 1);
  ASSERT_TRUE(merging.commit());
  EXPECT_EQ(number(store, "SELECT count(*) FROM conversation"), 600);
  EXPECT_EQ(number(store, "SELECT count(*) FROM reading"), 602);
  EXPECT_EQ(number(store, "SELECT count(*) FROM revision WHERE conversation_id IN ('3', '599')"), 4);
}

TEST(Merging, AsksForWhatWasLetGoOf) {
  const auto readings = std::vector{with_attributes(reading("a", 1, 5), "red"),
                                    with_attributes(reading("a", 2, 6), "green"), reading("b", 3, 7)};
  auto whole = in_memory();
  ASSERT_TRUE(whole.merge(readings, nothing_kept));
  auto let_go_of = readings;
  std::for_each(let_go_of.begin(), let_go_of.end(), let_go);
  EXPECT_TRUE(let_go_of[0].json.empty());
  EXPECT_TRUE(let_go_of[0].detail.participants.empty());
  const FetchReading kept = [&](const ArchivePlace& place) -> Result<Reading> {
    for (const Reading& each : readings)
      if (each.place == place) return each;
    return Error{.kind = ErrorKind::not_found, .message = "gone"};
  };
  auto store = in_memory();
  EXPECT_FALSE(store.merge(let_go_of, nothing_kept)) << "rows of nothing";
  ASSERT_TRUE(store.merge(let_go_of, kept));
  EXPECT_EQ(everything(store), everything(whole));
}

TEST(Merging, LeavesNothingOfPortionsThatWereNotCommitted) {
  auto store = in_memory();
  {
    auto merging = store.begin_merging().value();
    ASSERT_TRUE(merging.add(many(1, 5), nothing_kept));
  }
  EXPECT_EQ(number(store, "SELECT count(*) FROM conversation"), 0);
  EXPECT_EQ(store.merge(many(1, 5), nothing_kept).value().new_conversations, 600);
}

TEST(Merging, KnowsWhatWasThereBeforeItsIdsWereRead) {
  const testing::TemporaryFolder folder;
  const WarehouseOptions options{.path = folder.file("x.duckdb"), .threads = 1};
  {
    auto store = Warehouse::open(testing::library(), options).value();
    ASSERT_TRUE(store.use(Usage::alone));
    ASSERT_TRUE(store.merge(many(1, 5), nothing_kept));
    ASSERT_TRUE(store.use(Usage::shared));
  }
  auto again = Warehouse::open(testing::library(), options).value();
  EXPECT_EQ(again.merge(std::vector{reading("7", 1, 5)}, nothing_kept).value().known_readings, 1);
  EXPECT_EQ(again.merge(many(1, 5), nothing_kept).value().known_readings, 600);
  EXPECT_EQ(number(again, "SELECT count(*) FROM conversation"), 600);
}

TEST(Fact, HasOneRowHoweverOftenItIsChanged) {
  auto store = in_memory();
  auto connection = store.connect().value();
  for (const char* const value : {"a", "b", "b", "c"}) {
    ASSERT_TRUE(put_fact(connection, "what", value));
    ASSERT_TRUE(put_fact(connection, "other", "unmoved"));
    EXPECT_EQ(store.fact("what").value(), value);
    EXPECT_EQ(store.fact("other").value(), "unmoved");
    EXPECT_EQ(number(store, "SELECT count(*) FROM meta WHERE name IN ('what', 'other')"), 2);
  }
}

TEST(MergedIds, TellWhatIsNewAndWhatIsNot) {
  MergedIds ids;
  for (int i = 0; i < 5000; ++i) EXPECT_TRUE(ids.insert(std::to_string(i))) << i;
  for (int i = 0; i < 5000; ++i) EXPECT_FALSE(ids.insert(std::to_string(i))) << i;
  EXPECT_TRUE(ids.insert(""));
  EXPECT_FALSE(ids.insert(""));
}

TEST(Warehouse, LetsGoOfWhatItHasCachedAndHasItsLimitOfMemoryBack) {
  const testing::TemporaryFolder folder;
  WarehouseOptions options{.path = folder.file("x.duckdb"), .threads = 1};
  ASSERT_TRUE(Warehouse::open(testing::library(), options).value().merge(many(1, 5), nothing_kept));
  const auto cached_after_shrinking = [&](const char* limit, int mebibytes) {
    options.memory_limit = limit;
    auto store = Warehouse::open(testing::library(), options).value();
    const auto before = text(store, "SELECT current_setting('memory_limit')");
    EXPECT_EQ(number(store, "SELECT count(DISTINCT conversation_id) FROM conversation"), 600);
    store.shrink_cache(mebibytes);
    EXPECT_EQ(text(store, "SELECT current_setting('memory_limit')"), before);
    return number(store, "SELECT memory_usage_bytes FROM duckdb_memory() WHERE tag = 'BASE_TABLE'");
  };
  const auto all = cached_after_shrinking("300MiB", 200);
  EXPECT_LT(cached_after_shrinking("300MiB", 1), all);
  EXPECT_EQ(cached_after_shrinking("", 1), all) << "no limit that could be had back";
}

TEST(Warehouse, TakesNoMoreThanItMayUntilItsLimitIsLifted) {
  const auto limit_of = [](Warehouse& store) {
    return text(store, "SELECT current_setting('memory_limit')");
  };
  auto store =
      Warehouse::open(testing::library(), {.path = "", .threads = 1, .memory_limit = "300MiB"}).value();
  store.limit_memory(200);
  EXPECT_EQ(limit_of(store), "200.0 MiB");
  store.shrink_cache(100);
  EXPECT_EQ(limit_of(store), "200.0 MiB") << "it goes on";
  ASSERT_TRUE(store.merge(many(1, 5), nothing_kept));
  store.lift_limits();
  EXPECT_EQ(limit_of(store), "300.0 MiB");
  store.limit_memory(400);
  EXPECT_EQ(limit_of(store), "300.0 MiB") << "whoever may take less takes less";
}

/// `SET threads` would wait for the end of what another connection asks.
TEST(Warehouse, WritesMuchWithOneThreadUnlessSomebodyElseIsConnected) {
  auto store =
      Warehouse::open(testing::library(), {.path = "", .threads = 2, .memory_limit = "300MiB"}).value();
  const auto settings = [&] {
    return text(store, "SELECT current_setting('threads') || ' ' || current_setting('memory_limit')");
  };
  store.prepare_large_write();
  EXPECT_EQ(settings(), "1 144.0 MiB");
  EXPECT_EQ(store.memory_of_writer(), 144);
  ASSERT_TRUE(store.merge(many(1, 5), nothing_kept));
  store.lift_limits();
  EXPECT_EQ(settings(), "2 300.0 MiB");
  {
    const auto asking = store.connect().value();
    store.prepare_large_write();
    EXPECT_EQ(settings(), "2 160.0 MiB");
  }
  store.prepare_large_write();
  EXPECT_EQ(settings(), "1 144.0 MiB") << "nobody is there any more";
  {
    const auto asking = store.connect().value();
    store.prepare_large_write();
    EXPECT_EQ(settings(), "2 160.0 MiB") << "somebody has come since";
  }
  store.lift_limits();
  EXPECT_EQ(settings(), "2 300.0 MiB");
  ASSERT_TRUE(store.use(Usage::alone));
  store.prepare_large_write();
  store.lift_limits();
  EXPECT_EQ(settings(), "1 300.0 MiB") << "one works alone still";
}

TEST(Warehouse, HasAsManyThreadsAsThereAreProcessorsAgainAfterALargeWrite) {
  auto store = Warehouse::open(testing::library(), {.path = "", .memory_limit = "150MiB"}).value();
  const auto setting = [&](const std::string& name) {
    return text(store, "SELECT CAST(current_setting('" + name + "') AS VARCHAR)");
  };
  const std::string before = setting("threads");
  store.prepare_large_write();
  EXPECT_EQ(setting("threads"), "1");
  {
    const auto asking = store.connect().value();
    store.prepare_large_write();
    EXPECT_EQ(setting("threads"), before);
    EXPECT_EQ(setting("memory_limit"), before == "1" ? "144.0 MiB" : "150.0 MiB") << "no more than given";
  }
  store.lift_limits();
  EXPECT_EQ(setting("threads"), before);
  EXPECT_EQ(setting("memory_limit"), "150.0 MiB");
}

TEST(Warehouse, WritesItsLogIntoItsFileWithTheMemoryOfAWriter) {
  const testing::TemporaryFolder folder;
  auto store = Warehouse::open(testing::library(),
                               {.path = folder.file("x.duckdb"), .threads = 1, .memory_limit = "300MiB"})
                   .value();
  ASSERT_TRUE(store.merge(many(1, 5), nothing_kept));
  const std::string log = folder.file("x.duckdb.wal");
  ASSERT_TRUE(std::filesystem::exists(log));
  ASSERT_TRUE(store.write_log());
  EXPECT_TRUE(!std::filesystem::exists(log) || std::filesystem::file_size(log) == 0);
  EXPECT_EQ(text(store, "SELECT current_setting('memory_limit')"),
            std::to_string(store.memory_of_writer()) + ".0 MiB");
  store.lift_limits();
}

TEST(Warehouse, RefusesTheDatabaseOfSomebodyElse) {
  const testing::TemporaryFolder folder;
  {
    const auto database = testing::database({.path = folder.file("x.duckdb"), .threads = 1});
    ASSERT_TRUE(database.connect().value().execute("CREATE TABLE t (a INTEGER)"));
  }
  EXPECT_EQ(testing::kind_of_failure(
                Warehouse::open(testing::library(), {.path = folder.file("x.duckdb"), .threads = 1})),
            FailureKind::other);
}

TEST(Warehouse, RefusesTablesOfALaterVersion) {
  const testing::TemporaryFolder folder;
  const WarehouseOptions options{.path = folder.file("x.duckdb"), .threads = 1};
  {
    auto store = Warehouse::open(testing::library(), options).value();
    EXPECT_TRUE(store.is_new());
    auto connection = store.connect().value();
    ASSERT_TRUE(connection.execute("UPDATE meta SET value = '999' WHERE name = 'schema_version'"));
  }
  EXPECT_EQ(testing::kind_of_failure(Warehouse::open(testing::library(), options)), FailureKind::newer_file);
}

}  // namespace
}  // namespace nowthen::warehouse
