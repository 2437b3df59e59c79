#include "extract/ledger_entry.hpp"

#include <gtest/gtest.h>

#include "support/plan_steps.hpp"
#include "support/property.hpp"

namespace nowthen::extract {
namespace {

using nowthen::testing::at;

LedgerEntry full_entry() {
  return {.run_id = 7,
          .windows = {{.surface = "job",
                       .interval = {at(1), at(2)},
                       .state = "complete",
                       .state_since = at(2, 6),
                       .proof = "job",
                       .readings = 2,
                       .last_read_at = at(2, 6),
                       .distinct_ids = 12'000,
                       .reported_total = 12'001,
                       .set_aside = 1,
                       .reopened = 3,
                       .doubt = "a \"doubt\"\n"},
                      {}},
          .readings = {{.surface = "job",
                        .interval = {at(1), at(3)},
                        .reading_number = 2,
                        .run_id = 7,
                        .started_at = at(3, 1),
                        .ended_at = at(3, 2),
                        .first_total = 5,
                        .last_total = 6,
                        .distinct_ids = 4,
                        .repeated_ids = 3,
                        .missing_ids = 2,
                        .set_aside = 1,
                        .page_hashes = {"aa", "bb"},
                        .ids_hash = "cc",
                        .job_id = "j",
                        .available_until = at(3)},
                       {}},
          .incidents = {{.kind = "late_arrival",
                         .opened_at = at(4),
                         .surface = "job",
                         .interval = Interval{at(1), at(2)},
                         .conversation_id = "c",
                         .message = "came late: \xc3\xa4"},
                        {}},
          .plan = R"({"first_day":"x"})"};
}

TEST(LedgerEntry, ComesBackWithEveryMember) {
  const LedgerEntry entry = full_entry();
  const auto back = decode_ledger(encode_ledger(entry));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->run_id, 7);
  EXPECT_EQ(back->plan, entry.plan);
  ASSERT_EQ(back->windows.size(), 2U);
  const LedgerWindow& window = back->windows[0];
  EXPECT_EQ(window.surface, "job");
  EXPECT_EQ(window.interval, entry.windows[0].interval);
  EXPECT_EQ(window.state, "complete");
  EXPECT_EQ(window.state_since, at(2, 6));
  EXPECT_EQ(window.proof, "job");
  EXPECT_EQ(window.readings, 2);
  EXPECT_EQ(window.last_read_at, at(2, 6));
  EXPECT_EQ(window.distinct_ids, 12'000);
  EXPECT_EQ(window.reported_total, 12'001);
  EXPECT_EQ(window.set_aside, 1);
  EXPECT_EQ(window.reopened, 3);
  EXPECT_EQ(window.doubt, "a \"doubt\"\n");
}

TEST(LedgerEntry, ComesBackWithItsEvidence) {
  const auto back = decode_ledger(encode_ledger(full_entry()));
  ASSERT_TRUE(back);
  ASSERT_EQ(back->readings.size(), 2U);
  const LedgerReading& reading = back->readings[0];
  EXPECT_EQ(reading.interval, (Interval{at(1), at(3)}));
  EXPECT_EQ(reading.reading_number, 2);
  EXPECT_EQ(reading.run_id, 7);
  EXPECT_EQ(reading.started_at, at(3, 1));
  EXPECT_EQ(reading.ended_at, at(3, 2));
  EXPECT_EQ(reading.first_total, 5);
  EXPECT_EQ(reading.last_total, 6);
  EXPECT_EQ(reading.distinct_ids, 4);
  EXPECT_EQ(reading.repeated_ids, 3);
  EXPECT_EQ(reading.missing_ids, 2);
  EXPECT_EQ(reading.page_hashes, (std::vector<std::string>{"aa", "bb"}));
  EXPECT_EQ(reading.ids_hash, "cc");
  EXPECT_EQ(reading.job_id, "j");
  EXPECT_EQ(reading.available_until, at(3));
  ASSERT_EQ(back->incidents.size(), 2U);
  EXPECT_EQ(back->incidents[0].interval, (Interval{at(1), at(2)}));
  EXPECT_EQ(back->incidents[0].message, "came late: \xc3\xa4");
  EXPECT_FALSE(back->incidents[1].interval);
}

TEST(LedgerEntry, LeavesOutWhatIsEmpty) {
  EXPECT_EQ(encode_ledger({.run_id = 3}), R"({"run_id":3})");
  const auto back = decode_ledger(R"({"run_id":3})");
  ASSERT_TRUE(back);
  EXPECT_TRUE(back->windows.empty());
  EXPECT_TRUE(back->plan.empty());
}

TEST(LedgerEntry, ReadsPastWhatALaterVersionAdds) {
  const auto back = decode_ledger(R"({"run_id":3,"moons":[1],"windows":[{"surface":"job","tide":{}}]})");
  ASSERT_TRUE(back);
  EXPECT_EQ(back->windows.at(0).surface, "job");
}

TEST(LedgerEntry, IsRefusedWhereAnythingIsOfAnotherKind) {
  for (const char* bytes : {"",
                            "nothing",
                            "[]",
                            "7",
                            "null",
                            R"({"run_id":"3"})",
                            R"({"run_id":3.5})",
                            R"({"run_id":99999999999999999999})",
                            R"({"plan":{}})",
                            R"({"windows":{}})",
                            R"({"windows":[7]})",
                            R"({"windows":[{"surface":7}]})",
                            R"({"windows":[{"interval":"2026-01-01"}]})",
                            R"({"windows":[{"interval":["2026-01-01T00:00:00Z"]}]})",
                            R"({"windows":[{"state_since":"yesterday"}]})",
                            R"({"windows":[{"distinct_ids":null}]})",
                            R"({"readings":[{"page_hashes":"aa"}]})",
                            R"({"readings":[{"page_hashes":[1]}]})",
                            R"({"incidents":[{"interval":[1,2]}]})",
                            R"({"run_id":3} {"run_id":4})",
                            "{\"run_id\":3",
                            "{\"plan\":\"\xff\"}"}) {
    const auto entry = decode_ledger(bytes);
    ASSERT_FALSE(entry) << bytes;
    EXPECT_EQ(entry.error().kind, ErrorKind::malformed_reply) << bytes;
    EXPECT_FALSE(entry.error().message.empty());
  }
}

TEST(LedgerEntry, IsRefusedWhereBracketsAreWithoutEnd) {
  EXPECT_FALSE(decode_ledger(std::string(100'000, '[')));
  std::string nested = R"({"windows":)";
  for (int i = 0; i < 10'000; ++i) nested += R"([{"a":)";
  EXPECT_FALSE(decode_ledger(nested));
}

TEST(LedgerEntry, SaysTheSameAgainOfWhateverDamagedBytesItTakes) {
  const std::string sound = encode_ledger(full_entry());
  nowthen::testing::expect_property([&] {
    std::string bytes = sound;
    const int changes = *rc::gen::inRange(1, 4);
    for (int i = 0; i < changes; ++i)
      bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = static_cast<char>(*rc::gen::inRange(0, 256));
    bytes.resize(*rc::gen::inRange<std::size_t>(bytes.size() / 2, bytes.size() + 1));
    const auto entry = decode_ledger(bytes);
    if (!entry) return;
    const std::string again = encode_ledger(*entry);
    const auto back = decode_ledger(again);
    RC_ASSERT(back.has_value());
    RC_ASSERT(encode_ledger(*back) == again);
  });
}

}  // namespace
}  // namespace nowthen::extract
