#include "extract/plan/planner.hpp"

#include <gtest/gtest.h>

#include "support/plan_steps.hpp"
#include "support/planned_world.hpp"

namespace nowthen::extract {
namespace {

using nowthen::testing::at;
using nowthen::testing::on_day;
using nowthen::testing::PlannedWorld;
using nowthen::testing::shown;
using nowthen::testing::sighting;

PlanProfile without_jobs() {
  PlanProfile profile;
  profile.has_jobs = false;
  profile.page_size = 2;
  return profile;
}

/// `count` conversations of an hour, an hour apart and over at once.
std::vector<Sighting> hourly(Instant latest, int count) {
  std::vector<Sighting> rows;
  for (int i = 0; i < count; ++i) {
    const Instant start = latest - std::chrono::hours(i);
    rows.push_back(sighting(format_instant(start), start, start + std::chrono::minutes(30)));
  }
  return rows;
}

TEST(BestCandidate, IsTheOneThatIsWorthMostForEachOfItsRequests) {
  BestCandidate best;
  EXPECT_FALSE(best.worth_making(0));
  best.offer({.worth = 0, .requests = 1, .step = AskJob{"nothing"}});
  EXPECT_FALSE(best.worth_making(0));
  best.offer({.worth = 30, .requests = 3, .step = AskJob{"large"}});
  best.offer({.worth = 12, .requests = 1, .step = AskJob{"small"}});
  best.offer({.worth = 12, .requests = 1, .step = AskJob{"as good, later"}});
  EXPECT_EQ(shown(best.worth_making(12)), "ask job small");
  EXPECT_EQ(shown(best.worth_making(12.1)), "nothing");
}

TEST(Planner, AsksForNewConversationsOnceTheirLackHasCostARequest) {
  const Planner plan(without_jobs(), on_day(1));
  EXPECT_EQ(shown(plan.next(at(1, 1))), "nothing");
  Instant now = at(1, 1);
  while (!plan.next(now)) now += std::chrono::minutes(15);
  EXPECT_EQ(shown(plan.next(now)), "newest 01-01T00..01-02T00 page 1");
  PlanProfile dear = without_jobs();
  dear.price *= 100;
  EXPECT_EQ(shown(Planner(dear, on_day(1)).next(now)), "nothing");
}

TEST(Planner, ReadsNewConversationsThoughAClockThatWasAheadHasSaidThatTheyWereRead) {
  Planner plan(without_jobs(), on_day(1));
  plan.restore_tail(at(20));
  EXPECT_EQ(shown(plan.next(at(3, 12))), "newest 01-01T00..01-04T00 page 1");
}

TEST(Planner, AsksNothingAgainThatWasReadWithinTheSameSecondOfTheServersClock) {
  Planner plan(without_jobs(), on_day(1));
  plan.restore_tail(at(20) + std::chrono::milliseconds(999));
  EXPECT_EQ(shown(plan.next(at(20))), "nothing");
}

TEST(Planner, PagesBackToWhatWasReadBeforeAndNoFurther) {
  Planner plan(without_jobs(), on_day(1));
  const ReadNewest step{{at(1), at(3)}, 1};
  plan.take(step, {.as_of = at(2, 12), .rows = hourly(at(2, 12), 2)}, at(2, 12));
  EXPECT_EQ(shown(plan.next(at(2, 12))), "newest 01-01T00..01-03T00 page 2");
  EXPECT_EQ(plan.tail_read_at(), at(1)) << "not before the last page";
  plan.take(ReadNewest{step.started_in, 2}, {.as_of = at(2, 12), .rows = hourly(at(0, 23), 2)}, at(2, 12.5));
  EXPECT_EQ(plan.tail_read_at(), at(2, 12)) << "what came since the first page, that page cannot have had";
  EXPECT_EQ(shown(plan.next(at(2, 12.5))), "nothing");
}

TEST(Planner, ReadsAPastThatIsLongerThanAQueryPieceByPiece) {
  PlanProfile profile = without_jobs();
  profile.query_reach = std::chrono::days(5);
  Planner plan(profile, on_day(1));
  ASSERT_EQ(shown(plan.next(at(20))), "newest 01-01T00..01-06T00 page 1");
  plan.take(std::get<ReadNewest>(*plan.next(at(20))), {.as_of = at(20)}, at(20));
  EXPECT_EQ(plan.tail_read_at(), at(6));
  EXPECT_EQ(shown(plan.next(at(20))), "newest 01-05T00..01-10T00 page 1") << "from ten minutes before";
}

TEST(Planner, ReadsUntilADayAndAsksForWhatCameLateThereOnceItMayGoOn) {
  PlanProfile profile = without_jobs();
  profile.until = at(4);
  Planner plan(profile, on_day(1));
  ASSERT_EQ(shown(plan.next(at(9))), "newest 01-01T00..01-04T00 page 1");
  plan.take(std::get<ReadNewest>(*plan.next(at(9))), {.as_of = at(9)}, at(9));
  EXPECT_EQ(shown(plan.next(at(9))), "nothing");
  EXPECT_EQ(shown(plan.next(at(20))), "nothing");
  Planner later(without_jobs(), on_day(1));
  later.restore_tail(plan.tail_read_at());
  EXPECT_EQ(shown(later.next(at(9))), "newest 01-03T00..01-10T00 page 1") << "from ten minutes before";
}

TEST(Planner, UntilADayPagesAListingOfAnEarlierRunBackToWhereThatWouldHave) {
  PlanProfile profile = without_jobs();
  profile.until = at(2);
  Planner plan(profile, on_day(1));
  plan.restore_tail(at(2, 0.1));
  plan.restore_listing({.next = ReadNewest{{at(1), at(4)}, 1}, .begun_at = at(3, 12)});
  const Instant late = at(2) - std::chrono::minutes(3);
  plan.take(ReadNewest{{at(1), at(4)}, 1},
            {.as_of = at(3, 12), .rows = {sighting("b", at(3), at(3, 1)), sighting("a", late, at(2, 1))}},
            at(3, 12));
  EXPECT_EQ(shown(plan.next(at(3, 12))), "newest 01-01T00..01-04T00 page 2");
}

TEST(Planner, GoesOnWithOlderDaysWhereNoPageReachesThem) {
  PlanProfile profile = without_jobs();
  profile.max_page_results = 3;
  Planner plan(profile, on_day(1));
  const auto take = [&](const ReadNewest& step, Instant latest) {
    plan.take(step, {.as_of = at(4), .rows = hourly(latest, 2)}, at(4));
    return shown(plan.next(at(4)));
  };
  EXPECT_EQ(take({{at(1), at(5)}, 1}, at(3, 12)), "newest 01-01T00..01-04T00 page 1")
      << "there is no second page";
  EXPECT_EQ(take({{at(1), at(4)}, 1}, at(3, 12)), "newest 01-01T00..01-03T00 page 1")
      << "a day with too many";
  EXPECT_EQ(take({{at(1), at(3)}, 1}, at(1, 2)), "newest 01-01T00..01-02T00 page 1");
  EXPECT_EQ(take({{at(1), at(2)}, 1}, at(1, 2)), "nothing");
  EXPECT_EQ(plan.tail_read_at(), at(4));
}

TEST(Planner, LeavesToJobsWhatTheyWillRead) {
  Planner plan({}, on_day(1));
  EXPECT_EQ(shown(plan.next(at(9))), "availability");
  plan.take_availability(at(8, 6), at(9));
  EXPECT_EQ(shown(plan.next(at(9))), "start job 01-01T00..01-02T00");
  plan.take_started({whole(on_day(1))}, "j", at(9));
  EXPECT_EQ(shown(plan.next(at(9))), "newest 01-08T00..01-10T00 page 1");
}

TEST(Planner, AsksByIdForWhatAJobMissesAndBuriesWhatIsNotFound) {
  Planner plan({}, on_day(1));
  for (const char* id : {"gone", "there"}) plan.known().see(sighting(id, at(1, 3), at(1, 4)), at(1, 5));
  plan.take_started({whole(on_day(1))}, "j", at(2, 6));
  plan.take_progress(JobProgress::done, at(2, 7));
  const auto reading = plan.take(ReadJobPage{"j", whole(on_day(1)), ""},
                                 {.as_of = at(2, 1), .available_until = at(2, 1)}, at(2, 7));
  ASSERT_TRUE(reading);
  const auto step = plan.next(at(2, 7));
  ASSERT_EQ(shown(step), "suspects gone there");
  const auto gone = plan.take(std::get<ReadByIds>(*step),
                              {.as_of = at(2, 7), .rows = {sighting("there", at(1, 3), at(1, 4))}}, at(2, 7));
  EXPECT_EQ(gone, (std::vector<std::string>{"gone"}));
  EXPECT_FALSE(plan.known().has("gone"));
  EXPECT_TRUE(plan.known().has("there"));
  EXPECT_NE(shown(plan.next(at(2, 7))), "suspects there");
}

TEST(Planner, AsksForNoMoreSuspectsThanARequestTakes) {
  PlanProfile profile;
  profile.ids_per_request = 2;
  Planner plan(profile, on_day(1));
  for (const char* id : {"a", "b", "c"}) plan.known().see(sighting(id, at(1, 3), at(1, 4)), at(1, 5));
  plan.take_started({whole(on_day(1))}, "j", at(2, 6));
  plan.take_progress(JobProgress::done, at(2, 7));
  plan.take(ReadJobPage{"j", whole(on_day(1)), ""}, {.as_of = at(2, 1), .available_until = at(2, 1)},
            at(2, 7));
  ASSERT_EQ(shown(plan.next(at(2, 7))), "suspects a b");
  plan.take(std::get<ReadByIds>(*plan.next(at(2, 7))), {.as_of = at(2, 7)}, at(2, 7));
  EXPECT_EQ(shown(plan.next(at(2, 7))), "suspects c");
}

TEST(Planner, TakesNobodyForGoneWhoIsMerelyNotFoundById) {
  Planner plan(without_jobs(), on_day(1));
  plan.known().see(sighting("a", at(1, 3)), at(1, 5));
  EXPECT_TRUE(plan.take(ReadByIds{.ids = {"a"}}, {.as_of = at(2)}, at(2)).empty());
  EXPECT_TRUE(plan.known().has("a"));
  EXPECT_EQ(plan.known().of(on_day(1)).at(0).looked_at, at(2));
}

TEST(Planner, AsksAgainForWhatGoesOnUntilItHasEnded) {
  PlanProfile profile = without_jobs();
  profile.price = 1;
  PlannedWorld world(profile);
  world.conversations = {{.id = "a", .start = at(1, 1), .shown_at = at(1, 1), .end = at(1, 20)}};
  Planner plan(profile, on_day(1));
  int requests = 0;
  for (Instant now = at(1, 2); now < at(4); now += std::chrono::hours(1))
    for (auto step = plan.next(now); step; step = plan.next(now), ++requests) world.perform(*step, plan, now);
  EXPECT_EQ(plan.known().of(on_day(1)).at(0).seen.end, at(1, 20));
  EXPECT_LT(requests, 72) << "fewer than one an hour";
}

TEST(Planner, LearnsFromAPageThatTheServerListsWhatBeganBefore) {
  Planner plan(without_jobs(), on_day(1));
  plan.take(ReadDayPage{on_day(2), 1}, {.as_of = at(3), .rows = {sighting("b", at(2, 1), at(2, 2))}}, at(3));
  EXPECT_FALSE(plan.shows_overlap());
  plan.take(ReadDayPage{on_day(2), 1}, {.as_of = at(3), .rows = {sighting("a", at(1, 23), at(2, 2))}}, at(3));
  EXPECT_TRUE(plan.shows_overlap());
}

TEST(Planner, ForgetsWhatNobodyReadsAnyMore) {
  PlanProfile profile;
  Planner plan(profile, on_day(1));
  plan.known().see(sighting("ended", at(1, 3), at(1, 4)), at(1, 5));
  plan.known().see(sighting("open", at(1, 3)), at(1, 5));
  const Instant late = at(2) + profile.horizon + profile.reverify_after;
  plan.take_started({whole(on_day(1))}, "j", late);
  plan.take_progress(JobProgress::done, late);
  plan.take(ReadJobPage{"j", whole(on_day(1)), ""},
            {.as_of = late,
             .rows = {sighting("ended", at(1, 3), at(1, 4)), sighting("open", at(1, 3))},
             .available_until = late},
            late);
  EXPECT_EQ(plan.jobs().first_unsettled(), on_day(2));
  EXPECT_FALSE(plan.known().has("ended"));
  EXPECT_TRUE(plan.known().has("open"));
}

TEST(Planner, KnowsWhatADayHasUntilItIsSettledWhetherItIsInDoubt) {
  PlanProfile profile;
  Planner plan(profile, on_day(1));
  plan.known().see(sighting("read", at(1, 2), at(1, 3)), at(1, 5));
  plan.known().see(sighting("lacking", at(1, 3), at(1, 4)), at(1, 5));
  const Instant late = at(3) + profile.horizon + profile.reverify_after;
  const Interval days{at(1), at(3)};
  plan.take_started({days}, "j", late);
  plan.take_progress(JobProgress::done, late);
  ASSERT_TRUE(plan.take(
      ReadJobPage{"j", days, ""},
      {.as_of = late,
       .rows = {sighting("read", at(1, 2), at(1, 3)), sighting("of the second day", at(2, 3), at(2, 4))},
       .available_until = late},
      late));
  ASSERT_EQ(shown(plan.next(late)), "suspects lacking");
  plan.take(std::get<ReadByIds>(*plan.next(late)),
            {.as_of = late, .rows = {sighting("lacking", at(1, 3), at(1, 4))}}, late);
  plan.settle_suspects(late);
  EXPECT_EQ(plan.jobs().first_unsettled(), on_day(1));
  EXPECT_EQ(plan.jobs().state_of(on_day(2)), WindowState::re_verified);
  EXPECT_TRUE(plan.known().has("of the second day")) << "else it would be taken for a late arrival";
}

/// Rows of the second day, one an hour from its begin.
std::vector<Sighting> of_second_day(int first, int count) {
  std::vector<Sighting> rows;
  for (int i = first; i < first + count; ++i)
    rows.push_back(sighting(std::to_string(10 + i), at(2, i), at(2, i + 0.5)));
  return rows;
}

TEST(Planner, KnowsWhatAPageHasLookedAtWhereUnknownRecordsStandBeforeIt) {
  PlanProfile profile = without_jobs();
  profile.page_size = 4;
  Planner plan(profile, on_day(2));
  plan.restore_overlap();
  for (const auto& row : of_second_day(0, 12)) plan.known().see(row, at(3));
  // Three that began before and went on are in front: what is the fifth of the day is on the server's second
  // page.
  plan.take(ReadDayPage{on_day(2), 2}, {.as_of = at(3, 5), .rows = of_second_day(1, 4)}, at(3, 5));
  std::string looked;
  for (const auto& row : plan.known().of(on_day(2)))
    if (row.looked_at == at(3, 5)) looked += row.seen.id + " ";
  EXPECT_EQ(looked, "11 12 13 14 ");
}

TEST(Planner, TellsOfAListingThatIsUnderWayAndGoesOnWithIt) {
  Planner plan(without_jobs(), on_day(1));
  EXPECT_FALSE(plan.listing());
  plan.take(ReadNewest{{at(1), at(3)}, 1}, {.as_of = at(2, 12), .rows = hourly(at(2, 12), 2)}, at(2, 12));
  ASSERT_TRUE(plan.listing());
  Planner later(without_jobs(), on_day(1));
  later.restore_listing(*plan.listing());
  EXPECT_EQ(shown(later.next(at(2, 15))), "newest 01-01T00..01-03T00 page 2");
  later.take(ReadNewest{{at(1), at(3)}, 2}, {.as_of = at(2, 15), .rows = hourly(at(0, 23), 2)}, at(2, 15));
  EXPECT_EQ(later.tail_read_at(), at(2, 12)) << "what came during the pause is still to be read";
  later.drop_listing();
  EXPECT_FALSE(later.listing());
}

TEST(Planner, GoesOnWithASweepAndClaimsNothingOfThePause) {
  Planner plan(without_jobs(), on_day(1));
  const ReadEnded step{.media = {"voice"}, .started_in = {at(3) - std::chrono::days(31), at(3)}};
  plan.take(step, {.as_of = at(2, 12), .rows = hourly(at(2, 11), 2)}, at(2, 12));
  ASSERT_TRUE(plan.listing());
  Planner later(without_jobs(), on_day(1));
  later.restore_listing(*plan.listing());
  ASSERT_EQ(shown(later.next(at(2, 18))), "ended voice page 2");
  later.take(std::get<ReadEnded>(*later.next(at(2, 18))), {.as_of = at(2, 18)}, at(2, 18));
  EXPECT_EQ(later.sweep().read_at().at("voice"), at(2, 12));
}

/// Jobs that wait for each other leave no pause in which anything else would be asked.
TEST(Planner, AsksWhatIsWorthItBeforeAJobThatWaitedForItsTurn) {
  PlanProfile profile;
  profile.jobs_ahead = 0;  // but for those that there are
  Planner plan(profile, on_day(1));
  plan.take_availability(at(9, 0), at(9, 6));
  for (const char* job : {"j", "k"}) plan.take_started({whole(on_day(job[0] - 'i'))}, job, at(9, 6));
  plan.take_progress(JobProgress::done, at(9, 12));
  EXPECT_EQ(shown(plan.next(at(9, 12))), "read job j from ''") << "it is in hand";
  ASSERT_TRUE(plan.take(ReadJobPage{"j", whole(on_day(1)), ""}, {.as_of = at(9), .available_until = at(9)},
                        at(9, 12)));
  const auto newest = plan.next(at(9, 12));
  ASSERT_TRUE(newest && std::holds_alternative<ReadNewest>(*newest)) << shown(newest);
  plan.take(std::get<ReadNewest>(*newest), {.as_of = at(9, 12)}, at(9, 12));
  EXPECT_EQ(shown(plan.next(at(9, 12))), "ask job k");
}

TEST(Planner, ForecastsWhatARunWouldTake) {
  Planner plan({}, on_day(1));
  const Forecast first = plan.forecast(at(6));
  EXPECT_TRUE(first.is_rough);
  EXPECT_EQ(first.days, 4) << "jobs are taken to be six hours behind";
  EXPECT_EQ(first.jobs.size(), 2U);
  EXPECT_GE(first.requests, 6);
  const Forecast nothing = Planner({}, on_day(6)).forecast(at(6, 1));
  EXPECT_EQ(nothing.requests, 0);
  EXPECT_EQ(nothing.days, 0);
}

}  // namespace
}  // namespace nowthen::extract
