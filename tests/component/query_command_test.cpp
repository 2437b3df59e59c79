// `nowthen query` as its user meets it: over tables filled from records, through the whole program.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>

#include "support/filled_home.hpp"
#include "support/simulated_process.hpp"
#include "support/temporary_file.hpp"

namespace nowthen {
namespace {
using testing::FilledHome;
using testing::record_of;
namespace json = boost::json;

std::int64_t lines_of(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

class QueryCommand : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    home = new FilledHome;
    home->take({record_of("c-1", "2026-11-20T10:00:00.250Z", 60'000),
                record_of("c-2", "2026-11-20T23:30:00.000Z", 30'000, "=1+1")});
  }
  static void TearDownTestSuite() {
    delete home;
    home = nullptr;
  }

  QueryCommand() : process({.now = parse_instant("2026-11-25T12:00:00Z").value()}) {
    process.environment["NOWTHEN_HOME"] = home->path();
  }

  int query(const std::string& sql, std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"query", sql});
    return process.run(std::move(more));
  }
  std::string out() const { return process.out.str(); }
  std::string err() const { return process.err.str(); }

  /// One error line and one hint line, and nothing on standard output.
  void expect_refused(const std::string& sql, const std::string& message) {
    EXPECT_EQ(query(sql), 2) << sql << err();
    EXPECT_EQ(out(), "") << sql;
    EXPECT_EQ(lines_of(err()), 2) << sql << err();
    EXPECT_NE(err().find("nowthen: "), std::string::npos) << err();
    EXPECT_NE(err().find("\nhint: "), std::string::npos) << err();
    EXPECT_NE(err().find(message), std::string::npos) << sql << err();
  }

  static inline FilledHome* home = nullptr;
  testing::SimulatedProcess process;
};

TEST_F(QueryCommand, KeepsTypesInJson) {
  ASSERT_EQ(
      query(
          "SELECT conversation_id, conversation_start, division_ids, conversation_end, extra::JSON AS extra, "
          "1.50 AS price, sum(1) OVER () AS n, {'a': [1, NULL]} AS s, true AS b, 0.5::DOUBLE AS r "
          "FROM conversation ORDER BY conversation_id LIMIT 1; -- that is all"),
      0)
      << err();
  EXPECT_EQ(out(),
            "[\n"
            R"({"conversation_id":"c-1","conversation_start":"2026-11-20T10:00:00.250Z",)"
            R"("division_ids":["d-1","d-2"],"conversation_end":null,"extra":{"unknownField":{"a":[1]}},)"
            R"("price":1.50,"n":2,"s":{"a":[1,null]},"b":true,"r":0.5})"
            "\n]\n");
  EXPECT_EQ(err(), "");
}

TEST_F(QueryCommand, SeesDaysAndTimesInTheZone) {
  const std::string days =
      "SELECT conversation_id, conversation_start::DATE AS day, conversation_start FROM conversation ORDER "
      "BY 1";
  ASSERT_EQ(query(days, {"--format", "csv", "--time-zone", "Europe/Berlin"}), 0) << err();
  EXPECT_EQ(out(),
            "conversation_id,day,conversation_start\r\n"
            "c-1,2026-11-20,2026-11-20T11:00:00.250+01:00\r\n"
            "c-2,2026-11-21,2026-11-21T00:30:00.000+01:00\r\n");
  ASSERT_EQ(query(days, {"--format", "table"}), 0);
  EXPECT_EQ(out(),
            "conversation_id  day         conversation_start\n"
            "───────────────  ──────────  ───────────────────────\n"
            "c-1              2026-11-20  2026-11-20 10:00:00.250\n"
            "c-2              2026-11-20  2026-11-20 23:30:00\n");
  EXPECT_EQ(err(), "2 rows\n");
}

TEST_F(QueryCommand, ReadsSqlFromAFileAndWritesAFile) {
  const testing::TemporaryFile sql("-- a report\nSELECT count(*) AS n FROM conversations;\n-- its end\n");
  const std::string to = home->path() + "/report.csv";
  ASSERT_EQ(process.run({"query", "--file", sql.path(), "--format", "csv", "-o", to}), 0) << err();
  std::ifstream file(to);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), "n\r\n2\r\n");
  EXPECT_EQ(out(), "");
  EXPECT_EQ(process.run({"query"}), 2);
  EXPECT_EQ(process.run({"query", "SELECT 1", "--file", sql.path()}), 2);
  EXPECT_EQ(process.run({"query", "--file", sql.path() + ".none"}), 2);
}

TEST_F(QueryCommand, ListsTablesAndExplains) {
  ASSERT_EQ(query("SHOW TABLES", {"--format", "ndjson"}), 0) << err();
  EXPECT_NE(out().find("{\"name\":\"conversations\"}\n"), std::string::npos) << out();
  ASSERT_EQ(query("SHOW ALL TABLES", {"--format", "ndjson"}), 0) << err();
  EXPECT_NE(out().find("\"column_names\":[\"conversation_id\""), std::string::npos) << out();
  ASSERT_EQ(query("EXPLAIN SELECT 1", {"--format", "table"}), 0) << err();
  EXPECT_NE(out().find("PROJECTION"), std::string::npos) << out();
  EXPECT_GT(lines_of(out()), 3);
}

TEST_F(QueryCommand, SaysWhereTheSqlIsWrong) {
  expect_refused("SELECT 1,\n  2 frm x y z", "(line 2, column 9)");
  expect_refused("SELECT * FROM conversatio", "Did you mean \"conversation");
  expect_refused("SELECT nosuch FROM conversation", "\"nosuch\" not found");
  expect_refused("SELECT [1] AS l,\n  CAST(conversation_id AS INTEGER) FROM conversation",
                 "(line 2, column 3)");
  expect_refused("SELECT 1; SELECT 2", "2 statements");
  expect_refused("SELECT ?", "takes 1 values");
  expect_refused("", "which SQL?");
  expect_refused(" -- nothing", "there is no");
}

TEST_F(QueryCommand, RefusesWhateverDoesMoreThanRead) {
  const std::string to = home->path() + "/written";
  for (const std::string& sql :
       {std::string("INSERT INTO meta VALUES ('a', 'b')"),
        std::string("UPDATE meta SET value = ''"),
        std::string("DELETE FROM conversation"),
        std::string("DROP TABLE conversation"),
        std::string("CREATE TABLE mine (a INTEGER)"),
        std::string("CREATE TEMP TABLE mine (a INTEGER)"),
        "COPY conversation TO '" + to + "'",
        "EXPORT DATABASE '" + to + "'",
        "ATTACH '" + to + "'",
        std::string("ATTACH ':memory:' AS other"),
        std::string("INSTALL httpfs"),
        std::string("LOAD httpfs"),
        std::string("SET memory_limit = '64GB'"),
        std::string("SET enable_external_access = true"),
        std::string("RESET lock_configuration"),
        std::string("PRAGMA enable_profiling"),
        std::string("CHECKPOINT"),
        std::string("BEGIN"),
        std::string("SELECT * FROM read_text('/etc/hostname')"),
        std::string("SELECT * FROM glob('/etc/*')"),
        std::string("EXPLAIN ANALYZE DELETE FROM conversation"),
        "EXPLAIN ANALYZE COPY (SELECT 42 AS x) TO '" + to + "' (FORMAT csv)",
        "/* a */ explain /* b */ analyze (FORMAT json) COPY (SELECT 1) TO '" + to + "'",
        "EXPLAIN (ANALYZE) COPY (SELECT 1) TO '" + to + "'",
        "EXPLAIN ANALYZE EXPLAIN ANALYZE COPY (SELECT 1) TO '" + to + "'",
        std::string("EXPLAIN ANALYZE CREATE TABLE t (a INTEGER)")})
    expect_refused(sql, "");
  EXPECT_FALSE(std::filesystem::exists(to));
  ASSERT_EQ(query("SELECT count(*) AS n FROM conversation", {"--format", "ndjson"}), 0);
  EXPECT_EQ(out(), "{\"n\":2}\n");
}

TEST_F(QueryCommand, EndsWithOneLineWhenAQueryNeedsTooMuchMemory) {
  EXPECT_EQ(query("SELECT list(range) FROM range(1000000000)"), 1);
  EXPECT_EQ(out(), "");
  EXPECT_EQ(err().rfind("nowthen: the query needs more memory", 0), 0U) << err();
  EXPECT_EQ(lines_of(err()), 2) << err();
}

/// Collects what is written, and stops the program at the first of it.
class StopAtFirstOutput : public std::stringbuf {
 public:
  explicit StopAtFirstOutput(std::stop_source stop) : stop_(std::move(stop)) {}

