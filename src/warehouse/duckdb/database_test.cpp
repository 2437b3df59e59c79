#include "warehouse/duckdb/database.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <cstring>
#include <fstream>
#include <future>
#include <optional>

#include "warehouse/duckdb/test_support.hpp"

namespace nowthen::warehouse {
namespace {

using ::testing::HasSubstr;
using testing::kind_of_failure;
using testing::library;
using testing::TemporaryFolder;

Outcome<Database> open(const std::string& path, Access access = Access::read_write) {
  return Database::open(library(), {.path = path, .access = access, .threads = 1});
}

// A file with 100,000 rows in table t, closed.
void make_file(const std::string& path) {
  auto connection = open(path).value().connect().value();
  connection.execute("CREATE TABLE t AS SELECT i, 'text ' || i AS s FROM range(100000) r(i)").value();
}

void overwrite(const std::string& path, std::streamoff at, const std::string& bytes) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(at);
  file << bytes;
}

// Gives the file the number of a storage format to come. Its first block begins with a checksum: eight bytes,
// the exclusive or of each of the block's words times a constant; the number is the block's second word
// behind the magic.
void make_newer(const std::string& path) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  std::uint64_t words[3] = {};
  file.read(reinterpret_cast<char*>(words), sizeof words);
  const auto times = [](std::uint64_t word) { return word * 0xbf58476d1ce4e5b9U; };
  std::uint64_t changed[2] = {words[1], words[2]};
  constexpr std::uint64_t later = 900;
  std::memcpy(reinterpret_cast<char*>(changed) + 4, &later, sizeof later);
  words[0] ^= times(words[1]) ^ times(words[2]) ^ times(changed[0]) ^ times(changed[1]);
  words[1] = changed[0];
  words[2] = changed[1];
  file.seekp(0);
  file.write(reinterpret_cast<const char*>(words), sizeof words);
}

TEST(Database, KeepsWhatWasCommittedWhenItIsClosedAndOpened) {
  const TemporaryFolder folder;
  make_file(folder.file("a.duckdb"));
  auto connection = open(folder.file("a.duckdb")).value().connect().value();
  EXPECT_EQ(connection.value<std::int64_t>("SELECT count(*) FROM t").value(), 100000);
}

TEST(Database, StaysOpenWhileAConnectionIs) {
  auto connection = testing::database().connect().value();
  EXPECT_EQ(connection.value<std::int64_t>("SELECT 42").value(), 42);
}

TEST(Database, RefusesToWriteWhatWasOpenedForReading) {
  const TemporaryFolder folder;
  make_file(folder.file("a.duckdb"));
  auto connection = open(folder.file("a.duckdb"), Access::read_only).value().connect().value();
  EXPECT_EQ(kind_of_failure(connection.execute("INSERT INTO t VALUES (1, '')")), FailureKind::read_only);
  EXPECT_EQ(kind_of_failure(connection.execute("CREATE TABLE u (a INTEGER)")), FailureKind::read_only);
}

TEST(Database, SaysThatAFileIsMissingOrCannotBeReached) {
  const TemporaryFolder folder;
  EXPECT_EQ(kind_of_failure(open(folder.file("none.duckdb"), Access::read_only)), FailureKind::inaccessible);
  EXPECT_EQ(kind_of_failure(open(folder.file("nodir/a.duckdb"))), FailureKind::inaccessible);
  EXPECT_EQ(kind_of_failure(open(folder.file("."))), FailureKind::inaccessible);
}

TEST(Database, CallsCorruptWhatIsNoDatabase) {
  const TemporaryFolder folder;
  for (const std::size_t size_bytes : {0U, 3U, 20000U}) {
    std::ofstream(folder.file("a.duckdb"), std::ios::binary) << std::string(size_bytes, 'x');
    EXPECT_EQ(kind_of_failure(open(folder.file("a.duckdb"))), FailureKind::corrupt) << size_bytes;
  }
}

TEST(Database, CallsCorruptADamagedHeaderOrBlock) {
  const TemporaryFolder folder;
  for (const std::streamoff at : {20, 4100, 8200, 13000}) {
    std::filesystem::remove(folder.file("a.duckdb"));
    make_file(folder.file("a.duckdb"));
    overwrite(folder.file("a.duckdb"), at, std::string(at < 9000 ? 64 : 300000, '\x5a'));
    auto database = open(folder.file("a.duckdb"));
    if (at == 8200 && database) continue;  // the header that is not the current one of the two
    if (!database) {
      EXPECT_EQ(database.error().kind, FailureKind::corrupt) << at << ": " << database.error().message;
      continue;
    }
    auto connection = database->connect().value();
    EXPECT_EQ(kind_of_failure(connection.value<std::int64_t>("SELECT sum(length(s)) FROM t")),
              FailureKind::corrupt)
        << at;
  }
}

TEST(Database, CallsCorruptAFileThatWasCutOff) {
  const TemporaryFolder folder;
  make_file(folder.file("a.duckdb"));
  std::filesystem::resize_file(folder.file("a.duckdb"), 30000);
  EXPECT_EQ(kind_of_failure(open(folder.file("a.duckdb"))), FailureKind::corrupt);
}

