// Tables of an earlier version of the program, opened by this one.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "extract/verify_data.hpp"
#include "support/checkout.hpp"
#include "support/kept_data.hpp"
#include "warehouse/migrate.hpp"
#include "warehouse/schema/ddl.hpp"

namespace nowthen::warehouse {
namespace {

using nowthen::testing::KeptData;
using nowthen::testing::noon;
using nowthen::testing::page_of;
using nowthen::testing::simulated_records;

/// The statements that made tables of that version.
std::string ddl_of(int version) {
  std::ostringstream text;
  text << std::ifstream(
              nowthen::testing::in_checkout("tests/golden/schema.v" + std::to_string(version) + ".sql"))
              .rdbuf();
  return text.str();
}

Connection in_memory(const std::string& ddl) {
  const auto database = Database::open(Library::load().value(), {.threads = 1}).value();
  auto connection = database.connect().value();
  EXPECT_TRUE(connection.execute(ddl));
  return connection;
}

/// Tables, views and comments, by what they are of.
std::map<std::string, std::string> described(Connection& connection) {
  auto all = definitions_in(connection, "memory").value();
  auto rows =
      connection
          .query(
              "SELECT table_name || '.' || column_name, comment FROM duckdb_columns() WHERE NOT internal "
              "UNION ALL SELECT table_name, comment FROM duckdb_tables() WHERE NOT internal")
          .value();
  while (rows.next().value()) all[*rows.get<std::string>(0)] = rows.get<std::string>(1).value_or("none");
  return all;
}

TEST(Migrations, LeadFromEachVersionToThePresentOne) {
  ASSERT_EQ(static_cast<int>(migrations().size()), schema_version - 1);
  for (int version = 1; version < schema_version; ++version) {
    EXPECT_EQ(migrations()[static_cast<std::size_t>(version) - 1].from, version);
    ASSERT_FALSE(ddl_of(version).empty()) << "a version that was, and no file that says what it was";
  }
}

/// Fails when a table, a view or a comment changes without a new version and a step that leads there.
TEST(Migrations, MakeOfAnyVersionWhatIsMadeAnewToday) {
  auto due = in_memory(ddl());
  const auto today = described(due);
  for (int version = 1; version < schema_version; ++version) {
    auto connection = in_memory(ddl_of(version));
    ASSERT_TRUE(migrate(connection, version, schema_version));
    EXPECT_EQ(version_in(connection).value(), schema_version);
    const auto moved = described(connection);
    for (const auto& [name, definition] : today) {
      const auto found = moved.find(name);
      EXPECT_EQ(found == moved.end() ? "missing" : found->second, definition) << name;
    }
    EXPECT_EQ(moved.size(), today.size());
  }
}

TEST(Migrations, RunInOrderAndAllOrNone) {
  constexpr std::array steps{Migration{1, "a", "CREATE TABLE a (x BIGINT); INSERT INTO a VALUES (1)"},
                             Migration{2, "b", "INSERT INTO a VALUES (2)"},
                             Migration{3, "c", "INSERT INTO nowhere VALUES (3)"}};
  auto connection = in_memory(ddl());
  EXPECT_FALSE(migrate(connection, 1, 4, steps));
  EXPECT_EQ(version_in(connection).value(), schema_version);
  EXPECT_FALSE(connection.query("SELECT * FROM a"));
  EXPECT_TRUE(connection.query("SELECT * FROM daily")) << "the views are there as before";
  ASSERT_TRUE(migrate(connection, 1, 3, steps));
  EXPECT_EQ(version_in(connection).value(), 3);
  EXPECT_EQ(connection.value<std::string>("SELECT string_agg(x, '' ORDER BY rowid) FROM a").value(), "12");
}

TEST(Migrations, RefuseAVersionThatNoStepLeadsFrom) {
  auto connection = in_memory(ddl_of(1));
  constexpr std::array steps{Migration{2, "b", ""}};
  const auto refused = migrate(connection, 1, 3, steps);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, FailureKind::older_file);
}

/// A data set whose tables are made again by another version's statements, with the same rows.
void make_older(const KeptData& kept, const std::string& ddl) {
  const std::string path = kept.path() + "/warehouse.duckdb";
  const std::string old = path + ".old";
  std::filesystem::rename(path, old);
  const auto database = Database::open(Library::load().value(), {.path = path, .threads = 1}).value();
  auto connection = database.connect().value();
  ASSERT_TRUE(connection.execute(ddl));
  ASSERT_TRUE(connection.execute("ATTACH '" + old + "' AS old (READ_ONLY)"));
  for (const char* table : {"conversation", "participant", "session", "session_metric", "reading", "revision",
                            "media_endpoint_stat", "flow", "flow_outcome", "participant_attribute",
                            "set_aside", "evaluation", "survey", "resolution"})
    ASSERT_TRUE(connection.execute("INSERT INTO " + std::string(table) + " SELECT * FROM old." + table));
  ASSERT_TRUE(connection.execute(
      "INSERT INTO segment BY NAME SELECT * EXCLUDE (media_type, direction) FROM old.segment"));
  ASSERT_TRUE(connection.execute("INSERT INTO meta SELECT * FROM old.meta WHERE name <> 'schema_version'"));
  ASSERT_TRUE(connection.execute("DETACH old"));
  std::filesystem::remove(old);
}

extract::DataVerification verified(const KeptData& kept) {
  const auto folder = extract::DataFolder::take(kept.path(), extract::Use::shared, "verify").value();
  return extract::verify_data(folder, Library::load().value(), {}, {}).value();
}

class OlderData : public ::testing::Test {
 protected:
  OlderData() {
    extract::DataSet data = kept.open();
    EXPECT_TRUE(data.take(page_of(simulated_records(31), noon)));
  }
  KeptData kept;
};

TEST_F(OlderData, IsMovedForwardWithAllItsRowsWhenOpenedForWriting) {
  make_older(kept, ddl_of(1));
  {
    const extract::DataSet data = kept.open();
    EXPECT_EQ(data.recovery().migrated_from, 1);
    EXPECT_EQ(data.recovery().pages, 0) << "nothing had to be read again";
  }
  EXPECT_TRUE(verified(kept).sound());
}

TEST_F(OlderData, IsNotReadAsItIsAndSaysWhatToDo) {
  make_older(kept, ddl_of(1));
  const auto opened = Warehouse::open(
      Library::load().value(), {.path = kept.path() + "/warehouse.duckdb", .access = Access::read_only});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, FailureKind::older_file);
  EXPECT_NE(opened.error().hint.find("nowthen import"), std::string::npos);
  const auto found = verified(kept);
  EXPECT_FALSE(found.sound());
  EXPECT_NE(found.tables_unreadable.find("version 1"), std::string::npos) << found.tables_unreadable;
}

TEST_F(OlderData, IsMadeAnewFromTheArchiveWhereNoStepLeadsForward) {
  std::string ddl = ddl_of(1);
  ddl += "UPDATE meta SET value = '0' WHERE name = 'schema_version';";
  make_older(kept, ddl);
  {
    const extract::DataSet data = kept.open();
    EXPECT_NE(data.recovery().set_aside.find(".older-1"), std::string::npos);
    EXPECT_EQ(data.recovery().pages, 1);
  }
  EXPECT_TRUE(verified(kept).sound());
}

TEST_F(OlderData, IsFoundOutWhereAViewIsNotThePresentOne) {
  {
    extract::DataSet data = kept.open();
    auto connection = data.tables().connect().value();
    ASSERT_TRUE(connection.execute("CREATE OR REPLACE VIEW daily AS SELECT 1 AS day"));
    ASSERT_TRUE(connection.execute("ALTER TABLE run ADD COLUMN mood VARCHAR"));
  }
  const auto found = verified(kept);
  EXPECT_FALSE(found.sound());
  EXPECT_EQ(found.definitions, (std::vector<std::string>{"table run", "view daily"}));
}

}  // namespace
}  // namespace nowthen::warehouse
