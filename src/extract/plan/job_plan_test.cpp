#include "extract/plan/job_plan.hpp"

#include <gtest/gtest.h>

#include "support/plan_steps.hpp"

namespace nowthen::extract {
namespace {

using nowthen::testing::at;
using nowthen::testing::on_day;
using nowthen::testing::shown;
using nowthen::testing::sighting;
using std::chrono::hours;

/// A plan from the first day on, and what it knows.
struct Fixture {
  PlanProfile profile;
  KnownRows known;
  JobPlan plan{profile};
  Fixture() { plan.begin(on_day(1)); }

  std::string next(Instant now) const { return shown(plan.next(now, known)); }

  void start_job(Interval interval, Instant now) {
    plan.settle();  // what the one before lacked
    plan.started("j", interval, now);
    plan.progressed(JobProgress::done, now);
  }

  /// A job of the interval from beginning to end, with data up to `available`.
  JobReading read(Interval interval, Instant available, Instant now, std::vector<Sighting> rows = {}) {
    start_job(interval, now);
    for (const Sighting& row : rows) known.see(row, available);
    return plan.take({.as_of = available, .rows = std::move(rows), .available_until = available}, now, known)
        .value();
  }
};

Interval days_of(int first, int behind_last) { return {at(first), at(behind_last)}; }

TEST(WindowState, IsNamedBothWays) {
  for (const auto state : {WindowState::open, WindowState::provisional, WindowState::complete,
                           WindowState::settled, WindowState::re_verified})
    EXPECT_EQ(window_state_named(name_of(state)), state);
  EXPECT_EQ(window_state_named("finished"), std::nullopt);
}

/// So many that were known of the first day and are in no reading of it.
std::vector<std::string> vanished(Fixture& fixture, int count) {
  std::vector<std::string> ids;
  for (int i = 0; i < count; ++i) {
    ids.push_back("gone" + std::to_string(i));
    fixture.known.see(sighting(ids.back(), at(1, 3), at(1, 4)), at(1, 5));
  }
  return ids;
}

TEST(JobPlan, AMassDeletionIsBelievedOnceAReadingHoursLaterLacksTheSame) {
  Fixture fixture;
  const auto ids = vanished(fixture, 120);
  const auto read_at = [&](Instant available) {
    return fixture.read(days_of(1, 2), available, available + hours(6),
                        {sighting("here", at(1, 3), at(1, 4))});
  };
  const auto first = read_at(at(2, 1));
  EXPECT_EQ(first.lacking, 120);
  EXPECT_TRUE(first.missing.empty());
  EXPECT_EQ(fixture.plan.state_of(on_day(1)), WindowState::provisional);
  EXPECT_EQ(read_at(at(2, 3)).lacking, 120) << "too soon";
  const auto later = read_at(at(2, 7));
  EXPECT_EQ(later.lacking, 0);
  EXPECT_EQ(std::ssize(later.missing), 120);
  EXPECT_EQ(fixture.plan.state_of(on_day(1)), WindowState::complete);
}

TEST(JobPlan, ManyThatLackInOneReadingAndOthersInTheNextAreNotBelieved) {
  Fixture fixture;
  const auto ids = vanished(fixture, 120);
  const auto read_at = [&](Instant available, const std::string& found) {
    return fixture.read(days_of(1, 2), available, available + hours(6),
                        {sighting(found, at(1, 3), at(1, 4))});
  };
  EXPECT_EQ(read_at(at(2, 1), ids[0]).lacking, 119);
  EXPECT_EQ(read_at(at(2, 8), ids[1]).lacking, 119);
  EXPECT_EQ(fixture.plan.state_of(on_day(1)), WindowState::provisional);
}

TEST(JobPlan, ADayThatLackedManyIsReadAgainWhenThatCanProveSomething) {
  Fixture fixture;
  vanished(fixture, 120);
  fixture.read(days_of(1, 2), at(2, 1), at(2, 7));
  EXPECT_EQ(fixture.next(at(2, 12.9)), "nothing");
  EXPECT_EQ(fixture.next(at(2, 13)), "start job 01-01T00..01-02T00");
}

TEST(JobPlan, AsksNothingBeforeADayIsOver) {
  Fixture fixture;
  EXPECT_EQ(fixture.next(at(1, 23)), "nothing");
  EXPECT_EQ(fixture.next(at(2)), "availability");
}

TEST(JobPlan, AsksNothingWhereJobsAreNotPermitted) {
  Fixture fixture;
  fixture.profile.has_jobs = false;
  EXPECT_EQ(fixture.next(at(9)), "nothing");
  EXPECT_TRUE(fixture.plan.expected(at(9), fixture.known).empty());
}

TEST(JobPlan, ReadsOneDayAtFirstAndThenWhatIsDueAtOnce) {
  Fixture fixture;
  fixture.plan.available(at(6, 18), at(7));
  EXPECT_EQ(fixture.next(at(7)), "start job 01-01T00..01-02T00");
  fixture.read(days_of(1, 2), at(6, 18), at(7), {sighting("a", at(1, 3), at(1, 4))});
  EXPECT_EQ(fixture.next(at(7)), "start job 01-02T00..01-06T00");
}

TEST(JobPlan, KeepsAJobShortEnoughForWhatADayHas) {
  Fixture fixture;
  fixture.profile.max_job_records = 5;
  for (const char* id : {"a", "b"}) fixture.known.see(sighting(id, at(1, 3), at(1, 4)), at(2));
  fixture.plan.available(at(9), at(9, 6));
  EXPECT_EQ(fixture.next(at(9, 6)), "start job 01-01T00..01-03T00");
  fixture.profile.max_job_records = 1;
  EXPECT_EQ(fixture.next(at(9, 6)), "start job 01-01T00..01-02T00") << "a day is the least";
  fixture.profile.max_job_records = 1'000;
  fixture.profile.job_reach = std::chrono::days(4);
  EXPECT_EQ(fixture.next(at(9, 6)), "start job 01-01T00..01-05T00");
}

TEST(JobPlan, KnowsWhatADayHasWhenItsRowsAreLetGoOf) {
  Fixture fixture;
  fixture.profile.max_job_records = 4;
  fixture.read(days_of(1, 2), at(20), at(20, 6),
               {sighting("a", at(1, 1), at(1, 2)), sighting("b", at(1, 2), at(1, 3))});
  fixture.plan.settle();
  fixture.known.forget_closed_before(fixture.plan.first_unsettled());
  ASSERT_TRUE(fixture.known.days().empty());
  EXPECT_EQ(fixture.next(at(20, 6)), "start job 01-02T00..01-04T00");
}

/// A long past of two conversations a day, four of which a job may bring; its first day is read.
struct LongPast : Fixture {
  LongPast() {
    profile.max_job_records = 4;
    read(days_of(1, 2), at(20), at(20, 6),
         {sighting("a", at(1, 1), at(1, 2)), sighting("b", at(1, 2), at(1, 3))});
    plan.settle();
  }
  std::string start_next(const std::string& job, Instant now) {
    const auto step = plan.next(now, known);
    if (const auto* start = step ? std::get_if<StartJob>(&*step) : nullptr)
      plan.started(job, start->interval, now);
    return shown(step);
  }
};

TEST(JobPlan, StartsTheNextOnesWhileOneIsUnderWayAndReadsThemInTheirOrder) {
  LongPast past;
  past.profile.jobs_ahead = 2;
  EXPECT_EQ(past.start_next("j", at(20, 6)), "start job 01-02T00..01-04T00");
  EXPECT_EQ(past.start_next("k", at(20, 6)), "start job 01-04T00..01-06T00");
  EXPECT_EQ(past.start_next("l", at(20, 6)), "start job 01-06T00..01-08T00");
  EXPECT_EQ(past.next(at(20, 6)), "nothing") << "as many as are wanted are under way";
  past.plan.progressed(JobProgress::done, at(20, 7));
  EXPECT_EQ(past.next(at(20, 7)), "read job j from ''");
  ASSERT_TRUE(past.plan.take({.as_of = at(20), .available_until = at(20)}, at(20, 7), past.known));
  EXPECT_EQ(past.plan.ahead().size(), 2U) << "what it lacks is asked for first";
  past.plan.settle();
  EXPECT_EQ(past.start_next("m", at(20, 7)), "start job 01-08T00..01-10T00");
  EXPECT_EQ(past.next(at(20, 7)), "ask job k");
}

TEST(JobPlan, StartsNoneAheadBeforeItIsKnownWhatADayHasNorOfWhatMayBeCheaperTogether) {
  Fixture first;
  first.plan.available(at(20), at(20, 6));
  first.plan.started("j", days_of(1, 2), at(20, 6));
  EXPECT_EQ(first.next(at(20, 6)), "nothing");
  LongPast past;
  past.plan.started("j", days_of(5, 7), at(20, 6));
  EXPECT_EQ(past.next(at(20, 6)), "nothing") << "the second day comes first";
}

TEST(JobPlan, StartsTheDaysOfALostJobBeforeAnyThatComeLater) {
  LongPast past;
  past.profile.jobs_ahead = 1;
  past.start_next("j", at(20, 6));
  past.start_next("k", at(20, 6));
  past.plan.progressed(JobProgress::lost, at(20, 6));
  EXPECT_EQ(past.next(at(20, 7)), "ask job k");
  past.plan.progressed(JobProgress::done, at(20, 7));
  EXPECT_EQ(past.next(at(20, 7)), "read job k from ''") << "none is started behind it";
  ASSERT_TRUE(past.plan.take({.as_of = at(20), .available_until = at(20)}, at(20, 7), past.known));
  past.plan.settle();
  EXPECT_TRUE(past.next(at(20, 7)).starts_with("start job 01-02T00")) << past.next(at(20, 7));
}

TEST(JobPlan, HoldsAJobThatWaitedForNoNewerThanWhatWasThereWhenItWasFulfilled) {
  Fixture fixture;
  fixture.plan.available(at(2, 0), at(2, 6));
  fixture.plan.started("slow", days_of(1, 2), at(2, 6));
  fixture.plan.started("quick", days_of(1, 2), at(2, 6));
  fixture.plan.progressed(JobProgress::done, at(3, 12), at(3, 12));
  const auto read_at = [&](Instant now) {  // pages that name the date at which they are read
    return fixture.plan.take({.as_of = now, .available_until = now - hours(6)}, now, fixture.known).value();
  };
  EXPECT_EQ(read_at(at(3, 12)).available_until, at(3, 6));
  fixture.plan.settle();
  EXPECT_EQ(fixture.plan.lag(), hours(6))
      << "that it took long says nothing of how far availability is behind";
  fixture.plan.progressed(JobProgress::done, at(3, 12), at(2, 7));
  EXPECT_EQ(read_at(at(3, 12)).available_until, at(2, 1));
}

TEST(JobPlan, OfAJobThatWaitedAndSaysNotWhenItWasDoneCountsWhatWasThereWhenItBegan) {
  Fixture fixture;
  fixture.plan.available(at(2, 0), at(2, 6));
  fixture.plan.started("j", days_of(1, 2), at(2, 6));
  fixture.plan.started("k", days_of(1, 2), at(2, 6));
  fixture.plan.progressed(JobProgress::lost, at(2, 6));
  fixture.plan.progressed(JobProgress::done, at(3, 12));
  EXPECT_EQ(fixture.plan.running()->reach.at_most, at(2, 0));
}

TEST(JobPlan, GivesAJobSixHoursFromItsTurnOn) {
  LongPast past;
  past.start_next("j", at(20, 6));
  past.start_next("k", at(20, 6));
  past.plan.progressed(JobProgress::done, at(20, 13));
  ASSERT_TRUE(past.plan.take({.as_of = at(20), .available_until = at(20)}, at(20, 13), past.known));
  past.plan.settle();
  past.plan.progressed(JobProgress::going_on, at(20, 13));
  ASSERT_TRUE(past.plan.running());
  EXPECT_EQ(past.plan.running()->job, "k");
  past.plan.progressed(JobProgress::going_on, at(20, 19.5));
  EXPECT_NE(past.plan.running() ? past.plan.running()->job : "", "k");
}

TEST(JobPlan, StartsNoneAheadForAWhileWhereTheServerTakesNoMore) {
  LongPast past;
  past.start_next("j", at(20, 6));
  past.profile.run_interval = std::chrono::minutes(1);
  past.plan.refused_ahead(at(20, 6));
  EXPECT_EQ(past.next(at(20, 6)), "nothing");
  EXPECT_EQ(past.next(at(20, 6.6)), "ask job j");
  EXPECT_EQ(past.next(at(20, 7)), "start job 01-04T00..01-06T00");
}

TEST(JobPlan, AJobThatIsLostLeavesThoseBehindItWhereTheyAre) {
  LongPast past;
  past.start_next("j", at(20, 6));
  past.start_next("k", at(20, 6));
  past.plan.progressed(JobProgress::lost, at(20, 6));
  EXPECT_EQ(past.next(at(20, 6)), "nothing") << "it rests";
  EXPECT_EQ(past.next(at(20, 7)), "ask job k");
}

TEST(JobPlan, AsksForAJobOnlyNowAndThenAndReadsItsPages) {
  Fixture fixture;
  fixture.plan.started("j", days_of(1, 2), at(2, 6));
  EXPECT_EQ(fixture.next(at(2, 6)), "nothing");
  EXPECT_EQ(fixture.next(at(2, 6) + fixture.profile.job_wait), "ask job j");
  fixture.plan.progressed(JobProgress::going_on, at(2, 7));
  EXPECT_EQ(fixture.next(at(2, 7)), "nothing");
  fixture.plan.progressed(JobProgress::done, at(2, 8));
  EXPECT_EQ(fixture.next(at(2, 8)), "read job j from ''");
  const auto now = at(2, 8);
  EXPECT_FALSE(fixture.plan.take({.as_of = now, .next_cursor = "more"}, now, fixture.known));
  EXPECT_EQ(fixture.next(now), "read job j from 'more'");
}

TEST(JobPlan, ProvesADayStepByStepAsReprocessingComesToItsEnd) {
  const Instant end = at(2);
  const PlanProfile profile;
  const struct {
    Instant available;
    WindowState state;
  } readings[] = {{end - hours(1), WindowState::provisional},
                  {end, WindowState::complete},
                  {end + profile.horizon - hours(1), WindowState::complete},
                  {end + profile.horizon, WindowState::settled},
                  {end + profile.horizon + profile.reverify_after - hours(1), WindowState::settled},
                  {end + profile.horizon + profile.reverify_after, WindowState::re_verified}};
  Fixture fixture;
  int count = 0;
  for (const auto& [available, state] : readings) {
    fixture.read(days_of(1, 2), available, available + hours(6));
    const JobWindow& window = fixture.plan.windows().at(on_day(1));
    EXPECT_EQ(window.state, state) << format_instant(available);
    EXPECT_EQ(window.readings, ++count);
    EXPECT_EQ(window.available_until, available);
  }
  EXPECT_EQ(fixture.plan.first_unsettled(), on_day(2));
}

TEST(JobPlan, WantsTwoReadingsOfADayThatWasFirstReadLate) {
  Fixture fixture;
  fixture.read(days_of(1, 2), at(1, 12), at(1, 18));
  fixture.read(days_of(1, 2), at(2), at(2, 6));
  fixture.read(days_of(1, 2), at(20), at(20, 6));
  EXPECT_EQ(fixture.plan.state_of(on_day(1)), WindowState::settled) << "one reading after `complete` settles";
  fixture.read(days_of(1, 2), at(20, 1), at(20, 7));
  EXPECT_EQ(fixture.plan.state_of(on_day(1)), WindowState::re_verified);
}

TEST(JobPlan, ChangesTheStatesTimeOnlyWithTheState) {
  Fixture fixture;
  fixture.read(days_of(1, 2), at(2), at(2, 6));
  fixture.read(days_of(1, 2), at(3), at(3, 6));
  EXPECT_EQ(fixture.plan.windows().at(on_day(1)).state_since, at(2, 6));
}

TEST(JobPlan, IsDueAgainOnlyWhenMoreCanBeProved) {
  Fixture fixture;
  fixture.read(days_of(1, 2), at(2), at(2, 6));
  const Instant settled = at(2) + fixture.profile.horizon + hours(6);
  EXPECT_EQ(fixture.next(at(2, 7)), "nothing");
  // Days after it are due meanwhile; it is not.
  EXPECT_EQ(fixture.next(settled - hours(1)), "start job 01-02T00..01-05T00");
  fixture.plan.available(at(6), at(6, 5));
  fixture.read(days_of(2, 6), at(6), at(6, 5));
  EXPECT_EQ(fixture.next(settled), "start job 01-01T00..01-02T00");
}

TEST(JobPlan, SpansTheDaysBetweenWhereThatIsCheaper) {
  Fixture fixture;
  for (int day = 1; day < 6; ++day)
    fixture.known.see(sighting(std::to_string(day), at(day, 3), at(day, 4)), at(6));
  fixture.read(days_of(1, 2), at(2), at(2, 6));
  fixture.read(days_of(2, 5), at(5), at(5, 6));
  const Instant now = at(6, 6);  // the first day can be settled, the fifth is new
  EXPECT_EQ(fixture.next(now), "start job 01-01T00..01-06T00");
  fixture.profile.job_page_size = 1;
  fixture.profile.price = 1'000'000;
  EXPECT_EQ(fixture.next(now), "start job 01-01T00..01-02T00") << "pages of what lies between cost more";
  fixture.profile.job_page_size = 1'000;
  fixture.profile.job_reach = std::chrono::days(4);
  EXPECT_EQ(fixture.next(now), "start job 01-01T00..01-02T00") << "no job is that long";
}

TEST(JobPlan, RestsLongerAfterEachJobThatIsLostAndComesBack) {
  Fixture fixture;
  fixture.plan.available(at(2, 6), at(2, 6));
  Instant now = at(2, 6);
  std::vector<std::int64_t> rests;
  for (int i = 0; i < 8; ++i) {
    fixture.plan.started("j", days_of(1, 2), now);
    fixture.plan.progressed(JobProgress::lost, now);
    const Instant lost = now;
    while (fixture.next(now) == "nothing") now += std::chrono::minutes(30);
    rests.push_back((now - lost) / std::chrono::minutes(30));
  }
  EXPECT_EQ(rests, (std::vector<std::int64_t>{1, 2, 4, 8, 16, 32, 32, 32}));
  fixture.read(days_of(1, 2), now, now);
  fixture.plan.settle();
  fixture.plan.started("k", days_of(2, 3), now);
  fixture.plan.progressed(JobProgress::lost, now);
  EXPECT_EQ(fixture.next(now + std::chrono::minutes(29)), "nothing");
  EXPECT_NE(fixture.next(now + std::chrono::minutes(30)), "nothing") << "a job that was read starts it over";
}

TEST(JobPlan, StartsAnotherAtOnceWhereTheResultsAreGoneBecauseNobodyCameForADay) {
  Fixture fixture;
  fixture.plan.available(at(3), at(3));
  fixture.plan.started("j", days_of(1, 3), at(3));
  fixture.plan.progressed(JobProgress::lost, at(4, 1));
  EXPECT_TRUE(fixture.plan.came_too_late());
  EXPECT_EQ(fixture.next(at(4, 1)).substr(0, 9), "start job");
  fixture.plan.started("k", days_of(1, 3), at(4, 1));
  fixture.plan.progressed(JobProgress::lost, at(4, 2));
  EXPECT_FALSE(fixture.plan.came_too_late()) << "within the hour it is the platform's doing";
  EXPECT_EQ(fixture.next(at(4, 2)), "nothing");
}

TEST(JobPlan, HasNobodyReadItsDaysWhileItRests) {
  Fixture fixture;
  fixture.plan.available(at(5), at(5, 6));
  EXPECT_EQ(fixture.plan.covered_until(at(5, 6)), on_day(5));
  fixture.plan.refused(at(5, 6));
  EXPECT_EQ(fixture.plan.covered_until(at(5, 7)), on_day(1));
  EXPECT_EQ(fixture.next(at(6, 5.9)), "nothing");
  EXPECT_EQ(fixture.next(at(6, 6)), "start job 01-01T00..01-02T00") << "a day later it tries again";
}

TEST(JobPlan, CountsADayAsProvisionalWhereTheDataStopWithinIt) {
  Fixture fixture;
  const JobReading reading = fixture.read(days_of(1, 3), at(2, 20), at(3, 2));
  EXPECT_EQ(reading.available_until, at(2, 20));
  EXPECT_EQ(fixture.plan.state_of(on_day(1)), WindowState::complete);
  EXPECT_EQ(fixture.plan.state_of(on_day(2)), WindowState::provisional);
  EXPECT_EQ(fixture.next(at(3, 5.9)), "nothing") << "it lags six hours behind";
  EXPECT_EQ(fixture.next(at(3, 6)), "availability") << "an expectation that failed is checked first";
  fixture.plan.available(at(3), at(3, 6));
  EXPECT_EQ(fixture.next(at(3, 6)), "start job 01-02T00..01-03T00");
}

TEST(JobPlan, TakesNothingBackWhenAvailabilityMovesBack) {
  Fixture fixture;
  fixture.read(days_of(1, 3), at(3), at(3, 6));
  fixture.read(days_of(1, 3), at(1, 12), at(3, 12));
  EXPECT_EQ(fixture.plan.state_of(on_day(2)), WindowState::complete);
  EXPECT_EQ(fixture.plan.windows().at(on_day(2)).available_until, at(3));
  EXPECT_EQ(fixture.next(at(5)), "nothing") << "the third day is two and a half behind now";
  EXPECT_EQ(fixture.next(at(6)), "availability");
}

TEST(JobPlan, HoldsAReadingWithoutAvailabilityForNoProof) {
  Fixture fixture;
  fixture.start_job(days_of(1, 2), at(2, 6));
  const auto reading = fixture.plan.take({.as_of = at(1)}, at(2, 6), fixture.known);
  EXPECT_EQ(reading.value().available_until, at(1));
  EXPECT_EQ(fixture.plan.state_of(on_day(1)), WindowState::provisional);
}

TEST(JobPlan, HoldsAJobForNoNewerThanWhatWasThereWhenItWasFulfilled) {
  Fixture fixture;
  fixture.plan.available(at(2), at(2, 6));
  fixture.plan.started("j", days_of(1, 3), at(2, 6));
  fixture.plan.progressed(JobProgress::done, at(3, 12), at(2, 7));
  const auto reading =
      fixture.plan.take({.as_of = at(3, 6), .available_until = at(3, 6)}, at(3, 12), fixture.known);
  EXPECT_EQ(reading.value().available_until, at(2, 1))
      << "its page has the date of the day on which it was read";
  EXPECT_EQ(fixture.plan.state_of(on_day(2)), WindowState::provisional);
  EXPECT_EQ(fixture.plan.lag(), hours(6)) << "that date says nothing of how far data are behind";
}

TEST(JobPlan, KeepsThatBoundOverAPause) {
  Fixture fixture;
  fixture.plan.available(at(2), at(2, 6));
  fixture.plan.started("j", days_of(1, 3), at(2, 6));
  fixture.plan.progressed(JobProgress::done, at(2, 7));
  const auto running = fixture.plan.running().value();
  EXPECT_EQ(running.reach.at_most, at(2, 1));
  EXPECT_EQ(running.reach.of(at(3)), at(2, 1));
  EXPECT_EQ(running.reach.of(at(1)), at(1));
  EXPECT_EQ(running.reach.of({}), at(2)) << "what was known before it began";
}

TEST(JobPlan, ProvesByWhatWasKnownBeforeWhereAJobSaysNothing) {
  Fixture fixture;
  fixture.plan.available(at(2, 3), at(2, 6));
  fixture.start_job(days_of(1, 2), at(2, 6));
  const auto reading = fixture.plan.take({.as_of = at(2, 3)}, at(2, 6), fixture.known);
  EXPECT_EQ(reading.value().available_until, at(2, 3));
  EXPECT_EQ(fixture.plan.state_of(on_day(1)), WindowState::complete);
  EXPECT_EQ(fixture.plan.lag(), hours(3));
}

TEST(JobPlan, TriesAgainSoonWhereAJobSaysNothingAndNothingIsKnown) {
  Fixture fixture;
  fixture.plan.restore_lag(hours(3), true);
  fixture.start_job(days_of(1, 2), at(9));
  ASSERT_TRUE(fixture.plan.take({.as_of = at(1)}, at(9), fixture.known));
  EXPECT_EQ(fixture.plan.lag(), hours(3)) << "it has not become days";
  EXPECT_EQ(fixture.next(at(9)), "nothing") << "another one at once would prove as little";
  EXPECT_EQ(fixture.next(at(9, 1)), "availability");
}

TEST(JobPlan, ReopensOnlyADayThatNobodyWouldReadAgain) {
  Fixture fixture;
  fixture.read(days_of(1, 2), at(2), at(2, 6));
  fixture.plan.reopen(on_day(1), at(3));
  fixture.plan.reopen(on_day(4), at(3));
  EXPECT_EQ(fixture.plan.state_of(on_day(1)), WindowState::complete) << "it is read again anyway";
  EXPECT_EQ(fixture.plan.state_of(on_day(4)), WindowState::open);
  fixture.read(days_of(1, 2), at(2) + fixture.profile.horizon, at(7));
  fixture.plan.reopen(on_day(1), at(7, 1));
  EXPECT_EQ(fixture.plan.state_of(on_day(1)), WindowState::provisional);
  EXPECT_EQ(fixture.plan.windows().at(on_day(1)).state_since, at(7, 1));
  fixture.plan.available(at(7, 1), at(7, 1));
  EXPECT_TRUE(fixture.next(at(7, 1)).starts_with("start job 01-01T00")) << fixture.next(at(7, 1));
}

TEST(JobPlan, MissesOnlyWhatWasSeenBeforeItsDataEndAndBelongsToIt) {
  Fixture fixture;
  const auto seen = [&](const Sighting& row, Instant first_seen) { fixture.known.see(row, first_seen); };
  seen(sighting("gone", at(1, 3), at(1, 4)), at(1, 5));
  seen(sighting("there", at(1, 3), at(1, 4)), at(1, 5));
  seen(sighting("seen after availability", at(1, 3), at(1, 4)), at(2, 3));
  seen(sighting("began before and ended in it", at(0, 23), at(1, 1)), at(1, 5));
  seen(sighting("began before and went on", at(0, 23)), at(1, 5));
  seen(sighting("of the next day", at(2, 1)), at(2, 1));
  const auto reading =
      fixture.read(days_of(1, 2), at(2, 2), at(2, 8), {sighting("there", at(1, 3), at(1, 4))});
  EXPECT_EQ(reading.missing, (std::vector<std::string>{"began before and ended in it", "gone"}));
}

TEST(JobPlan, CountsIdsOnceAndHowOftenTheyCameAgain) {
  Fixture fixture;
  fixture.start_job(days_of(1, 2), at(2, 6));
  const std::vector<Sighting> rows{sighting("a", at(1, 1)), sighting("b", at(1, 2))};
  fixture.plan.take({.as_of = at(2), .rows = rows, .next_cursor = "2"}, at(2, 6), fixture.known);
  std::vector<Sighting> more = rows;
  more.push_back(sighting("c", at(1, 3)));
  const auto reading =
      fixture.plan.take({.as_of = at(2), .rows = more, .available_until = at(2)}, at(2, 7), fixture.known);
  EXPECT_EQ(reading.value().distinct_ids, 3);
  EXPECT_EQ(reading.value().repeated_ids, 2);
  EXPECT_EQ(reading.value().started_at, at(2, 6));
  EXPECT_EQ(reading.value().ended_at, at(2, 7));
  EXPECT_FALSE(fixture.plan.running());
}

TEST(JobPlan, GivesAJobUpOfWhichAPageComesInAnothersPlace) {
  Fixture fixture;
  fixture.start_job(days_of(1, 2), at(2, 6));
  const SeenPage page{.as_of = at(2), .rows = {sighting("a", at(1, 1))}, .next_cursor = "2"};
  EXPECT_FALSE(fixture.plan.take(page, at(2, 6), fixture.known));
  EXPECT_FALSE(fixture.plan.take({.as_of = at(2), .next_cursor = "2"}, at(2, 6), fixture.known));
  EXPECT_TRUE(fixture.plan.running()) << "an empty one takes nothing's place";
  EXPECT_FALSE(fixture.plan.take(page, at(2, 6), fixture.known));
  EXPECT_FALSE(fixture.plan.running());
  EXPECT_TRUE(fixture.plan.windows().empty());
}

TEST(JobPlan, AsksForAJobThatWasRestoredFromAStore) {
  Fixture fixture;
  fixture.plan.restore(
      RunningJob{.job = "old", .interval = days_of(1, 2), .started_at = at(2), .ask_at = at(2)});
  EXPECT_EQ(fixture.next(at(2, 1)), "ask job old");
  EXPECT_EQ(fixture.plan.running().value().job, "old");
}

TEST(JobPlan, ExpectsTheJobsOfAllDaysThatAreOver) {
  Fixture fixture;
  const auto jobs = fixture.plan.expected(at(4, 12), fixture.known);
  ASSERT_EQ(jobs.size(), 2U);
  EXPECT_EQ(jobs[0].first, days_of(1, 2)) << "how many a day has is not known yet";
  EXPECT_EQ(jobs[0].second, 3) << "start, ask, read";
  EXPECT_EQ(jobs[1].first, days_of(2, 4));
}

TEST(JobPlan, ExpectsAsManyJobsAsALongPastTakes) {
  Fixture fixture;
  fixture.profile.max_job_records = 3;
  fixture.profile.job_page_size = 1;
  fixture.known.see(sighting("a", at(1, 3), at(1, 4)), at(1, 5));
  fixture.plan.available(at(9), at(9));
  std::string pieces;
  for (const auto& [interval, requests] : fixture.plan.expected(at(9), fixture.known))
    pieces += shown(interval) + " " + std::to_string(requests) + "\n";
  EXPECT_EQ(pieces, "01-01T00..01-04T00 5\n01-04T00..01-07T00 5\n01-07T00..01-09T00 4\n");
}

TEST(JobPlan, IgnoresWhatComesOfNoJob) {
  Fixture fixture;
  fixture.plan.progressed(JobProgress::lost, at(2, 6));
  EXPECT_FALSE(fixture.plan.take({.as_of = at(2)}, at(2, 6), fixture.known));
  EXPECT_TRUE(fixture.plan.windows().empty());
  EXPECT_EQ(fixture.next(at(2, 6)), "availability");
}

}  // namespace
}  // namespace nowthen::extract
