#include "extract/ledger_check.hpp"

#include <gtest/gtest.h>

#include "extract/ids_hash.hpp"
#include "extract/plan/known_rows.hpp"

namespace nowthen::extract {
namespace {

using archive::PageKind;
using std::chrono::days;
using std::chrono::hours;

const UtcDay day{std::chrono::year(2026) / 11 / 20};

LedgerReading reading_of(Instant available) {
  return {.surface = "job",
          .interval = whole(day),
          .reading_number = 1,
          .distinct_ids = 2,
          .page_hashes = {"h1", "h2"},
          .ids_hash = hash_of_ids({"b", "a"}),
          .available_until = available};
}

ReadingEvidence evidence_of(std::vector<std::string> ids) {
  const auto count = std::ssize(ids);
  return {.pages = {EvidencePage{.sequence = 4, .window = whole(day)},
                    EvidencePage{.sequence = 6, .window = whole(day), .note = "last"}},
          .distinct_ids = count,
          .ids_hash = hash_of_ids(std::move(ids))};
}

std::vector<std::string> faults(const ReadingEvidence& evidence) {
  return judge(reading_of(day + days(1)), evidence).faults;
}

using Faults = std::vector<std::string>;

TEST(HashOfIds, DependsOnNeitherOrderNorRepetition) {
  EXPECT_EQ(hash_of_ids({"b", "a", "b"}), hash_of_ids({"a", "b"}));
  EXPECT_NE(hash_of_ids({"ab"}), hash_of_ids({"a", "b"}));
}

TEST(Judge, FindsNothingWhereEverythingAgrees) { EXPECT_EQ(faults(evidence_of({"a", "b"})), Faults{}); }

TEST(Judge, FindsOtherIds) {
  EXPECT_EQ(faults(evidence_of({"a", "c"})), Faults{"its pages have other ids than it had"});
  EXPECT_EQ(faults(evidence_of({"a"})), Faults{"it had 2 distinct ids, and its pages have 1"});
  EXPECT_EQ(faults(evidence_of({"a", "b", "c"})), Faults{"it had 2 distinct ids, and its pages have 3"});
}

TEST(Judge, FindsWhatIsWrongWithAPage) {
  const auto with = [](auto change) {
    ReadingEvidence evidence = evidence_of({"a", "b"});
    change(evidence);
    return faults(evidence);
  };
  EXPECT_EQ(with([](auto& all) { all.pages[0].reset(); }), Faults{"page 1 of 2 is not in the archive"});
  EXPECT_EQ(with([](auto& all) { all.pages[1]->sequence = 3; }),
            Faults{"page 2 of 2 is in the archive before the one it follows"});
  EXPECT_EQ(with([](auto& all) { all.pages[0]->kind = PageKind::sync; }),
            Faults{"page 1 of 2 is no page of a job"});
  EXPECT_EQ(with([](auto& all) { all.pages[0]->window = whole(day + days(1)); }),
            Faults{"page 1 of 2 is of another interval"});
  EXPECT_EQ(with([](auto& all) { all.pages[1]->note = ""; }), Faults{"page 2 of 2 is not the job's last"});
  EXPECT_EQ(with([](auto& all) { all.pages[0]->note = "last"; }),
            Faults{"page 1 of 2 is the job's last, and others follow"});
  EXPECT_EQ(with([](auto& all) { all.pages.clear(); }), Faults{"it names no page of the archive"});
}

TEST(Judge, HoldsAReadingThatWasInterruptedToItsPagesAndToNoMoreIdsThanItHad) {
  LedgerReading interrupted = reading_of(day + days(1));
  interrupted.ids_hash.clear();
  EXPECT_EQ(judge(interrupted, evidence_of({"a"})).faults, Faults{});
  EXPECT_EQ(judge(interrupted, evidence_of({"a", "c"})).faults, Faults{});
  EXPECT_EQ(judge(interrupted, evidence_of({"a", "b", "c"})).faults.size(), 1U);
  ReadingEvidence evidence = evidence_of({"a"});
  evidence.pages[0].reset();
  EXPECT_EQ(judge(interrupted, evidence).faults.size(), 1U);
}

TEST(Judge, TakesAReadingOfADayWithoutConversationsForOne) {
  LedgerReading empty = reading_of(day + days(1));
  empty.distinct_ids = 0;
  for (const std::string& hash : {std::string(), hash_of_ids({})}) {
    empty.ids_hash = hash;
    EXPECT_EQ(judge(empty, evidence_of({})).faults, Faults{});
    EXPECT_EQ(judge(empty, evidence_of({"a"})).faults.size(), 1U);
  }
}

TEST(Judge, CountsIdsOfErasedRecordsInsteadOfDoubtingThem) {
  ReadingEvidence evidence = evidence_of({"a"});
  evidence.lost_records = 1;
  const ReadingVerdict verdict = judge(reading_of(day + days(1)), evidence);
  EXPECT_EQ(verdict.faults, Faults{});
  EXPECT_EQ(verdict.unknown_ids, 1);
}

TEST(Judge, DoubtsMoreThanWasErased) {
  ReadingEvidence evidence = evidence_of({});
  evidence.lost_records = 1;
  EXPECT_FALSE(faults(evidence).empty());
}

TEST(Judge, AllowsForWhatWasErasedBeforeItCameAgain) {
  ReadingEvidence evidence = evidence_of({"b"});
  evidence.may_lack_suppressed = true;
  EXPECT_EQ(judge(reading_of(day + days(1)), evidence).unknown_ids, 1);
}

TEST(Judge, SaysNothingOfPagesThatWerePruned) {
  ReadingEvidence evidence = evidence_of({"a", "b"});
  evidence.pages[0].reset();
  evidence.may_be_pruned = true;
  const ReadingVerdict verdict = judge(reading_of(day + days(1)), evidence);
  EXPECT_TRUE(verdict.is_pruned);
  EXPECT_EQ(verdict.faults, Faults{});
}

TEST(Unfounded, AStateNeedsAReadingWhoseDataReachFarEnough) {
  struct Case {
    const char* state;
    std::chrono::milliseconds behind;  ///< After the day's end.
  };
  for (const Case each :
       {Case{"complete", hours(0)}, Case{"settled", hours(96)}, Case{"re_verified", hours(144)}}) {
    const std::vector<LedgerWindow> windows{{.surface = "job", .interval = whole(day), .state = each.state}};
    const Instant needed = day + days(1) + each.behind;
    EXPECT_TRUE(unfounded(windows, {reading_of(needed)}).empty()) << each.state;
    EXPECT_EQ(unfounded(windows, {reading_of(needed - std::chrono::milliseconds(1))}).size(), 1U)
        << each.state;
    EXPECT_EQ(unfounded(windows, {}).size(), 1U) << each.state;
  }
}

TEST(Unfounded, AReadingOfAnotherDayProvesNothing) {
  const std::vector<LedgerWindow> windows{
      {.surface = "job", .interval = whole(day + days(1)), .state = "complete"}};
  EXPECT_EQ(unfounded(windows, {reading_of(day + days(9))}).size(), 1U);
}

TEST(Unfounded, WhatClaimsNothingNeedsNothing) {
  for (const char* state : {"open", "provisional"})
    EXPECT_TRUE(unfounded({{.surface = "job", .interval = whole(day), .state = state}}, {}).empty());
}

TEST(Unfounded, FindsAStateThatIsNone) {
  const auto found = unfounded({{.surface = "job", .interval = whole(day), .state = "perfect"}}, {});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].cause, "its state, perfect, is none");
}

}  // namespace
}  // namespace nowthen::extract
