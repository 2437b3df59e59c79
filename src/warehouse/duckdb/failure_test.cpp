#include "warehouse/duckdb/failure.hpp"

#include <gtest/gtest.h>

#include "warehouse/duckdb/failure_position.hpp"

namespace nowthen::warehouse {
namespace {

struct Told {
  const char* message;
  FailureKind kind;
};

// As DuckDB 1.4.4 and 1.5.6 word them; where the two differ, both.
const Told told[] = {
    {"IO Error: Could not set lock on file \"a.duckdb\": Conflicting lock is held in /usr/bin/nowthen (PID "
     "491). See "
     "also https://duckdb.org/docs/stable/connect/concurrency",
     FailureKind::locked},
    {"IO Error: Trying to read a database file with version number 68, but we can only read versions between "
     "64 and "
     "67.\nThe database file was created with an newer version of DuckDB.\n\nNewer DuckDB version might "
     "introduce "
     "backward incompatible changes (possibly guarded by compatibility settings).\nSee the storage page for "
     "migration "
     "strategy and more information: https://duckdb.org/internals/storage",
     FailureKind::newer_file},
    {"IO Error: The file \"a.duckdb\" exists, but it is not a valid DuckDB database file!",
     FailureKind::corrupt},
    {"IO Error: Corrupt database file: computed checksum 2747930203375330560 does not match stored checksum "
     "4142495960429850987 in block at location 4096",
     FailureKind::corrupt},
    {"FATAL Error: Corrupt database file: computed checksum 1 does not match stored checksum 2 in block at "
     "location 3",
     FailureKind::corrupt},
    {"IO Error: Could not read enough bytes from file \"a.duckdb\": attempted to read 244432 bytes from "
     "location 30000",
     FailureKind::corrupt},
    {"Serialization Error: Failed to deserialize: field id mismatch, expected: 100, got: 0",
     FailureKind::corrupt},
    {"Catalog Error: Failure while replaying WAL file \"a.duckdb.wal\": Table with name \"t\" already "
     "exists!",
     FailureKind::corrupt},
    {"Out of Memory Error: Failure while replaying WAL file \"a.duckdb.wal\": could not allocate block",
     FailureKind::out_of_memory},
    {"IO Error: Failure while replaying WAL file \"a.duckdb.wal\": Could not read from file \"a.duckdb\": "
     "Input/output error",
     FailureKind::io_error},
    {"IO Error: Could not write file \"a.duckdb\": Input/output error", FailureKind::io_error},
    {"IO Error: Corrupted database - loaded column with index 1 at row start 0, count 3 did not match count "
     "of "
     "row group 4",
     FailureKind::corrupt},
    {"Invalid Input Error: Cannot execute statement of type \"INSERT\" on database \"a\" which is attached "
     "in read-only "
     "mode!",
     FailureKind::read_only},
    {"IO Error: Cannot open file \"/mnt/a.duckdb\": Read-only file system", FailureKind::read_only},
    {"IO Error: Cannot open database \"/a.duckdb\" in read-only mode: database does not exist",
     FailureKind::inaccessible},
    {"IO Error: Cannot open file \"/nodir/x.duckdb\": No such file or directory", FailureKind::inaccessible},
    {"IO Error: Cannot open file \"/root/x.duckdb\": Permission denied", FailureKind::inaccessible},
    {"IO Error: Could not read from file \"data\": Is a directory", FailureKind::inaccessible},
    {"IO Error: Could not write file \"full.duckdb\": No space left on device", FailureKind::disk_full},
    {"TransactionContext Error: Failed to commit: Could not write file \"full.duckdb.wal\": No space left on "
     "device",
     FailureKind::disk_full},
    {"FATAL Error: Failed to create checkpoint because of error: Could not write file \"full.duckdb\": No "
     "space left on "
     "device",
     FailureKind::disk_full},
    {"Out of Memory Error: could not allocate block of size 256.0 KiB (19.0 MiB/19.0 MiB used)\nDatabase is "
     "launched "
     "in in-memory mode and no temporary directory is specified.",
     FailureKind::out_of_memory},
    {"Out of Memory Error: failed to offload data block of size 160.0 KiB (7.1 MiB/7.1 MiB used).\nThis "
     "limit was set "
     "by the 'max_temp_directory_size' setting.",
     FailureKind::out_of_memory},
    {"TransactionContext Error: Failed to commit: failed to pin block of size 256.0 KiB (111.7 MiB/112.0 MiB "
     "used)",
     FailureKind::out_of_memory},
    {"TransactionContext Error: Failed to commit: failed to allocate data of size 32.0 KiB (111.9 MiB/112.0 "
     "MiB used)",
     FailureKind::out_of_memory},
    {"TransactionContext Error: Failed to commit: failed to reserve memory data of size 1.0 MiB (111.9 "
     "MiB/112.0 MiB used)",
     FailureKind::out_of_memory},
    {"TransactionContext Error: Failed to commit: failed to resize block from 32.0 KiB to 64.0 KiB",
     FailureKind::out_of_memory},
    {"IO Error: Failed to allocate block of 262144 bytes (bad allocation)", FailureKind::out_of_memory},
    {"IO Error: Failure while replaying WAL file \"a.duckdb.wal\": failed to pin block of size 256.0 KiB",
     FailureKind::out_of_memory},
    {"FATAL Error: Transaction COMMIT succeeded and is durable, but the autocheckpoint failed. Reopen the "
     "database instance: failed to offload data block of size 160.0 KiB",
     FailureKind::unusable},
    {"INTERRUPT Error: Interrupted!", FailureKind::interrupted},
    {"Constraint Error: Duplicate key \"a: 1\" violates primary key constraint.", FailureKind::constraint},
    {"Constraint Error: NOT NULL constraint failed: t.b", FailureKind::constraint},
    {"TransactionContext Error: Current transaction is aborted (please ROLLBACK)", FailureKind::conflict},
    {"Parser Error: syntax error at or near \"SELEC\"", FailureKind::invalid_sql},
    {"Binder Error: Referenced column \"nosuch\" not found in FROM clause!", FailureKind::invalid_sql},
    {"Catalog Error: Table with name nosuch does not exist!", FailureKind::invalid_sql},
    {"Conversion Error: Could not convert string 'abc' to INT32", FailureKind::invalid_value},
    {"FATAL Error: Failed: database has been invalidated because of a previous fatal error. The database "
     "must be "
     "restarted prior to being used again.",
     FailureKind::unusable},
    {"INTERNAL Error: Attempted to dereference unique_ptr that is NULL!", FailureKind::unusable},
    {"IO Error: No files found that match the pattern \"/nonexistent.csv\"", FailureKind::other},
    {"", FailureKind::other},
};

TEST(FailureFrom, TellsTheKindsApartByWhatDuckDbSays) {
  for (const Told& row : told)
    EXPECT_STREQ(to_string(failure_from(row.message).kind), to_string(row.kind)) << row.message;
}

TEST(FailureFrom, IsNotMisledByTheTextOfAStatementOrAValue) {
  EXPECT_EQ(failure_from("Parser Error: syntax error at or near \"SELEC\"\n\nLINE 1: SELEC 'No space left on "
                         "device'\n        ^")
                .kind,
            FailureKind::invalid_sql);
  EXPECT_EQ(failure_from("Conversion Error: Could not convert string 'Permission denied' to INT32").kind,
            FailureKind::invalid_value);
  EXPECT_EQ(failure_from("Invalid Input Error: wrong\n\nLINE 1: SELECT 'Corrupt WAL'\n        ^").kind,
            FailureKind::invalid_value);
  EXPECT_EQ(failure_from("Not implemented Error: Full vacuum option").kind, FailureKind::invalid_sql);
  EXPECT_EQ(
      failure_from("Catalog Error: Failure while replaying WAL file \"w.wal\": Table does not exist").kind,
      FailureKind::corrupt);
}

TEST(FailureFrom, KeepsOneLineWithoutClassAndAddresses) {
  for (const Told& row : told) {
    const std::string message = failure_from(row.message).message;
    EXPECT_EQ(message.find_first_of("\n\r"), std::string::npos) << message;
    EXPECT_EQ(message.find("http"), std::string::npos) << message;
    EXPECT_EQ(message.find(" Error: "), std::string::npos) << message;
  }
  EXPECT_EQ(
      failure_from(told[0].message).message,
      "Could not set lock on file \"a.duckdb\": Conflicting lock is held in /usr/bin/nowthen (PID 491)");
}

TEST(FailureFrom, KnowsThatAFailedCommitMayHaveCommitted) {
  EXPECT_TRUE(
      failure_from("TransactionContext Error: Failed to commit: Could not write file").is_outcome_unknown);
  EXPECT_FALSE(failure_from("IO Error: Could not write file").is_outcome_unknown);
}

TEST(FailureFrom, PutsThePositionIntoTheMessage) {
  const Failure failure =
      failure_from("Parser Error: syntax error at or near \"x\"\n\nLINE 2:   2 frm x y z\n                ^",
                   "select 1,\n  2 frm x y z\n");
  EXPECT_EQ(failure.position, (SqlPosition{.line = 2, .column = 9}));
  EXPECT_EQ(failure.message, "syntax error at or near \"x\" (line 2, column 9)");
}

TEST(PositionIn, CountsCharactersNotBytes) {
  const auto position = position_in("Binder Error: x\n\nLINE 1: select 'é', nosuch\n                    ^",
                                    "select 'é', nosuch");
  EXPECT_EQ(position, (SqlPosition{.line = 1, .column = 13}));
}

TEST(PositionIn, FindsThePartThatIsShownOfALongLine) {
  const std::string columns(100, 'a');
  const std::string sql = "select " + columns + ", b frm c";
  EXPECT_EQ(position_in("Parser Error: x\n\nLINE 1: ...aaaaa, b frm c\n                        ^", sql),
            (SqlPosition{.line = 1, .column = 116}));
}

TEST(PositionIn, SaysNothingWhereThePartShownIsNotUnique) {
  EXPECT_EQ(position_in("Parser Error: x\n\nLINE 1: ...aaaa\n           ^", "select aaaaaaaaaa"),
            std::nullopt);
  EXPECT_EQ(position_in("Parser Error: x\n\nLINE 1: ...aaaa\n           ^", ""), std::nullopt);
}

TEST(PositionIn, TakesAnyTextWithoutAnExcerptForNoPosition) {
  for (const char* message : {"", "LINE 1: x\n^", "\nLINE 1", "\nLINE 1: select", "\nLINE x: s\n        ^",
                              "\nLINE 1: select\n^", "\nLINE 1: select\n", "\nLINE : \n  ^"})
    EXPECT_EQ(position_in(message, "select 1"), std::nullopt) << message;
}

TEST(Failure, TurnsIntoAnErrorOfTheKindThatHelps) {
  EXPECT_EQ(Error(failure_from("INTERRUPT Error: Interrupted!")).kind, ErrorKind::cancelled);
  EXPECT_EQ(Error(failure_from("Parser Error: x")).kind, ErrorKind::invalid_request);
  const Error locked = failure_from(told[0].message);
  EXPECT_EQ(locked.kind, ErrorKind::local);
  EXPECT_FALSE(locked.hint.empty());
}

}  // namespace
}  // namespace nowthen::warehouse
