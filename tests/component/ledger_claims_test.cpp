// Whether what a ledger claims wrongly is noticed: what measures an extraction rests on it.
#include <gtest/gtest.h>

#include "support/extraction_organisation.hpp"

namespace nowthen::testing {
namespace {

using std::chrono::hours;

const Interval whole_day{first_day, first_day + hours(24)};
const Instant reached = first_day + hours(30);

extract::LedgerWindow window(const char* state) { return {.interval = whole_day, .state = state}; }

extract::LedgerReading reading() {
  return {.interval = whole_day, .ended_at = reached, .available_until = reached};
}

sim::RecordTruth record(const char* id, Instant shown_at) {
  sim::RecordTruth truth;
  truth.id = id;
  truth.start = first_day + hours(1);
  truth.shown_at = shown_at;
  truth.deleted_at = Instant::max();
  return truth;
}

class ClaimsOfALedger : public ::testing::Test {
 protected:
  std::size_t false_ones() const { return claims.false_ones(records, known, now); }

  Instant now = reached + hours(2);
  LedgerClaims claims;
  LatestReadings known;
  std::vector<sim::RecordTruth> records{record("held", first_day + hours(2)),
                                        record("lacking", first_day + hours(2)),
                                        record("later", reached + hours(1))};
  void SetUp() override { known.take("held", reached, false); }
};

TEST_F(ClaimsOfALedger, AreFalseWhereACompleteDayLacksWhatWasShownByThen) {
  claims.take(window("complete"));
  claims.take(reading());
  EXPECT_EQ(false_ones(), 1U);
}

TEST_F(ClaimsOfALedger, AreNoneOfADayThatIsProvisional) {
  claims.take(window("complete"));
  claims.take(reading());
  claims.take(window("provisional"));
  EXPECT_EQ(false_ones(), 0U);
}

TEST_F(ClaimsOfALedger, AreTrueOfWhatWasShownAfterwardsOrIsGone) {
  claims.take(window("settled"));
  claims.take(reading());
  records[1].deleted_at = reached + hours(1);
  EXPECT_EQ(false_ones(), 0U);
  now = reached;
  EXPECT_EQ(false_ones(), 1U) << "it is not gone yet";
}

TEST_F(ClaimsOfALedger, AreFalseWhereNoReadingStandsForThem) {
  claims.take(window("re_verified"));
  EXPECT_EQ(false_ones(), records.size());
}

TEST_F(ClaimsOfALedger, AreFalseOfWhatWasTakenForGone) {
  claims.take(window("complete"));
  claims.take(reading());
  known.take("lacking", reached, true);
  EXPECT_EQ(false_ones(), 1U);
}

}  // namespace
}  // namespace nowthen::testing
