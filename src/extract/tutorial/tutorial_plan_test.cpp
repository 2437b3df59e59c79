#include "extract/tutorial/tutorial_plan.hpp"

#include <gtest/gtest.h>

#include "extract/tutorial/tutorial_text.hpp"
#include "support/plan_steps.hpp"

namespace nowthen::extract {
namespace {

using nowthen::testing::at;
using nowthen::testing::on_day;
using std::chrono::hours;
using std::chrono::minutes;

std::string shown(const std::optional<TutorialStep>& step) {
  if (!step) return "nothing";
  if (const auto* live = std::get_if<ReadLivePage>(&*step))
    return live->cursor.empty() ? "live" : "live from " + live->cursor;
  const auto& history = std::get<ReadHistoryPage>(*step);
  const auto text = [](Instant instant) { return format_instant(instant).substr(8, 8); };
  return text(history.started_in.begin) + ".." + text(history.started_in.end) +
         (history.next.empty() ? "" : " from " + history.next);
}

TutorialRow closed(std::string id, Instant start, Instant end) {
  return {.id = std::move(id), .start = start, .end = end, .is_over = true};
}

TutorialRow open(std::string id, Instant start) { return {.id = std::move(id), .start = start}; }

/// A plan from the first day on, and what it is told.
struct Told {
  TutorialPlan plan{{}, on_day(1)};
  Instant now = at(1);

  std::string next() const { return shown(plan.next(now)); }