TEST(Database, TellsAFileOfALaterVersionFromACorruptOne) {
  const TemporaryFolder folder;
  make_file(folder.file("a.duckdb"));
  make_newer(folder.file("a.duckdb"));
  const auto database = open(folder.file("a.duckdb"));
  ASSERT_FALSE(database);
  EXPECT_EQ(database.error().kind, FailureKind::newer_file) << database.error().message;
  EXPECT_THAT(database.error().message, HasSubstr("900"));
}

TEST(Database, KeepsOneConnectionAloneUnlessThereIsAnother) {
  const auto database = testing::database({});
  auto own = database.connect().value();
  EXPECT_TRUE(database.keep_alone().owns_lock());
  {
    auto other = std::optional(database.connect().value());
    EXPECT_FALSE(database.keep_alone().owns_lock());
    auto rows = other->query("SELECT 1").value();
    other.reset();
    EXPECT_FALSE(database.keep_alone().owns_lock()) << "its rows keep it";
  }
  EXPECT_TRUE(database.keep_alone().owns_lock());
}

TEST(Database, LetsNobodyConnectWhileOneIsKeptAlone) {
  const auto database = testing::database({});
  auto own = database.connect().value();
  auto alone = database.keep_alone();
  ASSERT_TRUE(alone.owns_lock());
  auto other = std::async(std::launch::async, [&] { return database.connect().has_value(); });
  EXPECT_EQ(other.wait_for(std::chrono::milliseconds(50)), std::future_status::timeout);
  alone.unlock();
  EXPECT_TRUE(other.get());
}

TEST(Database, RefusesASettingThatDoesNotExist) {
  EXPECT_EQ(kind_of_failure(Database::open(library(), {.settings = {{"nosuch", "1"}}})),
            FailureKind::invalid_value);
  EXPECT_EQ(kind_of_failure(Database::open(library(), {.memory_limit = "much"})), FailureKind::invalid_value);
}

TEST(Database, TakesThreadsMemoryAndOtherSettings) {
  auto database = testing::database(
      {.threads = 2, .memory_limit = "100MiB", .settings = {{"preserve_insertion_order", "false"}}});
  auto connection = database.connect().value();
  EXPECT_EQ(connection.value<std::int64_t>("SELECT current_setting('threads')").value(), 2);
  EXPECT_EQ(connection.value<std::string>("SELECT current_setting('memory_limit')").value(), "100.0 MiB");
  EXPECT_EQ(connection.value<bool>("SELECT current_setting('preserve_insertion_order')").value(), false);
}

TEST(Database, NeverAsksTheNetworkForAnExtension) {
  auto connection = testing::database().connect().value();
  for (const char* name : {"autoinstall_known_extensions", "autoload_known_extensions"})
    EXPECT_EQ(connection.value<bool>(std::string("SELECT current_setting('") + name + "')").value(), false)
        << name;
  const auto rows = connection.query("SELECT * FROM read_parquet('https://127.0.0.1:1/x.parquet')");
  ASSERT_FALSE(rows);
  EXPECT_THAT(rows.error().message, HasSubstr("httpfs"));
}

TEST(Database, WritesNothingBesideADatabaseInMemory) {
  auto connection = testing::database({.threads = 1, .memory_limit = "40MiB"}).connect().value();
  const auto sorted = connection.value<double>(
      "SELECT max(x) FROM (SELECT random() x, i FROM range(5000000) r(i) "
      "ORDER BY x, i OFFSET 10)");
  EXPECT_EQ(kind_of_failure(sorted), FailureKind::out_of_memory);
}

TEST(Database, SaysThatTheDiskIsFull) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  auto connection = testing::database().connect().value();
  EXPECT_EQ(
      kind_of_failure(connection.execute("COPY (SELECT * FROM range(1000000)) TO '/dev/full' (FORMAT csv)")),
      FailureKind::disk_full);
}

// Run by the next test in a process of its own.
TEST(DISABLED_OtherProcess, OpensTheFile) {
  const char* const path = std::getenv("NOWTHEN_TEST_FILE");  // NOLINT(concurrency-mt-unsafe): one thread
  ASSERT_NE(path, nullptr);
  const auto database = open(path);
  std::printf("\n%s\n%s\n", database ? "opened" : to_string(database.error().kind),
              database ? "" : database.error().message.c_str());
}

TEST(Database, SaysWhichProcessHasTheFileLocked) {
  const TemporaryFolder folder;
  auto connection = open(folder.file("a.duckdb")).value().connect().value();
  const std::string program = std::filesystem::read_symlink("/proc/self/exe").string();
  const std::string command = "NOWTHEN_TEST_FILE='" + folder.file("a.duckdb") + "' '" + program +
                              "' --gtest_also_run_disabled_tests --gtest_filter=DISABLED_OtherProcess.*";
  std::string output;
  std::FILE* const pipe = ::popen(command.c_str(), "r");  // NOLINT(cert-env33-c): our own program
  ASSERT_NE(pipe, nullptr);
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) output += static_cast<char>(c);
  ::pclose(pipe);
  EXPECT_THAT(output, HasSubstr("\nlocked\n"));
  EXPECT_THAT(output, HasSubstr("(PID " + std::to_string(::getpid()) + ")"));
}

}  // namespace
}  // namespace nowthen::warehouse
