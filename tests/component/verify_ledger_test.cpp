// Claims of the ledger that do not rest on the archive: verify finds each.
#include <gtest/gtest.h>

#include "core/digest.hpp"
#include "extract/ids_hash.hpp"
#include "extract/plan/known_rows.hpp"
#include "extract/verify_data.hpp"
#include "support/kept_data.hpp"

namespace nowthen::extract {
namespace {

using std::chrono::days;
using testing::KeptData;
using testing::page_of;

const UtcDay day{std::chrono::year(2026) / 11 / 20};

std::string record_of(const std::string& id) {
  return R"({"conversationId":")" + id + R"(","conversationStart":"2026-11-20T10:00:00.000Z"})";
}

RawPage job_page(std::vector<std::string> records, const std::string& note = "") {
  const Instant available = day + days(2);
  return {.header = {.kind = archive::PageKind::job,
                     .request = "job j-1",
                     .received_at = available,
                     .as_of = available,
                     .window = whole(day),
                     .note = note},
          .records = std::move(records)};
}

/// A day that a job of two pages has proven complete.
class VerifyLedger : public ::testing::Test {
 protected:
  VerifyLedger() { prove({"a", "b", "c"}); }

  /// Keeps a reading that claims these ids, of pages with the ids `a`, `b`, and `c`.
  void prove(std::vector<std::string> ids, std::vector<std::string> rubbish = {}) const {
    DataSet data = kept.open();
    rubbish.push_back(record_of("c"));
    LedgerReading reading{.surface = "job",
                          .interval = whole(day),
                          .reading_number = 1,
                          .run_id = 1,
                          .started_at = day + days(2),
                          .ended_at = day + days(2),
                          .distinct_ids = std::ssize(ids),
                          .job_id = "j-1",
                          .available_until = day + days(2)};
    for (const RawPage& page : {job_page({record_of("a"), record_of("b")}), job_page(rubbish, "last")})
      reading.page_hashes.push_back(to_hex(data.stage(page).value().head.hash));
    reading.ids_hash = hash_of_ids(std::move(ids));
    const LedgerWindow window{.surface = "job",
                              .interval = whole(day),
                              .state = "complete",
                              .state_since = day + days(2),
                              .proof = "job",
                              .readings = 1};
    ASSERT_TRUE(
        data.stage(LedgerEntry{.run_id = 1, .windows = {window}, .readings = {reading}}, day + days(2)));
    ASSERT_TRUE(data.commit_staged());
  }

  DataVerification verified() const {
    const auto folder = DataFolder::take(kept.path(), Use::shared, "verify").value();
    return verify_data(folder, warehouse::Library::load().value(), {}, {}).value();
  }

  void execute(const std::string& sql) const {
    DataSet data = kept.open();
    auto connection = data.tables().connect().value();
    ASSERT_GT(connection.execute(sql).value(), 0) << sql;
  }

  /// The alteration is found both by what the ledger rests on and as a row that the archive does not call
  /// for.
  void expect_found(const std::string& sql, const std::string& cause) const {
    execute(sql);
    const DataVerification found = verified();
    EXPECT_FALSE(found.sound());
    EXPECT_EQ(found.differences.size(), 1U);
    ASSERT_FALSE(found.ledger.findings.empty()) << sql;
    EXPECT_EQ(found.ledger.findings[0].cause, cause);
  }

  KeptData kept;
};

TEST_F(VerifyLedger, FindsNothingWhereNothingIsWrong) {
  const DataVerification found = verified();
  EXPECT_TRUE(found.sound());
  EXPECT_EQ(found.ledger.readings, 1);
  EXPECT_EQ(found.ledger.sound_readings, 1);
  EXPECT_EQ(found.ledger.proven_days, 1);
  EXPECT_EQ(found.ledger.unknown_ids, 0);
}

TEST_F(VerifyLedger, FindsAStateThatWasRaised) {
  expect_found("UPDATE ledger_window SET state = 'settled'",
               "it is called settled, and no sound reading reaches so far");
}

TEST_F(VerifyLedger, FindsAvailabilityThatWasMoved) {
  expect_found("UPDATE ledger_reading SET available_until = '2026-11-20 12:00:00+00'",
               "it is called complete, and no sound reading reaches so far");
}

TEST_F(VerifyLedger, FindsACountThatWasAltered) {
  expect_found("UPDATE ledger_reading SET distinct_ids = 4", "it had 4 distinct ids, and its pages have 3");
}

TEST_F(VerifyLedger, FindsAPageThatWasTakenAway) {
  expect_found("UPDATE ledger_reading SET page_hashes = [page_hashes[1]]",
               "page 1 of 1 is not the job's last");
}

TEST_F(VerifyLedger, FindsAPageThatTheArchiveDoesNotHave) {
  expect_found("UPDATE ledger_reading SET page_hashes = ['00', page_hashes[2]]",
               "page 1 of 2 is not in the archive");
}

TEST_F(VerifyLedger, FindsPagesInAnotherOrder) {
  expect_found("UPDATE ledger_reading SET page_hashes = [page_hashes[2], page_hashes[1]]",
               "page 1 of 2 is the job's last, and others follow");
}

TEST_F(VerifyLedger, FindsAnIdThatNoPageHasThoughArchiveAndTablesAgree) {
  prove({"a", "b", "d"});
  const DataVerification found = verified();
  EXPECT_TRUE(found.archive.sound());
  EXPECT_TRUE(found.differences.empty());
  ASSERT_EQ(found.ledger.findings.size(), 2U);
  EXPECT_EQ(found.ledger.findings[0].cause, "its pages have other ids than it had");
  EXPECT_EQ(found.ledger.findings[1].reading_number, 0) << "the day rests on it";
  EXPECT_FALSE(found.sound());
}

TEST_F(VerifyLedger, CountsIdsOfErasedRecordsAndFindsNoFault) {
  {
    DataSet data = kept.open();
    const auto plan = data.find_erasure({.ids = {"b"}}).value();
    ASSERT_TRUE(data.erase(plan, {}));
  }
  const DataVerification found = verified();
  EXPECT_TRUE(found.sound());
  EXPECT_EQ(found.ledger.unknown_ids, 1);
  EXPECT_EQ(found.ledger.proven_days, 1);
}

TEST_F(VerifyLedger, SaysThatAReadingWhosePagesWerePrunedCanNeitherBeProvenNorDoubted) {
  {
    DataSet data = kept.open();
    ASSERT_TRUE(data.begin_segment());
    ASSERT_TRUE(data.take(page_of({record_of("later")}, day + days(9))));
    ASSERT_GT(data.drop_segments(2).value(), 0U);
  }
  const DataVerification found = verified();
  EXPECT_TRUE(found.sound());
  EXPECT_EQ(found.ledger.pruned_readings, 1);
  EXPECT_EQ(found.ledger.sound_readings, 0);
  EXPECT_EQ(found.ledger.proven_days, 0);
}

TEST_F(VerifyLedger, IsSoundWhereARecordOfAJobsLastPageWasNotUnderstood) {
  prove({"a", "b", "c"}, {"rubbish"});
  const DataVerification found = verified();
  EXPECT_TRUE(found.sound());
  EXPECT_TRUE(found.differences.empty());
}

}  // namespace
}  // namespace nowthen::extract
