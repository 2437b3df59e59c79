// A plan against a small API of which everything is known, at random: whatever the world does, each run comes
// to its end, asks nothing twice and nothing that the API has not, and all that shows is known in the end.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "extract/plan/planner.hpp"
#include "support/plan_steps.hpp"
#include "support/planned_world.hpp"
#include "support/property.hpp"

namespace nowthen::extract {
namespace {

using nowthen::testing::at;
using nowthen::testing::on_day;
using nowthen::testing::PlannedWorld;
using nowthen::testing::RealConversation;
using nowthen::testing::shown;
using std::chrono::hours;
using std::chrono::minutes;

struct WorldOptions {
  int days = 4;               ///< With conversations in them.
  int most = 40;              ///< Conversations.
  bool has_late_ones = true;  ///< That come later than minutes, and deletions.
};

minutes some_minutes(int least, int below) { return minutes(*rc::gen::inRange(least, below)); }

bool one_in(int count) { return *rc::gen::inRange(0, count) == 0; }

RealConversation some_conversation(int number, const WorldOptions& options) {
  const Instant start = at(1) + some_minutes(0, options.days * 24 * 60);
  RealConversation real{.id = "c" + std::to_string(number), .start = start, .shown_at = start};
  real.end = start + (one_in(6) ? some_minutes(60, 3'000) : some_minutes(0, 60));
  if (one_in(2)) real.wrapped_up_at = *real.end + some_minutes(0, 100);
  real.media = one_in(3) ? "email" : "voice";
  if (!options.has_late_ones) return real;
  if (one_in(5)) real.shown_at = start + some_minutes(0, 3 * 24 * 60);
  if (one_in(8)) real.deleted_at = std::max(real.shown_at, *real.end) + some_minutes(1, 2'000);
  return real;
}

PlannedWorld some_world(const PlanProfile& profile, const WorldOptions& options) {
  PlannedWorld world(profile);
  const int count = *rc::gen::inRange(0, options.most);
  for (int i = 0; i < count; ++i) world.conversations.push_back(some_conversation(i, options));
  world.availability_lag = some_minutes(10, 2'000);
  world.shows_overlap = *rc::gen::arbitrary<bool>();
  return world;
}

PlanProfile some_profile() {
  PlanProfile profile;
  profile.page_size = *rc::gen::inRange(2, 12);
  profile.max_page_results =
      std::int64_t{profile.page_size} * *rc::gen::element(2, 3, 1'000) + *rc::gen::inRange(0, 2);
  profile.ids_per_request = *rc::gen::inRange(1, 20);
  profile.job_page_size = *rc::gen::inRange(1, 30);
  profile.job_reach = std::chrono::days(*rc::gen::inRange(1, 10));
  profile.query_reach = std::chrono::days(*rc::gen::element(3, 31));
  profile.price = *rc::gen::element(1, 10, 100, 1'000);
  profile.jobs_ahead = *rc::gen::inRange(0, 4);
  profile.max_job_records = *rc::gen::element(20, 100'000);
  return profile;
}

/// What a plan has learned, and what it may never do.
class Watch {
 public:
  Watch(PlannedWorld& world, Planner& plan) : world_(world), plan_(plan) {}

  void run(Instant now) {
    std::set<std::string> asked;
    std::string trail;
    for (auto step = plan_.next(now); step; step = plan_.next(now)) {
      const std::string words = shown(step);
      trail += "\n  " + words;
      if (!asked.insert(words).second) RC_FAIL("asked twice at " + format_instant(now) + ":" + trail);
      check_bounds(*step);
      for (const auto& id : world_.perform(*step, plan_, now)) gone.insert(id);
      // Where a listing shows more than a day's own, places move with what is learned.
      if (note() && world_.shows_overlap) asked.clear();
    }
  }

  /// All readings of a run, an hour or several apart.
  void run_until(Instant end, std::chrono::milliseconds pace) {
    for (Instant now = at(1); now <= end; now += pace) run(now);
  }

  std::map<std::string, Sighting> seen;
  std::set<std::string> gone;

 private:
  void check_page(int page) const {
    RC_ASSERT(page >= 1);
    RC_ASSERT(has_page(page, plan_.profile()));
  }
  void check_interval(Interval interval, std::chrono::days reach) const {
    RC_ASSERT(interval.begin < interval.end);
    RC_ASSERT(interval.length() <= reach);
  }
  void check(const ReadNewest& step) const {
    check_page(step.page);
    check_interval(step.started_in, plan_.profile().query_reach);
  }
  void check(const ReadDayPage& step) const { check_page(step.page); }
  void check(const ReadEnded& step) const {
    check_page(step.page);
    check_interval(step.started_in, plan_.profile().query_reach);
  }
  void check(const ReadByIds& step) const {
    RC_ASSERT(!step.ids.empty());
    RC_ASSERT(std::ssize(step.ids) <= plan_.profile().ids_per_request);
  }
  void check(const StartJob& step) const {
    const JobPlan& jobs = plan_.jobs();
    RC_ASSERT(std::ssize(jobs.ahead()) + (jobs.running() ? 0 : -1) < plan_.profile().jobs_ahead);
    if (jobs.running()) RC_ASSERT(jobs.running()->interval.end <= step.interval.begin);
    for (const RunningJob& ahead : jobs.ahead()) RC_ASSERT(ahead.interval.end <= step.interval.begin);
    check_interval(step.interval, plan_.profile().job_reach);
  }
  template <class Other>
  void check(const Other& /*step*/) const {}
  void check_bounds(const Step& step) const {
    std::visit([this](const auto& each) { check(each); }, step);
  }

  /// Whether there was anything new.
  bool note() {
    bool is_new = false;
    for (const auto& [day, rows] : plan_.known().days()) {
      for (const KnownRow& row : rows) {
        Sighting& known = seen[row.seen.id];
        is_new |=
            known.id.empty() || known.end != row.seen.end || known.awaits_wrapup != row.seen.awaits_wrapup;
        known = row.seen;
      }
    }
    return is_new;
  }

  PlannedWorld& world_;
  Planner& plan_;
};

void expect_everything_known(const PlannedWorld& world, const Watch& watch, Instant end) {
  for (const RealConversation& real : world.conversations) {
    const auto truth = world.sighting_of(real, end);
    const auto found = watch.seen.find(real.id);
    if (!truth) {
      if (found != watch.seen.end() && !watch.gone.contains(real.id))
        RC_FAIL("not known as deleted: " + real.id);
      continue;
    }
    if (found == watch.seen.end()) RC_FAIL("not known: " + real.id + " of " + format_instant(real.start));
    if (watch.gone.contains(real.id)) RC_FAIL("taken for deleted: " + real.id);
    if (found->second.end != truth->end) RC_FAIL("its end is not known: " + real.id);
    if (found->second.awaits_wrapup) RC_FAIL("its wrap-up is not known: " + real.id);
  }
}

TEST(PlannerProperty, WithJobsEverythingIsKnownOnceAllDaysAreReVerified) {
  nowthen::testing::expect_property([] {
    const PlanProfile profile = some_profile();
    PlannedWorld world = some_world(profile, {});
    Planner plan(profile, on_day(1));
    Watch watch(world, plan);
    const Instant end = at(18);
    watch.run_until(end, some_minutes(30, 500));
    RC_ASSERT(plan.jobs().first_unsettled() >= on_day(7));
    expect_everything_known(world, watch, end);
  });
}

TEST(PlannerProperty, UntilADayEverythingBeforeItIsKnownAndNothingElse) {
  nowthen::testing::expect_property([] {
    PlanProfile profile = some_profile();
    profile.until = on_day(*rc::gen::inRange(2, 7));
    PlannedWorld world = some_world(profile, {.days = 8});
    Planner plan(profile, on_day(1));
    Watch watch(world, plan);
    const Instant end = at(18);
    watch.run_until(end, some_minutes(30, 500));
    for (const auto& [id, seen] : watch.seen) RC_ASSERT(seen.start < profile.until);
    RC_ASSERT(plan.jobs().first_unsettled() == profile.until);
    std::erase_if(world.conversations, [&](const auto& real) { return real.start >= profile.until; });
    expect_everything_known(world, watch, end);
  });
}

TEST(PlannerProperty, WithoutJobsEverythingThatShowsAtOnceIsKnown) {
  nowthen::testing::expect_property([] {
    PlanProfile profile = some_profile();
    profile.has_jobs = false;
    profile.max_page_results = 100'000;
    profile.price = 1;
    profile.query_reach = std::chrono::days(31);
    PlannedWorld world = some_world(profile, {.days = 4, .most = 30, .has_late_ones = false});
    world.shows_overlap = false;
    Planner plan(profile, on_day(1));
    Watch watch(world, plan);
    const Instant end = at(12);
    watch.run_until(end, some_minutes(60, 500));
    expect_everything_known(world, watch, end);
  });
}

TEST(PlannerProperty, WithoutJobsAPastLongerThanAQueryAndLargerThanItsPagesIsReadToo) {
  nowthen::testing::expect_property([] {
    PlanProfile profile = some_profile();
    profile.has_jobs = false;
    profile.price = 1;
    profile.max_page_results = std::int64_t{profile.page_size} * 30;
    profile.query_reach = std::chrono::days(*rc::gen::inRange(2, 6));
    PlannedWorld world = some_world(profile, {.days = 20, .most = 200, .has_late_ones = false});
    Planner plan(profile, on_day(1));
    Watch watch(world, plan);
    watch.run(at(40));
    for (const RealConversation& real : world.conversations)
      if (!watch.seen.contains(real.id))
        RC_FAIL("not known: " + real.id + " of " + format_instant(real.start));
  });
}

}  // namespace
}  // namespace nowthen::extract
