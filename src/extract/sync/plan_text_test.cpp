#include "extract/sync/plan_text.hpp"

#include <gtest/gtest.h>

#include "support/plan_steps.hpp"
#include "support/planned_world.hpp"
#include "support/property.hpp"

namespace nowthen::extract {
namespace {

using nowthen::testing::at;
using nowthen::testing::on_day;
using nowthen::testing::PlannedWorld;
using nowthen::testing::shown;
using std::chrono::hours;
using std::chrono::minutes;

/// A new plan, as a later run has it: from the text, the windows and the rows.
void restore(const Planner& from, Planner& plan) {
  for (const auto& [day, window] : from.jobs().windows()) plan.jobs().restore(day, window);
  for (const auto& [day, rows] : from.known().days())
    for (const KnownRow& row : rows) plan.known().restore(row);
  restore_plan(encode_plan(from), plan);
}

TEST(PlanText, HasWhereAPlanGoesOn) {
  Planner plan({}, on_day(1));
  plan.restore_tail(at(2, 3));
  plan.take_availability(at(2, 1), at(2, 4));
  plan.sweep().restore({{"voice", at(2)}});
  plan.take_started({whole(on_day(1))}, "j", at(2, 4));
  Planner other({}, on_day(1));
  restore_plan(encode_plan(plan), other);
  EXPECT_EQ(other.tail_read_at(), at(2, 3));
  EXPECT_EQ(other.jobs().lag(), hours(3));
  EXPECT_EQ(other.sweep().read_at(), plan.sweep().read_at());
  ASSERT_TRUE(other.jobs().running());
  EXPECT_EQ(other.jobs().running()->job, "j");
  EXPECT_EQ(other.jobs().running()->interval, whole(on_day(1)));
  EXPECT_EQ(other.jobs().running()->started_at, at(2, 4));
  EXPECT_EQ(encode_plan(other), encode_plan(plan));
}

TEST(PlanText, HasWhatWasSaidOfAvailabilitySoThatItIsNotAskedAgain) {
  Planner plan({}, on_day(1));
  plan.take_availability(at(2, 1), at(2, 4));
  Planner other({}, on_day(1));
  restore_plan(encode_plan(plan), other);
  EXPECT_EQ(shown(other.next(at(2, 5))), "start job 01-01T00..01-02T00");
}

TEST(PlanText, HasTheListingThatIsUnderWay) {
  PlanProfile profile;
  profile.page_size = 1;
  const auto row = nowthen::testing::sighting("a", at(2, 1), at(2, 2));
  Planner newest(profile, on_day(1));
  newest.take(ReadNewest{{at(1), at(3)}, 1}, {.as_of = at(2, 3), .rows = {row}}, at(2, 3));
  Planner ended(profile, on_day(1));
  ended.take(ReadEnded{.media = {"voice", "email"}, .started_in = {at(1), at(3)}},
             {.as_of = at(2, 3), .rows = {row}}, at(2, 3));
  for (const Planner* plan : {&newest, &ended}) {
    Planner other(profile, on_day(1));
    restore_plan(encode_plan(*plan), other);
    EXPECT_NE(shown(plan->next(at(2, 3))), "nothing");
    EXPECT_EQ(shown(other.next(at(2, 3))), shown(plan->next(at(2, 3))));
    EXPECT_EQ(encode_plan(other), encode_plan(*plan));
  }
}

TEST(PlanText, HasWhatOfAJobIsReadAndWhatItMayClaim) {
  Planner plan({}, on_day(1));
  plan.take_availability(at(2, 1), at(2, 4));
  plan.take_started({whole(on_day(1))}, "j", at(2, 4));
  plan.take_progress(JobProgress::done, at(2, 5));
  Planner done({}, on_day(1));
  restore_plan(encode_plan(plan), done);
  EXPECT_EQ(shown(done.next(at(2, 5))), "read job j from ''") << "nobody asks again whether it is done";
  plan.take(ReadJobPage{"j", whole(on_day(1)), ""},
            {.as_of = at(2, 1), .next_cursor = "c", .hash = "ff", .place = PagePlace{1, 32}}, at(2, 5));
  Planner half({}, on_day(1));
  restore_plan(encode_plan(plan), half);
  EXPECT_EQ(shown(half.next(at(2, 5))), "read job j from 'c'");
  const auto job = half.jobs().running().value();
  EXPECT_EQ(job.reach.at_most, at(2, 2));
  EXPECT_EQ(job.reach.at_start, at(2, 1));
  EXPECT_EQ(job.places, (std::vector<PagePlace>{{1, 32}}));
  EXPECT_EQ(encode_plan(half), encode_plan(plan));
}

TEST(PlanText, HasTheJobsThatWereStartedAhead) {
  Planner plan({}, on_day(1));
  for (const char* job : {"j", "k", "l"}) plan.take_started({whole(on_day(job[0] - 'i'))}, job, at(9, 4));
  plan.jobs().refused_ahead(at(9, 5));
  Planner other({}, on_day(1));
  restore_plan(encode_plan(plan), other);
  EXPECT_EQ(other.jobs().running()->job, "j");
  ASSERT_EQ(other.jobs().ahead().size(), 2U);
  EXPECT_EQ(other.jobs().ahead()[1].job, "l");
  EXPECT_EQ(other.jobs().ahead()[1].interval, whole(on_day(3)));
  EXPECT_FALSE(other.jobs().ahead()[1].turn_at);
  EXPECT_EQ(other.jobs().running()->turn_at, at(9, 4));
  EXPECT_EQ(other.jobs().not_ahead_until(), at(9, 6));
  EXPECT_EQ(encode_plan(other), encode_plan(plan));
}

TEST(PlanText, HasThatWhatAJobLacksIsBeingAskedFor) {
  PlanProfile profile;
  profile.ids_per_request = 12;
  Planner plan(profile, on_day(1));
  for (int i = 0; i < 30; ++i)
    plan.known().see(nowthen::testing::sighting(std::to_string(100 + i), at(1, 3), at(1, 4)), at(1, 5));
  plan.take_started({whole(on_day(1))}, "j", at(2, 6));
  plan.take_progress(JobProgress::done, at(2, 7));
  ASSERT_TRUE(plan.take(ReadJobPage{"j", whole(on_day(1)), ""},
                        {.as_of = at(2, 1), .available_until = at(2, 1)}, at(2, 7)));
  for (int asked = 0; plan.has_suspects(); ++asked) {
    Planner later(profile, on_day(1));
    restore(plan, later);
    const auto reading = later.take_up_reading();
    ASSERT_TRUE(reading);
    EXPECT_EQ(std::ssize(reading->missing) + reading->lacking, 30);
    EXPECT_EQ(shown(later.next(at(2, 7))), shown(plan.next(at(2, 7)))) << asked;
    // Of the first question half are found, nobody else.
    SeenPage page{.as_of = at(2, 7), .received = 1};
    const auto step = std::get<ReadByIds>(*plan.next(at(2, 7)));
    for (std::size_t i = 0; asked == 0 && i < 6; ++i)
      page.rows.push_back(nowthen::testing::sighting(step.ids[i], at(1, 3), at(1, 4)));
    plan.take(step, page, at(2, 7));
    ASSERT_LT(asked, 20);
  }
  plan.settle_suspects(at(2, 7));
  Planner later(profile, on_day(1));
  restore(plan, later);
  EXPECT_FALSE(later.take_up_reading());
}

TEST(PlanText, HasThatManyWereLackingAtOnceUntilThatIsBelieved) {
  Planner plan({}, on_day(1));
  for (int i = 0; i < 120; ++i)
    plan.known().see(nowthen::testing::sighting(std::to_string(100 + i), at(1, 3), at(1, 4)), at(1, 5));
  const auto read = [](Planner& reader, Instant available) {
    reader.take_started({whole(on_day(1))}, "j" + format_instant(available),
                        available + std::chrono::hours(6));
    reader.take_progress(JobProgress::done, available + std::chrono::hours(6));
    return reader.take(ReadJobPage{"j", whole(on_day(1)), ""},
                       {.as_of = available, .available_until = available}, available + std::chrono::hours(6));
  };
  EXPECT_EQ(read(plan, at(2, 1))->lacking, 120);
  Planner later({}, on_day(1));
  restore(plan, later);
  EXPECT_TRUE(later.jobs().windows().at(on_day(1)).is_doubted);
  EXPECT_EQ(encode_plan(later), encode_plan(plan));
  EXPECT_EQ(std::ssize(read(later, at(2, 8))->missing), 120);
  Planner last({}, on_day(1));
  restore(later, last);
  EXPECT_EQ(std::ssize(last.take_up_reading()->missing), 120) << "it has been believed";
}

TEST(PlanText, HasThatJobsWereRefused) {
  Planner plan({}, on_day(1));
  plan.jobs().refused(at(3, 6));
  Planner other({}, on_day(1));
  restore_plan(encode_plan(plan), other);
  EXPECT_NE(shown(other.next(at(4, 5.9))), "availability");
  EXPECT_EQ(shown(other.next(at(4, 6))), "availability");
  EXPECT_EQ(shown(other.next(at(2))), "availability") << "nobody rests for longer than a day";
}

TEST(PlanText, HasThatListingsShowWhatBeganBefore) {
  Planner plan({}, on_day(1));
  plan.restore_overlap();
  Planner other({}, on_day(1));
  restore_plan(encode_plan(plan), other);
  EXPECT_TRUE(other.shows_overlap());
}

TEST(PlanText, SaysTheFirstDay) {
  EXPECT_EQ(first_day_in(encode_plan(Planner({}, on_day(5)))), on_day(5));
  for (const char* text :
       {"", "{}", "[]", R"({"first_day":7})", R"({"first_day":"monday"})", R"({"first_day":)"})
    EXPECT_EQ(first_day_in(text), std::nullopt) << text;
}

TEST(PlanText, LeavesOutWhatItDoesNotUnderstand) {
  for (
      const char* text :
      {"",
       "nothing",
       "[]",
       "null",
       R"({"tail_read_at":7})",
       R"({"tail_read_at":"soon"})",
       R"({"job_lag_ms":"1"})",
       R"({"job_lag_ms":1.5})",
       R"({"job_lag_ms":-1})",
       R"({"job_lag_ms":9223372036854775807})",
       R"({"job_lag_ms":-9223372036854775808})",
       R"({"job":7})",
       R"({"job":{"id":"j"}})",
       R"({"job":{"id":"","begin":"2026-01-01T00:00:00Z","end":"2026-01-02T00:00:00Z","started_at":"2026-01-02T00:00:00Z"}})",
       R"({"job":{"id":"j","begin":"2026-01-02T00:00:00Z","end":"2026-01-01T00:00:00Z","started_at":"2026-01-02T00:00:00Z"}})",
       R"({"job":{"id":"","begin":"2026-01-01T00:00:00Z"}})",
       R"({"listing":7})",
       R"({"listing":{"by":"start"}})",
       R"({"listing":{"by":"start","begin":"2026-01-01T00:00:00Z","end":"2026-01-02T00:00:00Z","begun_at":"2026-01-02T00:00:00Z","page":0}})",
       R"({"listing":{"by":"name","begin":"2026-01-01T00:00:00Z","end":"2026-01-02T00:00:00Z","begun_at":"2026-01-02T00:00:00Z","page":2}})",
       R"({"swept":[]})",
       R"({"swept":{"voice":1}})",
       R"({"tail_read_at":"2026-01-02T00:00:00Z")"}) {
    Planner plan({}, on_day(1));
    restore_plan(text, plan);
    EXPECT_EQ(encode_plan(plan), encode_plan(Planner({}, on_day(1)))) << text;
    EXPECT_EQ(shown(plan.next(at(3))), "availability") << text;
  }
}

TEST(PlanText, TakesTheRestWhereAPartIsNotUnderstood) {
  Planner plan({}, on_day(1));
  restore_plan(
      R"({"job_lag_ms":"long","tail_read_at":"2026-01-02T00:00:00Z","swept":{"a":1,"b":"2026-01-02T00:00:00Z"}})",
      plan);
  EXPECT_EQ(plan.tail_read_at(), at(2));
  EXPECT_EQ(plan.sweep().read_at(), (std::map<std::string, Instant>{{"b", at(2)}}));
}

TEST(PlanText, WithRowsAndWindowsLetsANewPlanAskWhatTheOldOneWouldHave) {
  nowthen::testing::expect_property([] {
    PlanProfile profile;
    profile.page_size = *rc::gen::inRange(2, 10);
    profile.price = *rc::gen::element(1, 30);
    PlannedWorld world(profile);
    const int count = *rc::gen::inRange(0, 30);
    for (int i = 0; i < count; ++i) {
      const Instant start = at(1) + minutes(*rc::gen::inRange(0, 3 * 24 * 60));
      const Instant end = start + minutes(*rc::gen::inRange(0, 3'000));
      world.conversations.push_back(
          {.id = "c" + std::to_string(i), .start = start, .shown_at = start, .end = end});
    }
    Planner plan(profile, on_day(1));
    Instant now = at(1, 1);
    for (const Instant last = at(*rc::gen::inRange(1, 8), 12); now < last;
         now += minutes(*rc::gen::inRange(20, 500)))
      for (auto step = plan.next(now); step; step = plan.next(now)) world.perform(*step, plan, now);
    if (plan.jobs().running()) now = std::max(now, plan.jobs().running()->ask_at);
    now += minutes(*rc::gen::inRange(0, 3'000));
    Planner later(profile, on_day(1));
    restore(plan, later);
    RC_ASSERT(shown(later.next(now)) == shown(plan.next(now)));
  });
}

}  // namespace
}  // namespace nowthen::extract