  /// A page of whatever it asks for.
  std::optional<TutorialReading> page(std::vector<TutorialRow> rows, std::optional<std::int64_t> total,
                                      std::string next = "") {
    TutorialPage page{.as_of = now, .rows = std::move(rows), .total = total, .next = std::move(next)};
    page.hash = "page";
    const auto step = plan.next(now).value();
    if (const auto* live = std::get_if<ReadLivePage>(&step)) {
      plan.take(*live, page, now);
      return std::nullopt;
    }
    return plan.take(std::get<ReadHistoryPage>(step), page, now);
  }
  void page(std::vector<TutorialRow> rows) {
    const auto count = std::ssize(rows);
    page(std::move(rows), count);
  }
  WindowState state(int day) const { return plan.state_of(on_day(day)); }
};

/// Noon of the second day: the first was read, and the live listing after it.
Told at_noon(std::vector<TutorialRow> history, std::vector<TutorialRow> live) {
  Told told;
  told.now = at(2, 12);
  told.page(std::move(history));
  told.page(std::move(live));
  return told;
}

TEST(TutorialPlan, ReadsDaysThatAreOverThenWhatGoesOn) {
  Told told;
  told.now = at(3, 12);
  EXPECT_EQ(told.next(), "01T00:00..02T00:00");
  told.page({closed("a", at(1, 9), at(1, 10))});
  EXPECT_EQ(told.next(), "02T00:00..03T00:00");
  told.page({});
  EXPECT_EQ(told.next(), "live");
  told.page({open("b", at(3, 11))});
  EXPECT_EQ(told.next(), "nothing") << "what goes on is not in history";
  EXPECT_EQ(told.state(1), WindowState::complete);
  EXPECT_EQ(told.state(2), WindowState::complete);
  EXPECT_EQ(told.state(3), WindowState::open);
}

TEST(TutorialPlan, ReadsOfADayThePartWithWhatIsOver) {
  Told told = at_noon(
      {}, {closed("a", at(2, 9), at(2, 10)), closed("b", at(2, 10.5), at(2, 11)), open("c", at(2, 8))});
  EXPECT_EQ(told.next(), "02T09:00..02T10:30");
  told.page({closed("a", at(2, 9), at(2, 10)), closed("b", at(2, 10.5), at(2, 11))});
  EXPECT_EQ(told.next(), "nothing");
  EXPECT_EQ(told.plan.outstanding().going_on(), 1);
  EXPECT_EQ(told.plan.outstanding().over(), 0);
}

TEST(TutorialPlan, ADayIsNotCompleteWhileSomethingOfItIsOutstanding) {
  Told told = at_noon({closed("a", at(1, 9), at(1, 10))},
                      {closed("a", at(1, 9), at(1, 10)), closed("late", at(1, 23), at(1, 23.5))});
  EXPECT_EQ(told.state(1), WindowState::provisional);
  EXPECT_EQ(told.plan.doubt_of(on_day(1)), "1 that were seen live and are over have not come yet");
  EXPECT_EQ(told.next(), "01T23:00..01T23:00");
  told.page({closed("late", at(1, 23), at(1, 23.5))});
  EXPECT_EQ(told.state(1), WindowState::complete) << "all that was seen has come";
}

TEST(TutorialPlan, WhatDoesNotComeIsAskedForMoreAndMoreSeldom) {
  Told told = at_noon({}, {closed("late", at(1, 23), at(1, 23.5))});
  std::vector<Instant> asked;
  for (; told.now < at(6); told.now += minutes(30))
    for (auto step = told.next(); step != "nothing"; step = told.next()) {
      if (step == "01T23:00..01T23:00") asked.push_back(told.now);
      told.page({});
    }
  ASSERT_GT(asked.size(), 2U);
  EXPECT_LT(asked.size(), 8U);
  for (std::size_t i = 2; i < asked.size(); ++i)
    EXPECT_GE(asked[i] - asked[i - 1], asked[i - 1] - asked[i - 2]);
  EXPECT_EQ(told.state(1), WindowState::provisional);
}

TEST(TutorialPlan, WhatIsInNoListingAnyMoreIsOver) {
  Told told = at_noon({}, {open("a", at(1, 9))});
  EXPECT_EQ(told.state(1), WindowState::complete) << "it goes on";
  told.now += hours(2);
  told.page({});
  EXPECT_EQ(told.next(), "01T09:00..01T09:00");
}

TEST(TutorialPlan, ReadsADayOnceMoreWhenCorrectionsAreOver) {
  Told told = at_noon({closed("a", at(1, 9), at(1, 10))}, {});
  told.now = at(5, 23.9);
  told.plan.restore_day(on_day(2), {.state = WindowState::complete, .last_read_at = at(3), .agreed = true});
  told.plan.restore_day(on_day(3), {.state = WindowState::complete, .last_read_at = at(4), .agreed = true});
  told.plan.restore_day(on_day(4), {.state = WindowState::complete, .last_read_at = at(5), .agreed = true});
  told.page({});
  EXPECT_EQ(told.next(), "nothing");
  told.now = at(6, 1);
  told.page({});
  EXPECT_EQ(told.next(), "01T00:00..02T00:00");
  const auto reading = told.page({closed("b", at(1, 9), at(1, 10))}, 1);
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->missing, 1) << "a is not listed any more";
  EXPECT_EQ(told.plan.take_late().at(on_day(1)), 1) << "nobody had seen b";
  EXPECT_EQ(told.state(1), WindowState::complete) << "never more: no contract of this kind proves it";
  EXPECT_EQ(told.plan.first_unsettled(), on_day(2));
}

TEST(TutorialPlan, LooksThreeTimesWhereTheTotalDoesNotAgreeThenLater) {
  Told told;
  told.now = at(2, 12);
  for (int look = 1; look <= 3; ++look) {
    EXPECT_EQ(told.next(), "01T00:00..02T00:00") << look;
    told.page({closed("a", at(1, 9), at(1, 10))}, 2);
  }
  told.page({});
  EXPECT_EQ(told.next(), "nothing");
  EXPECT_EQ(told.state(1), WindowState::provisional);
  EXPECT_EQ(told.plan.doubt_of(on_day(1)), "1 came of 2 that the server counts");
  told.now += hours(2);
  told.page({});
  EXPECT_EQ(told.next(), "01T00:00..02T00:00");
}

TEST(TutorialPlan, ATotalThatWentDownProvesNothing) {
  Told told;
  told.now = at(2, 12);
  told.page({closed("a", at(1, 9), at(1, 10))}, 3, "2");
  EXPECT_EQ(told.next(), "01T00:00..02T00:00 from 2");
  told.page({closed("b", at(1, 9), at(1, 10))}, 2);
  EXPECT_EQ(told.next(), "01T00:00..02T00:00") << "something may have moved up unseen";
}

TEST(TutorialPlan, AddsUpTheTotalsOfParts) {
  Told told;
  told.now = at(2, 12);
  const auto page = [&](std::string id, Interval part, std::string next) {
    return told.plan.take(ReadHistoryPage{whole(on_day(1)), ""},
                          {.as_of = told.now,
                           .rows = {closed(std::move(id), part.begin, part.end)},
                           .total = 1,
                           .part = part,
                           .next = std::move(next)},
                          told.now);
  };
  page("a", {at(1), at(1, 12)}, "2");
  EXPECT_EQ(page("b", {at(1, 12), at(2)}, "")->look.whole_total(), 2);
  told.page({});
  EXPECT_EQ(told.state(1), WindowState::complete);
}

TEST(TutorialPlan, AListingInCirclesIsGivenUp) {
  Told told;
  told.now = at(2, 12);
  int pages = 0;
  for (; told.next().starts_with("01T") && pages < 1'000; ++pages)
    told.page({}, 5, std::to_string(pages + 2));
  EXPECT_LT(pages, 400);
  EXPECT_EQ(told.state(1), WindowState::provisional);
  told.page({open("a", at(2, 9))}, 5, "c");
  told.page({open("a", at(2, 9))}, 5, "c");
  EXPECT_EQ(told.next(), "live") << "another look";
}

TEST(TutorialPlan, WithoutTheLiveListingRecentDaysAreReadAgainAndNoneIsComplete) {
  Told told;
  told.now = at(2, 12);
  told.page({});
  told.plan.refuse_live(told.now);
  std::vector<Instant> read;
  for (; told.now < at(8); told.now += minutes(30)) {
    if (told.plan.live_rest_until() <= told.now) told.plan.refuse_live(told.now);
    for (auto step = told.next(); step != "nothing"; step = told.next()) {
      ASSERT_NE(step, "live");
      if (step == "02T00:00..03T00:00") read.push_back(told.now);
      told.page({});
    }
  }
  EXPECT_GT(read.size(), 20U) << "it went on for half a day";
  EXPECT_LT(read.size(), 40U);
  EXPECT_GE(read.back(), at(3) + hours(96));
  EXPECT_EQ(told.state(2), WindowState::provisional);
  EXPECT_EQ(told.plan.doubt_of(on_day(2)), "the live listing may not be read: it would say what goes on");
}

TEST(TutorialPlan, OneThatComesAfterItsDayWasCompleteReopensIt) {
  Told told = at_noon({closed("a", at(1, 9), at(1, 10))}, {open("b", at(1, 12))});
  ASSERT_EQ(told.state(1), WindowState::complete);
  told.now += hours(2);
  told.page({closed("b", at(1, 12), at(2, 13))});
  told.page({closed("late", at(1, 12), at(1, 13)), closed("b", at(1, 12), at(2, 13))});
  EXPECT_EQ(told.plan.take_late().at(on_day(1)), 1) << "b was known to go on";
  EXPECT_EQ(told.next(), "01T00:00..02T00:00");
  EXPECT_EQ(told.state(1), WindowState::provisional);
  EXPECT_EQ(told.plan.windows().at(on_day(1)).reopened, 1);
}

TEST(TutorialPlan, APageThatIsRefusedHasTheDayReadAgainThenPutsItOff) {
  Told told;
  told.now = at(2, 12);
  told.page({closed("a", at(1, 9), at(1, 10))}, 2, "2");
  told.plan.fail(ReadHistoryPage{whole(on_day(1)), "2"}, told.now);
  EXPECT_EQ(told.next(), "01T00:00..02T00:00");
  told.plan.fail(ReadHistoryPage{whole(on_day(1)), ""}, told.now);
  EXPECT_EQ(told.next(), "live") << "the rest goes on";
  EXPECT_EQ(told.plan.doubt_of(on_day(1)), "it could not be read to its end");
}

TEST(TutorialPlan, LiveRecordsOfNobodysDaysAreNoNews) {
  const TutorialPlan plan({}, on_day(3));
  EXPECT_FALSE(plan.is_news(open("a", at(2, 23))));
  EXPECT_TRUE(plan.is_news(open("a", at(3))));
}

TEST(TutorialPlan, UntilADayHeedsWhatTheLiveListingSaysOfLaterOnesForItProvesThemToo) {
  TutorialProfile profile;
  profile.until = at(2);
  const TutorialPlan plan(profile, on_day(1));
  EXPECT_TRUE(plan.is_news(closed("over, and in history nowhere", at(2, 12), at(2, 13))));
}

TEST(TutorialPlan, UntilADayReadsNoLaterOneWhole) {
  TutorialProfile profile;
  profile.until = at(2);
  Told told{.plan = TutorialPlan(profile, on_day(1)), .now = at(9)};
  EXPECT_EQ(told.next(), "01T00:00..02T00:00");
  told.page({closed("a", at(1, 9), at(1, 10))});
  EXPECT_EQ(told.next(), "live");
  told.page({closed("b", at(8, 12), at(8, 13))});
  EXPECT_EQ(told.state(1), WindowState::complete);
  EXPECT_EQ(told.next(), "nothing") << "b is left to later runs, which know of it";
  EXPECT_EQ(told.plan.outstanding().over(), 1);
}

TEST(TutorialPlanText, GoesOnWhereItStopped) {
  Told told;
  told.now = at(2, 12);
  told.page({closed("a", at(1, 9), at(1, 10))}, 3, "2");
  Told again;
  again.now = told.now;
  const auto look = restore_plan(encode_plan(told.plan), again.plan);
  ASSERT_TRUE(look);
  EXPECT_EQ(look->next, "2");
  EXPECT_EQ(look->total, 3);
  EXPECT_EQ(look->page_hashes, told.plan.history_look()->page_hashes);
  again.plan.restore_look(*look);
  EXPECT_EQ(again.next(), told.next());
  EXPECT_EQ(encode_plan(again.plan), encode_plan(told.plan));
  EXPECT_TRUE(is_tutorial_plan(encode_plan(again.plan)));
}

TEST(TutorialPlanText, ADayThatDidNotAgreeIsNotTakenForOneThatDid) {
  Told told;
  told.now = at(2, 12);
  for (int look = 1; look <= 3; ++look) told.page({closed("a", at(1, 9), at(1, 10))}, 2);
  Told again;
  again.plan.restore_day(on_day(1), {.state = WindowState::provisional,
                                     .readings = 1,
                                     .last_read_at = at(2, 12),
                                     .conversations = 1,
                                     .total = 2,
                                     .agreed = true});
  (void)restore_plan(encode_plan(told.plan), again.plan);
  again.now = told.now;
  again.page({});
  EXPECT_EQ(again.state(1), WindowState::provisional);
  EXPECT_EQ(encode_plan(again.plan).find("\"a\""), std::string::npos) << "no ids";
}

TEST(TutorialPlanText, WhatItDoesNotUnderstandCostsRequestsAlone) {
  for (const char* text :
       {"", "[]", "{}", R"({"contract":"tutorial"})", R"({"contract":"tutorial","history":{"begin":7}})",
        R"({"contract":"tutorial","live":[],"again":{"x":{}},"asked":{"x":"y"}})"}) {
    TutorialPlan plan({}, on_day(1));
    EXPECT_FALSE(restore_plan(text, plan)) << text;
    EXPECT_EQ(shown(plan.next(at(2, 12))), "01T00:00..02T00:00") << text;
  }
}

}  // namespace
}  // namespace nowthen::extract