 private:
  std::streamsize xsputn(const char* text, std::streamsize size) override {
    stop_.request_stop();
    return std::stringbuf::xsputn(text, size);
  }
  std::stop_source stop_;
};

TEST_F(QueryCommand, ClosesTheArrayWhenInterrupted) {
  StopAtFirstOutput out(process.stop);
  std::ostream& stream = process.out;
  stream.rdbuf(&out);
  EXPECT_EQ(query("SELECT range AS i FROM range(1000000000000)"), 130);
  EXPECT_EQ(err(), "nowthen: interrupted\n");
  const auto rows = json::parse(out.str()).as_array();
  ASSERT_GE(rows.size(), 1000U);
  EXPECT_EQ(rows.back().at("i").as_int64(), static_cast<std::int64_t>(rows.size()) - 1);
}

TEST_F(QueryCommand, EndsAtOnceWhenInterruptedBeforeTheFirstRow) {
  process.stop.request_stop();
  EXPECT_EQ(query("SELECT count(*) FROM range(1000000000) a, range(1000000) b WHERE a.range + b.range = 7"),
            130);
  EXPECT_EQ(out(), "[]\n");
}

TEST_F(QueryCommand, EndsWellFormedWhenTheQueryFailsOnTheWay) {
  EXPECT_EQ(
      query("SELECT CASE WHEN range < 2000000 THEN range ELSE error('boo') END AS i FROM range(3000000)"), 2);
  EXPECT_GT(json::parse(out()).as_array().size(), 1000U);
  EXPECT_NE(err().find("boo"), std::string::npos);
}

TEST_F(QueryCommand, LetsNoCellBecomeAFormulaWhereAsked) {
  ASSERT_EQ(query("SELECT participant_name, -1 AS n FROM participant WHERE conversation_id = 'c-2'",
                  {"--format", "csv", "--csv-guard"}),
            0);
  EXPECT_EQ(out(), "participant_name,n\r\n\"'=1+1\",-1\r\n");
}

TEST(Query, SaysWhatToDoWhereThereIsNoDataYet) {
  const FilledHome empty;
  testing::SimulatedProcess process({.now = parse_instant("2026-11-25T12:00:00Z").value()});
  process.environment["NOWTHEN_HOME"] = empty.path();
  EXPECT_EQ(process.run({"query", "SELECT 1"}), 1);
  EXPECT_NE(process.err.str().find("there is no data in "), std::string::npos) << process.err.str();
  EXPECT_NE(process.err.str().find("\nhint: load some with nowthen import"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(empty.data()));
}

}  // namespace
}  // namespace nowthen
