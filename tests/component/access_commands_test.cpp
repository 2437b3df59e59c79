// The commands that read, beside an owner: the same bytes as without one.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <future>
#include <map>
#include <thread>

#include "access/remote_tables.hpp"
#include "cli/data_access.hpp"
#include "extract/run_pages.hpp"
#include "net/local_address.hpp"
#include "support/owned_home.hpp"
#include "support/simulated_process.hpp"
#include "support/temporary_file.hpp"

namespace nowthen {
namespace {

using testing::FilledHome;
using testing::OwnedHome;
using testing::record_of;
namespace fs = std::filesystem;

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// All files below a folder, by their places.
std::map<std::string, std::string> tree(const fs::path& root) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(root))
    if (entry.is_regular_file()) files[fs::relative(entry.path(), root).string()] = content(entry.path());
  return files;
}

/// What a command left behind.
struct Outcome {
  int code = 0;
  std::string out;
  std::string err;
  bool operator==(const Outcome&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Outcome& outcome) {
  return out << "code " << outcome.code << "\nout: " << outcome.out.substr(0, 2000)
             << "\nerr: " << outcome.err;
}

class AccessCommands : public ::testing::Test {
 protected:
  AccessCommands() : process({.now = parse_instant("2026-11-25T12:00:00Z").value()}) {
    process.environment["NOWTHEN_HOME"] = home.path();
    home.take({record_of("c-1", "2026-11-20T10:00:00.250Z", 60'000),
               record_of("c-2", "2026-11-20T23:30:00.000Z", 30'000, "=1+1"),
               record_of("c-3", "2026-11-22T08:00:00.000Z", 10'000)});
    home.take({record_of("c-1", "2026-11-20T10:00:00.250Z", 61'000)}, "2026-11-25T10:00:00Z");
  }

  Outcome run(std::vector<std::string> arguments) {
    const int code = process.run(std::move(arguments));
    return {.code = code, .out = process.out.str(), .err = process.err.str()};
  }

  /// The same without an owner and with one.
  void expect_same(const std::vector<std::string>& arguments) {
    const Outcome direct = run(arguments);
    const OwnedHome owner(home);
    EXPECT_EQ(run(arguments), direct) << arguments[0] << " " << (arguments.size() > 1 ? arguments[1] : "");
  }

  FilledHome home;
  testing::SimulatedProcess process;
};

constexpr const char* answered_sql[] = {
    "SELECT * FROM conversations ORDER BY ALL",
    "SELECT * FROM conversation ORDER BY conversation_id",
    "SELECT * FROM revision ORDER BY ALL",
    "SELECT conversation_id, extra::JSON AS extra FROM conversation ORDER BY 1",
    "SELECT * FROM daily ORDER BY ALL",
    "SHOW TABLES",
    "DESCRIBE conversations",
    "SUMMARIZE SELECT 1 AS a",
    "EXPLAIN SELECT 1",
    "SELECT 9223372036854775807, -9223372036854775808, 18446744073709551615::UBIGINT, 255::UTINYINT",
    "SELECT 170141183460469231731687303715884105727::HUGEINT, "
    "340282366920938463463374607431768211455::UHUGEINT",
    "SELECT 1.50::DECIMAL(18,3), 99999999999999999999999999999999999999::DECIMAL(38,0), "
    "-0.001::DECIMAL(9,3)",
    "SELECT 'nan'::DOUBLE, '-nan'::DOUBLE, 'inf'::DOUBLE, '-inf'::DOUBLE, -0.0::DOUBLE, 0.1::DOUBLE, "
    "1e23::DOUBLE",
    "SELECT 'nan'::FLOAT, 0.1::FLOAT, 5e-324::DOUBLE, 1.7976931348623157e308::DOUBLE",
    "SELECT TIMESTAMPTZ '2026-11-20 10:00:00.123456+00', TIMESTAMPTZ '1969-12-31 23:59:59.999999+00', "
    "'infinity'::TIMESTAMPTZ, '-infinity'::TIMESTAMPTZ",
    "SELECT NULL, NULL::INTEGER, NULL::VARCHAR, NULL::TIMESTAMPTZ, ''",
    "SELECT '\\x00\\xFF\\x0A'::BLOB, 'a\"b\\c' || chr(10) || chr(9) || chr(0) || chr(27) || "
    "chr(8238) || '\xF0\x9F\x98\x80'",
    "SELECT [1, NULL, 3], {'a': [1.5, NULL], 'b': {'c': 'x'}}, MAP {'k': 'v'}, [['a'], []], [TIMESTAMPTZ "
    "'2026-01-01 "
    "00:00:00+00']",
    "SELECT '[1, {}]'::JSON, uuid '00000000-0000-0000-0000-000000000001', INTERVAL 3 DAY, DATE "
    "'2026-01-01', "
    "TIME '10:00:00.5', TIMESTAMP '2026-01-01 00:00:00', '101'::BIT, true, false",
    R"(SELECT 1 AS a, 2 AS a, 3 AS "q""q")",
    "SELECT range AS n, repeat('x', (range % 50)::INT) AS s, range * 0.5 AS d FROM range(5000)",
    "SELECT * FROM range(0)",
    "SELECT repeat('y', 3000000) AS big",
};

constexpr const char* refused_sql[] = {
    "SELECT nosuch FROM conversation",
    "SELECT 1; SELECT 2",
    "",
    "SELECT\n  CAST('x' AS INTEGER)",
    "SELECT CAST(CASE WHEN range = 3000 THEN 'x' ELSE '1' END AS INTEGER) AS n FROM range(4000)",
    "DELETE FROM conversation",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/hostname')",
    "SELECT * FROM '/etc/passwd.csv'",
    "SELECT * FROM glob('/etc/*')",
    "COPY conversation TO '/tmp/nowthen-never'",
    "ATTACH '/tmp/nowthen-never' AS other",
    "EXPLAIN ANALYZE DELETE FROM conversation",
    "SET threads = 1",
};

using Command = std::vector<std::string>;

/// Each question in every format; those that fail in one.
std::vector<Command> all_questions() {
  std::vector<Command> all;
  const auto add = [&](const char* sql, const char* format) {
    all.push_back({"query", sql, "--format", format, "--time-zone", "Europe/Berlin"});
  };
  for (const char* sql : answered_sql)
    for (const char* format : {"table", "json", "ndjson", "csv"}) add(sql, format);
  for (const char* sql : refused_sql) add(sql, "ndjson");
  return all;
}

TEST_F(AccessCommands, QueryGivesTheSameBytesInEveryFormatAndFailsInTheSameWords) {
  std::map<Command, Outcome> direct;
  for (const Command& command : all_questions()) direct[command] = run(command);
  const OwnedHome owner(home);
  for (const Command& command : all_questions())
    EXPECT_EQ(run(command), direct[command]) << command[1] << " " << command[3];
}

TEST_F(AccessCommands, ShowDiffAndChangesGiveTheSameBytes) {
  for (const char* format : {"text", "json"}) expect_same({"show", "c-1", "--format", format});
  for (const char* format : {"text", "ndjson"}) expect_same({"diff", "c-1", "--format", format});
  expect_same({"show", "c-"});
  expect_same({"show", "zzz"});
  expect_same({"diff", "c-1", "--revision", "2"});
  expect_same(
      {"changes", "--since", "-30d", "--kind", "first,correction,growth,completion,enrichment,unknown"});
  expect_same({"changes", "--since", "-30d", "--format", "table"});
}

TEST_F(AccessCommands, ExportGivesTheSameFiles) {
  for (const char* format : {"parquet", "csv", "ndjson"}) {
    const testing::FilledHome places;  // just for its folder
    const std::string direct = places.path() + "/direct";
    const std::string remote = places.path() + "/remote";
    const auto exported = [&](const std::string& to) {
      return run({"export", "--as", format, "--to", to, "--time-zone", "Europe/Berlin"});
    };
    const Outcome first = exported(direct);
    ASSERT_EQ(first.code, 0) << first;
    OwnedHome owner(home);
    const Outcome asked = exported(remote);
    ASSERT_EQ(asked.code, 0) << asked;
    EXPECT_EQ(tree(remote), tree(direct)) << format;
    EXPECT_NE(exported(remote).err.find("0 files written"), std::string::npos);
    EXPECT_NE(exported(direct).err.find("0 files written"),
              std::string::npos);  // each knows what the other did
    EXPECT_TRUE(fs::is_empty(home.data() + "/answers"));
  }
}

TEST_F(AccessCommands, ExportThroughTheOwnerWritesOnlyWhatChanged) {
  const testing::FilledHome places;
  const std::string to = places.path() + "/out";
  OwnedHome owner(home);
  ASSERT_EQ(run({"export", "--to", to, "--table", "conversation"}).code, 0);
  owner.take({record_of("c-9", "2026-11-22T09:00:00.000Z", 5'000)}, "2026-11-25T11:00:00Z");
  const Outcome again = run({"export", "--to", to, "--table", "conversation"});
  EXPECT_NE(again.err.find("1 file written with 2 rows, 1 as before, 0 removed"), std::string::npos) << again;
}

TEST_F(AccessCommands, ImportHandsItsPagesToTheOwner) {
  testing::FilledHome other;
  const testing::TemporaryFile file(record_of("n-1", "2026-11-23T10:00:00.000Z", 1'000) + "\nrubbish\n" +
                                    record_of("n-2", "2026-11-23T11:00:00.000Z", 1'000) + "\n");
  OwnedHome owner(home);
  // No owner takes pages before it says so.
  const Outcome refused = run({"import", file.path()});
  EXPECT_EQ(refused.code, 1) << refused;
  EXPECT_NE(refused.err.find("does not take that"), std::string::npos) << refused;
  owner.data().serve(
      cli::import_target, cli::import_request_bytes,
      [&](access::Visit& visit) -> Result<boost::json::object> {
        return cli::intake_json(
            owner.data().take_in_turn(cli::parse_handed_page(visit.body()).value(), {}).value());
      });
  owner.data().serve(cli::run_target, cli::run_request_bytes,
                     [&](access::Visit& visit) -> Result<boost::json::object> {
                       auto run = extract::decode_run(visit.body()).value();
                       owner.data().keep_in_turn(run).value();
                       return cli::run_id_json(run.run_id);
                     });
  const Outcome handed = run({"import", file.path()});
  EXPECT_EQ(handed.code, 3) << handed;
  EXPECT_NE(handed.err.find(":2: "), std::string::npos) << handed;
  EXPECT_NE(handed.err.find("2 records: 2 new conversations, 0 changed, 0 as they were; 1 not understood"),
            std::string::npos)
      << handed;
  EXPECT_NE(run({"query", "SELECT conversation_id FROM conversation WHERE conversation_id = 'n-2'"})
                .out.find("n-2"),
            std::string::npos);
  EXPECT_NE(run({"query", "SELECT command, exit_code FROM run WHERE readings = 2"}).out.find("import"),
            std::string::npos)
      << "the run of who hands over is kept like any other";
}

TEST_F(AccessCommands, AnOwnerThatListensToNobodyIsNamed) {
  const auto owner = extract::DataFolder::take(home.data(), extract::Use::owned, "erase").value();
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"query", "SELECT 1"}, {"show", "c-1"}, {"import", "/dev/null"}}) {
    const Outcome refused = run(command);
    EXPECT_EQ(refused.code, 1);
    EXPECT_NE(refused.err.find("in use by process " + std::to_string(::getpid()) + " erase"),
              std::string::npos)
        << refused;
  }
}

TEST_F(AccessCommands, DataThatBecomesFreeWhileSomebodyLooksIsOpened) {
  // Every look costs some virtual time; the lock is given back after the first of them has passed.
  auto owner = std::make_unique<extract::DataFolder>(
      extract::DataFolder::take(home.data(), extract::Use::owned, "import").value());
  std::thread later([&] { owner.reset(); });
  Outcome outcome = run({"query", "SELECT 1 AS a", "--format", "csv"});
  later.join();
  if (outcome.code != 0) outcome = run({"query", "SELECT 1 AS a", "--format", "csv"});
  EXPECT_EQ(outcome.out, "a\r\n1\r\n") << outcome;
}

TEST_F(AccessCommands, TwoAnswersOfOneCommandAreNeverOfTwoStates) {
  const cli::Settings settings = [&] {
    cli::Settings made;
    made.home = home.path();
    return made;
  }();
  std::ostringstream out;
  const cli::Context context{
      .settings = settings, .out = out, .err = out, .clock = process.clock, .random = process.random};
  auto owner = std::make_unique<OwnedHome>(home);
  const auto reading = cli::open_for_reading(context, "show").value();
  const auto ask = [&]() -> Result<bool> {
    const auto answer = reading.tables->ask({.sql = "SELECT 1"}, {});
    if (!answer) return answer.error();
    Result<bool> more = (*answer)->next();
    while (more && *more) more = (*answer)->next();
    return more;
  };
  ASSERT_TRUE(ask());
  ASSERT_TRUE(ask());
  owner.reset();  // what is there now could be opened
  const auto other = ask();
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().kind, ErrorKind::transient);
}

TEST_F(AccessCommands, ReadersSeeOnlyCommittedStates) {
  OwnedHome owner(home);
  constexpr int readers = 32;
  constexpr int pages = 12;
  constexpr int records_a_page = 40;
  std::atomic<bool> is_over{false};
  std::atomic<int> answers{0};
  std::vector<std::thread> threads;
  threads.reserve(readers);
  for (int i = 0; i < readers; ++i)
    threads.emplace_back([&] {
      const auto caller = [&] {
        return access::Caller::reach(home.data(), {.process = ::getpid(), .purpose = "import"}, {}, {})
            .value();
      };
      do {
        access::RemoteTables tables(caller(), "UTC");
        std::int64_t seen = -1;
        for (int question = 0; question < 3; ++question) {  // one connection, one state
          auto answer =
              tables
                  .ask(
                      {.sql =
                           "SELECT (SELECT count(*) FROM conversation WHERE starts_with(conversation_id, "
                           "'m-')), (SELECT count(*) FROM session WHERE starts_with(conversation_id, 'm-')), "
                           "(SELECT count(DISTINCT conversation_id) FROM revision WHERE "
                           "starts_with(conversation_id, 'm-'))"},
                      {})
                  .value();
          ASSERT_TRUE(answer->next().value());
          const auto count = answer->get<std::int64_t>(0).value();
          EXPECT_EQ(count % records_a_page, 0);
          EXPECT_EQ(answer->get<std::int64_t>(1), count);
          EXPECT_EQ(answer->get<std::int64_t>(2), count);
          EXPECT_TRUE(seen == -1 || seen == count);
          seen = count;
          ASSERT_FALSE(answer->next().value());
          ++answers;
        }
      } while (!is_over);
    });
  for (int page = 0; page < pages; ++page) {
    std::vector<std::string> records;
    records.reserve(records_a_page);
    for (int i = 0; i < records_a_page; ++i)
      records.push_back(
          record_of("m-" + std::to_string(page) + "-" + std::to_string(i), "2026-11-24T10:00:00.000Z", 1));
    owner.take(std::move(records));
  }
  is_over = true;
  for (std::thread& each : threads) each.join();
  EXPECT_GE(answers, readers * 3);
  const Outcome last = run({"query", "SELECT count(*) AS n FROM conversation", "--format", "csv"});
  EXPECT_EQ(last.out, "n\r\n" + std::to_string(pages * records_a_page + 3) + "\r\n");
}

TEST_F(AccessCommands, AStoppedOwnerIsNamedWithItsState) {
  const testing::FilledHome places;
  fs::create_directories(places.data());
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    const auto address = net::LocalAddress::of(access::socket_in(places.data())).value();
    const bool listens = ::bind(socket, address.get(), address.size()) == 0 && ::listen(socket, 8) == 0;
    (void)::write(ready[1], listens ? "1" : "0", 1);
    (void)::raise(SIGSTOP);
    ::_exit(0);
  }
  char byte = 0;
  ASSERT_EQ(::read(ready[0], &byte, 1), 1);
  ASSERT_EQ(byte, '1');
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, WUNTRACED), child);
  ASSERT_TRUE(WIFSTOPPED(status));
  const net::LocalTimeouts short_ones{.first_byte = std::chrono::milliseconds(50)};
  auto caller =
      access::Caller::reach(places.data(), {.process = child, .purpose = "import"}, short_ones, {}).value();
  const auto asked = access::RemoteTables(std::move(caller), "UTC").ask({.sql = "SELECT 1"}, {});
  ASSERT_FALSE(asked);
  EXPECT_EQ(asked.error().message, "process " + std::to_string(child) +
                                       " import, which has the data, does not answer: it is stopped");
  EXPECT_NE(asked.error().hint.find("kill -CONT " + std::to_string(child)), std::string::npos);
  ::kill(child, SIGKILL);
  ::waitpid(child, &status, 0);
  ::close(ready[0]);
  ::close(ready[1]);
}

TEST_F(AccessCommands, TheServerEndsWithItsStopToken) {
  std::stop_source stop;
  OwnedHome owner(home, stop.get_token());
  EXPECT_EQ(run({"query", "SELECT 1 AS a", "--format", "csv"}).code, 0);
  stop.request_stop();
  const Outcome refused = run({"query", "SELECT 1"});
  EXPECT_EQ(refused.code, 1) << refused;
  EXPECT_NE(refused.err.find("in use by process"), std::string::npos) << refused;
}

}  // namespace
}  // namespace nowthen
