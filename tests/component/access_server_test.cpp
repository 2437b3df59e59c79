// The access server over a database in memory: many who ask while one writes, callers that leave, hostile
// requests.
#include <gtest/gtest.h>

#include <atomic>
#include <boost/json/array.hpp>
#include <future>
#include <mutex>
#include <thread>

#include "access/remote_tables.hpp"
#include "access/server.hpp"
#include "support/local_sessions.hpp"
#include "warehouse/duckdb/database.hpp"

namespace nowthen::access {
namespace {

using testing::SocketFolder;

/// A table of two columns that always add up to nothing, and a server over it.
class Asked {
 public:
  explicit Asked(net::LocalServerOptions local = {}) {
    writer.execute("CREATE TABLE t (a BIGINT, b BIGINT)").value();
    server = Server::prepare({.folder = folder.path(), .local = std::move(local)}, [this] {
               return database.connect();
             }).value();
    server->listen().value();
  }

  Caller caller() const {
    return Caller::reach(folder.path(), {.process = 1, .purpose = "import"}, {}, {}).value();
  }
  RemoteTables tables() const { return {caller(), "UTC"}; }

  SocketFolder folder;
  warehouse::Database database = warehouse::Database::open(warehouse::Library::load().value(), {}).value();
  warehouse::Connection writer = database.connect().value();
  std::unique_ptr<Server> server;
};

/// The first row's numbers.
std::vector<std::int64_t> numbers(Tables& tables, const std::string& sql) {
  const auto answer = tables.ask({.sql = sql}, {}).value();
  std::vector<std::int64_t> found;
  while (answer->next().value())
    for (std::size_t i = 0; i < answer->columns().size(); ++i)
      found.push_back(answer->get<std::int64_t>(i).value_or(0));
  return found;
}

TEST(AccessServer, ShowsManyReadersOnlyCommittedStates) {
  const Asked asked;
  std::atomic<bool> is_over{false};
  std::vector<std::thread> readers;
  readers.reserve(32);
  for (int i = 0; i < 32; ++i)
    readers.emplace_back([&] {
      do {
        auto tables = asked.tables();
        const std::string sql = "SELECT count(*), coalesce(sum(a + b), 0)::BIGINT FROM t";
        const auto first = numbers(tables, sql);
        EXPECT_EQ(first[0] % 10, 0);
        EXPECT_EQ(first[1], 0);
        EXPECT_EQ(numbers(tables, sql), first);  // one connection, one state
      } while (!is_over);
    });
  for (std::int64_t i = 0; i < 200; ++i) {
    auto connection = asked.writer;
    auto transaction = connection.begin().value();
    for (int row = 0; row < 10; ++row) {
      connection.execute("INSERT INTO t VALUES (?, 0)", {i}).value();
      connection.execute("UPDATE t SET b = -a WHERE a = ?", {i}).value();
    }
    transaction.commit().value();
  }
  is_over = true;
  for (std::thread& reader : readers) reader.join();
  auto tables = asked.tables();
  EXPECT_EQ(numbers(tables, "SELECT count(*) FROM t"), std::vector<std::int64_t>{2000});
}

TEST(AccessServer, StopsTheQueryOfACallerThatLeaves) {
  Asked asked({.drain = std::chrono::hours(1000)});  // so only the caller's leaving can end it
  {
    auto tables = asked.tables();
    ASSERT_TRUE(tables.ask(
        {.sql = "SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE a.range + b.range = 1"},
        {}));
  }
  asked.server.reset();
}

TEST(AccessServer, StopsTheQueryOfACallerThatReadsNoFurther) {
  Asked asked({.drain = std::chrono::hours(1000)});
  auto tables = asked.tables();
  {
    const auto answer = tables.ask({.sql = "SELECT range FROM range(100000000000)"}, {}).value();
    ASSERT_TRUE(answer->next().value());
  }
  EXPECT_EQ(numbers(tables, "SELECT 7"), std::vector<std::int64_t>{7});  // over a new connection
}

TEST(AccessServer, TellsACallerWhoseOwnerEndsThatItsAnswerIsNotWhole) {
  Asked asked({.drain = std::chrono::milliseconds(1)});
  auto tables = asked.tables();
  const auto answer = tables.ask({.sql = "SELECT range FROM range(100000000000)"}, {}).value();
  ASSERT_TRUE(answer->next().value());
  asked.server.reset();
  for (;;) {
    const auto more = answer->next();
    if (more) {
      ASSERT_TRUE(*more);
      continue;
    }
    EXPECT_TRUE(more.error().kind == ErrorKind::transient || more.error().kind == ErrorKind::cancelled)
        << more.error().message;
    break;
  }
  EXPECT_EQ(Caller::reach(asked.folder.path(), {}, {}, {}).error().kind, ErrorKind::not_found);
}

TEST(AccessServer, LetsNothingBeChanged) {
  const Asked asked;
  for (const char* sql :
       {"INSERT INTO t VALUES (1, 1)", "DROP TABLE t", "SET threads = 1", "BEGIN", "COMMIT", "CHECKPOINT",
        "COPY t TO '/tmp/nowthen-never'", "ATTACH ':memory:' AS x", "PRAGMA enable_profiling",
        "SELECT 1; DROP TABLE t", "EXPLAIN ANALYZE INSERT INTO t VALUES (1, 1)",
        "SELECT * FROM read_text('/etc/hostname')", "SELECT * FROM force_checkpoint()",
        "SELECT * FROM checkpoint()", "SELECT * FROM enable_logging()", "EXPORT DATABASE 'nowthen-never'",
        "SELECT nextval('nosuch')"}) {
    auto tables = asked.tables();
    auto answer = tables.ask({.sql = sql}, {});
    if (answer) {  // some fail when they are run
      const auto more = (*answer)->next();
      EXPECT_FALSE(more) << sql;
    }
  }
  auto tables = asked.tables();
  EXPECT_EQ(numbers(tables, "SELECT count(*) FROM t"), std::vector<std::int64_t>{0});
}

TEST(AccessServer, RefusesRequestsThatAreNone) {
  const Asked asked;
  for (const char* body :
       {"", "x", "{}", R"({"sql":"SELECT 1","time_zone":"'; DROP TABLE t; --"})",
        R"({"sql":"SELECT 1","time_zone":""})", R"({"sql":"SELECT 1","time_zone":"Nowhere/None"})",
        R"({"sql":"SELECT ?"})", R"({"sql":"SELECT 1","parameters":[1]})"}) {
    auto caller = asked.caller();
    auto reply = caller.call("/query", body, {});
    ASSERT_TRUE(reply) << body;
    Result<std::optional<boost::json::value>> line = (*reply)->next();
    while (line && *line) line = (*reply)->next();
    EXPECT_FALSE(line) << body;
  }
  auto tables = asked.tables();
  EXPECT_EQ(numbers(tables, "SELECT count(*) FROM t"), std::vector<std::int64_t>{0});
}

TEST(AccessServer, TellsAReaderThatPausedTooLongWhy) {
  const Asked asked({.take_timeout = std::chrono::milliseconds(20)});
  std::promise<void> given_up;
  asked.server->handle("/endless", 10, [&](Visit& visit) -> Result<boost::json::object> {
    while (visit.send_lines(std::string(100'000, ' ') + "\n")) continue;
    given_up.set_value();
    return boost::json::object{};
  });
  auto caller = Caller::reach(asked.folder.path(), {.process = 1, .purpose = "import"},
                              {.patience = std::chrono::milliseconds(0)}, {})
                    .value();
  const auto reply = caller.call("/endless", "x", {}).value();
  given_up.get_future().wait();
  auto line = reply->line();
  while (line) line = reply->line();
  EXPECT_EQ(
      line.error().message,
      "process 1 import, which has the data, gave the answer up: nothing of it was taken for ten minutes");
}

TEST(AccessServer, KeepsToOneStateWhereThatIsWanted) {
  const Asked asked;
  auto caller = asked.caller();
  caller.stay_in_one_state();
  RemoteTables tables(std::move(caller), "UTC");
  EXPECT_EQ(numbers(tables, "SELECT 1"), std::vector<std::int64_t>{1});
  EXPECT_EQ(numbers(tables, "SELECT 2"), std::vector<std::int64_t>{2});
  { ASSERT_TRUE(tables.ask({.sql = "SELECT range FROM range(100000000000)"}, {}).value()->next().value()); }
  const auto other = tables.ask({.sql = "SELECT 3"}, {});
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().kind, ErrorKind::transient);
  EXPECT_NE(other.error().message.find("broke between two answers"), std::string::npos);
}

TEST(AccessServer, TakesHandlersByNameWhileItRuns) {
  const Asked asked;
  auto caller = asked.caller();
  EXPECT_FALSE(caller.call("/erase", "x", {}));
  asked.server->handle("/erase", 10, [](Visit& visit) -> Result<boost::json::object> {
    visit.send(boost::json::object{{"said", visit.body()}});
    if (visit.body() == "no")
      return Error{.kind = ErrorKind::not_found, .message = "none of that", .hint = "what helps"};
    return boost::json::object{{"done", true}};
  });
  auto reply = caller.call("/erase", "yes", {}).value();
  EXPECT_EQ(reply->next().value().value().at("said").as_string(), "yes");
  EXPECT_FALSE(reply->next().value());
  EXPECT_TRUE(reply->end().at("done").as_bool());
  reply = caller.call("/erase", "no", {}).value();
  EXPECT_TRUE(reply->next().value());
  const auto refused = reply->next();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::not_found);
  EXPECT_EQ(refused.error().hint, "what helps");
  EXPECT_FALSE(caller.call("/erase", "more than ten bytes", {}));
}

}  // namespace
}  // namespace nowthen::access
