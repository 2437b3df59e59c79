// A plan under the tutorial's contract against small worlds of which everything is known, at random, with
// runs that are processes of their own: each comes to its end, all that history shows is there in the end,
// and a day is called complete only where as many were there as the server said.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "extract/tutorial/tutorial_plan.hpp"
#include "extract/tutorial/tutorial_text.hpp"
#include "support/plan_steps.hpp"
#include "support/property.hpp"

namespace nowthen::extract {
namespace {

using nowthen::testing::at;
using nowthen::testing::on_day;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

struct Real {
  std::string id;
  Instant start;
  std::optional<Instant> end;  ///< Nothing: it never ends.
  Instant shown_at;            ///< By history, once it is over.
  std::optional<Instant> deleted_at;

  bool is_in_history(Instant now) const {
    return end && shown_at <= now && (!deleted_at || now < *deleted_at);
  }
  bool is_live(Instant now) const { return start <= now && (!end || now < *end + hours(24)); }
};

minutes some_minutes(int least, int below) { return minutes(*rc::gen::inRange(least, below)); }
bool one_in(int count) { return *rc::gen::inRange(0, count) == 0; }

Real some_conversation(int number) {
  Real real{.id = "c" + std::to_string(number), .start = at(1) + some_minutes(0, 4 * 24 * 60)};
  if (one_in(20)) return real;
  real.end = real.start + (one_in(6) ? some_minutes(60, 3'000) : some_minutes(0, 60));
  real.shown_at = *real.end + (one_in(8) ? some_minutes(0, 5'000) : some_minutes(0, 20));
  if (one_in(10)) real.deleted_at = real.shown_at + some_minutes(1, 5'000);
  return real;
}

/// What a store would have of it.
struct Tables {
  std::map<std::string, TutorialRow> history;
  std::map<std::string, OutstandingRow> live;
  std::map<UtcDay, TutorialDay> days;
  std::string plan;
  std::unordered_set<std::string> ids_of_look;
};

class Watch {
 public:
  Watch(std::vector<Real> world, TutorialProfile profile) : world_(std::move(world)), profile_(profile) {}

  /// A process of its own: restored, run to its end or for so many requests, kept.
  void run(Instant now, int budget) {
    TutorialPlan plan(profile_, on_day(1));
    restore(plan);
    int steps = 0;
    for (auto step = plan.next(now); step && steps < budget; step = plan.next(now)) {
      if (++steps > 2'000) RC_FAIL("no end at " + format_instant(now));
      std::visit([&](const auto& each) { perform(each, plan, now); }, *step);
      keep(plan);
    }
    requests += steps;
  }

  void check(Instant now) const {
    for (const Real& real : world_)
      if (real.is_in_history(now) && !tables.history.contains(real.id))
        RC_FAIL("not there: " + real.id + " of " + format_instant(real.start));
  }

  /// A claim is about what the API showed by then.
  void check_claims() const {
    for (const auto& [day, row] : tables.days) {
      if (row.state < WindowState::complete) continue;
      std::int64_t shown = 0;
      for (const Real& real : world_)
        if (day_of(real.start) == day && real.is_in_history(row.ended_at)) {
          ++shown;
          RC_ASSERT(tables.history.contains(real.id));
        }
      RC_ASSERT(shown == row.conversations);
      RC_ASSERT(*row.last_read_at >= whole(day).end);
    }
  }

  Tables tables;
  int requests = 0;

 private:
  void restore(TutorialPlan& plan) const {
    for (const auto& [day, row] : tables.days) {
      TutorialDay kept = row;
      kept.agreed = true;
      kept.failures = 0;
      kept.ask_again_at = {};
      if (kept.readings > 0) plan.restore_day(day, kept);
    }
    auto look = restore_plan(tables.plan, plan);
    for (const auto& [id, row] : tables.history) plan.restore_known(id, *row.start, row.end);
    for (auto [id, row] : tables.live) {
      if (tables.history.contains(id)) continue;
      if (row.seen_at < plan.live_read_at() && !row.ended_at) row.ended_at = row.seen_at;
      plan.restore_outstanding(id, row);
    }
    if (!look) return;
    look->ids = tables.ids_of_look;
    plan.restore_look(*std::move(look));
  }

  void keep(TutorialPlan& plan) {
    tables.days = plan.windows();
    tables.plan = encode_plan(plan);
    tables.ids_of_look = plan.history_look() ? plan.history_look()->ids : std::unordered_set<std::string>{};
  }

  std::vector<const Real*> sorted(Instant now, bool live, Interval interval = {}) const {
    std::vector<const Real*> rows;
    for (const Real& real : world_)
      if (live ? real.is_live(now) : real.is_in_history(now) && interval.contains(real.start))
        rows.push_back(&real);
    std::sort(rows.begin(), rows.end(), [](const Real* a, const Real* b) {
      return std::pair(a->start, a->id) < std::pair(b->start, b->id);
    });
    return rows;
  }

  TutorialPage page_of(const std::vector<const Real*>& rows, const std::string& from, Instant now) const {
    const std::size_t begin = from.empty() ? 0 : std::min(rows.size(), std::stoul(from));
    const std::size_t end = std::min(rows.size(), begin + static_cast<std::size_t>(profile_.page_size));
    TutorialPage page{.as_of = now, .total = std::ssize(rows)};
    for (std::size_t i = begin; i < end; ++i) {
      const bool is_over = rows[i]->end && *rows[i]->end <= now;
      page.rows.push_back({.id = rows[i]->id, .start = rows[i]->start, .is_over = is_over});
      if (is_over) page.rows.back().end = rows[i]->end;
    }
    if (end < rows.size()) page.next = std::to_string(end);
    return page;
  }

  void perform(const ReadLivePage& step, TutorialPlan& plan, Instant now) {
    const TutorialPage page = page_of(sorted(now, true), step.cursor, now);
    for (const TutorialRow& row : page.rows)
      if (plan.is_news(row)) tables.live[row.id] = {.start = *row.start, .ended_at = row.end, .seen_at = now};
    plan.take(step, page, now);
  }
  void perform(const ReadHistoryPage& step, TutorialPlan& plan, Instant now) {
    const TutorialPage page = page_of(sorted(now, false, step.started_in), step.next, now);
    for (const TutorialRow& row : page.rows) tables.history[row.id] = row;
    plan.take(step, page, now);
  }

  std::vector<Real> world_;
  TutorialProfile profile_;
};

enum class Deletions { some, none };

std::vector<Real> some_world(Deletions deletions) {
  std::vector<Real> world;
  const int count = *rc::gen::inRange(0, 60);
  for (int i = 0; i < count; ++i) {
    world.push_back(some_conversation(i));
    if (deletions == Deletions::none) world.back().deleted_at.reset();
  }
  return world;
}

TEST(TutorialPlanProperty, EverythingIsThereInTheEndHoweverRunsAreCut) {
  nowthen::testing::expect_property([] {
    TutorialProfile profile;
    profile.page_size = *rc::gen::inRange(1, 20);
    const bool is_cut = one_in(2);
    // One that goes while a look pauses, and another that comes, do not show in a total: ADR 0030.
    Watch watch(some_world(is_cut ? Deletions::none : Deletions::some), profile);
    for (Instant now = at(1); now < at(12); now += some_minutes(10, 20 * 60)) {
      watch.run(now, is_cut && !one_in(3) ? *rc::gen::inRange(1, 8) : 100'000);
      watch.check_claims();
    }
    for (Instant now = at(12); now < at(20); now += hours(4)) watch.run(now, 100'000);
    watch.check(at(20) - hours(4));
    watch.check_claims();
  });
}

TEST(TutorialPlanProperty, ARunThatComesAfterAllIsOverReadsEachDayOnce) {
  nowthen::testing::expect_property([] {
    TutorialProfile profile;
    Watch watch(some_world(Deletions::some), profile);
    watch.run(at(18), 100'000);
    watch.check(at(18));
    for (int day = 1; day <= 13; ++day)
      RC_ASSERT(watch.tables.days.at(on_day(day)).state == WindowState::complete);
    RC_ASSERT(watch.requests <= 17 + 1 + 1);
  });
}

}  // namespace
}  // namespace nowthen::extract
