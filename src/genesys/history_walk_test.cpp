#include "genesys/history_walk.hpp"

#include <gtest/gtest.h>

#include <set>

namespace nowthen::genesys {
namespace {
using namespace std::chrono_literals;

const Instant start{std::chrono::sys_days(std::chrono::year{2026} / 1 / 1)};

HistoryQuery days(int count) { return {.interval = {start, start + std::chrono::days(count)}}; }

Conversation at(const std::string& id, Instant started = start) {
  Conversation conversation;
  conversation.id = ConversationId(id);
  conversation.started_at = started;
  return conversation;
}

HistoryPage page_of(const std::vector<std::string>& ids, std::optional<std::int64_t> next,
                    std::optional<std::int64_t> total) {
  HistoryPage page;
  for (const auto& id : ids) page.conversations.push_back(at(id));
  page.next_page = next;
  page.total = total;
  return page;
}

/// Feeds pages one after the other and writes down what came out.
struct Reading {
  HistoryWalk walk;
  std::vector<HistoryAsk> asked;
  std::vector<std::string> ids;
  std::optional<std::string> next;

  explicit Reading(HistoryQuery query, HistoryBounds bounds = {})
      : walk(HistoryWalk::start(std::move(query), bounds).value()) {}

  Reading& feed(HistoryPage page) {
    asked.push_back(walk.next().value().value());
    const auto out = walk.take(std::move(page)).value();
    if (!out) return *this;
    for (const auto& conversation : out->conversations) ids.push_back(conversation.id.str());
    next = out->next;
    return *this;
  }

  bool ended() { return !walk.next().value(); }
};

using Ids = std::vector<std::string>;

TEST(HistoryWalk, ExpectsThePageAfterOneByTheTotalBeforeIt) {
  HistoryQuery query = days(1);
  query.page_size = 2;
  Reading run(query);
  EXPECT_FALSE(run.walk.expected_after(run.walk.next().value().value()));
  run.feed(page_of({"a", "b"}, 2, 5));
  const HistoryAsk second = run.walk.next().value().value();
  EXPECT_EQ(run.walk.expected_after(second), (HistoryAsk{second.window, 3}));
  run.feed(page_of({"c", "d"}, 3, 5));
  EXPECT_FALSE(run.walk.expected_after(run.walk.next().value().value()));
}

TEST(HistoryWalk, ExpectsNoPageBeyondThoseWanted) {
  HistoryQuery query = days(1);
  query.page_size = 1;
  query.max_pages = 2;
  Reading run(query);
  run.feed(page_of({"a"}, 2, 5));
  EXPECT_FALSE(run.walk.expected_after(run.walk.next().value().value()));
}

TEST(HistoryWalk, FollowsPageNumbersToTheEnd) {
  Reading run(days(1));
  run.feed(page_of({"a", "b"}, 2, 3)).feed(page_of({"c"}, std::nullopt, 3));
  EXPECT_TRUE(run.ended());
  EXPECT_EQ(run.ids, (Ids{"a", "b", "c"}));
  EXPECT_EQ(run.asked[1].page_number, 2);
  EXPECT_TRUE(run.walk.report().complete());
  EXPECT_EQ(run.walk.report().windows, 1);
  EXPECT_FALSE(run.next);
}

TEST(HistoryWalk, AsksAtMostNinetyDaysAtOnce) {
  Reading run(days(200));
  run.feed(page_of({"a"}, std::nullopt, 1))
      .feed(page_of({"b"}, std::nullopt, 1))
      .feed(page_of({"c"}, std::nullopt, 1));
  EXPECT_TRUE(run.ended());
  EXPECT_EQ(run.asked[0].window, (Interval{start, start + std::chrono::days(90)}));
  EXPECT_EQ(run.asked[1].window.begin, run.asked[0].window.end);
  EXPECT_EQ(run.asked[2].window, (Interval{start + std::chrono::days(180), start + std::chrono::days(200)}));
  EXPECT_EQ(run.walk.report().server_total, 3);
  EXPECT_TRUE(run.walk.report().complete());
}

TEST(HistoryWalk, DropsARepeatedPageAndGoesOn) {
  Reading run(days(1));
  run.feed(page_of({"a", "b"}, 2, 4))
      .feed(page_of({"a", "b"}, 3, 4))
      .feed(page_of({"c", "d"}, std::nullopt, 4));
  EXPECT_TRUE(run.ended());
  EXPECT_EQ(run.ids, (Ids{"a", "b", "c", "d"}));
  EXPECT_EQ(run.walk.report().repeated, 2);
}

TEST(HistoryWalk, DoesNotTakeAnEmptyPageForTheEnd) {
  Reading run(days(1));
  run.feed(page_of({}, 2, 1)).feed(page_of({"a"}, std::nullopt, 1));
  EXPECT_EQ(run.ids, (Ids{"a"}));
  EXPECT_TRUE(run.ended());
}

TEST(HistoryWalk, GivesUpOnEndlessEmptyPages) {
  Reading run(days(1));
  for (int page = 1; page <= 100; ++page) run.feed(page_of({}, page + 1, 1));
  EXPECT_EQ(run.walk.next().error().kind, ErrorKind::malformed_reply);
}

TEST(HistoryWalk, GivesUpOnEndlessPagesWithoutANewRecord) {
  Reading run(days(1));
  for (int page = 1; page <= 101; ++page) run.feed(page_of({"a"}, page + 1, 9));
  EXPECT_EQ(run.walk.next().error().kind, ErrorKind::malformed_reply);
}

TEST(HistoryWalk, ReadsALongWindowAgainWithoutTakingItForEndless) {
  Reading run(days(1));
  for (int look = 0; look < 2; ++look)
    for (int page = 1; page <= 150; ++page)
      run.feed(
          page_of({std::to_string(page)}, page < 150 ? std::optional(page + 1) : std::nullopt, 151 - look));
  EXPECT_TRUE(run.ended());
  EXPECT_TRUE(run.walk.report().complete());
}

TEST(HistoryWalk, RefusesAWindowOfFarMoreRecordsThanItMayHave) {
  Reading run(days(1), {.max_window_records = 2});
  for (int page = 1; page <= 41; ++page) run.feed(page_of({std::to_string(page)}, page + 1, 2));
  EXPECT_EQ(run.walk.next().error().kind, ErrorKind::malformed_reply);
}

TEST(HistoryWalk, EndsWithAnErrorWhereTheNextPageIsNoNextOne) {
  for (const int next : {2, 1, 0, 2'000'000}) {
    Reading run(days(1));
    run.feed(page_of({"a"}, 2, 3)).feed(page_of({"b"}, next, 3));
    EXPECT_EQ(run.ids, (Ids{"a", "b"}));
    EXPECT_EQ(run.walk.next().error().kind, ErrorKind::malformed_reply) << next;
    run.feed(page_of({"b"}, 3, 3)).feed(page_of({"c"}, std::nullopt, 3));
    EXPECT_EQ(run.asked[2].page_number, 2) << "asked again after the error";
    EXPECT_EQ(run.ids, (Ids{"a", "b", "c"}));
  }
}

TEST(HistoryWalk, LooksAgainWhereTheTotalDoesNotAgree) {
  Reading run(days(1));
  run.feed(page_of({"a", "b"}, 2, 4)).feed(page_of({"d"}, std::nullopt, 4));
  run.feed(page_of({"a", "b"}, 2, 4)).feed(page_of({"c", "d"}, std::nullopt, 4));
  EXPECT_TRUE(run.ended());
  EXPECT_EQ(run.ids, (Ids{"a", "b", "d", "c"}));
  EXPECT_EQ(run.walk.report().second_looks, 1);
  EXPECT_TRUE(run.walk.report().complete());
}

TEST(HistoryWalk, LooksAgainWhereTheTotalWentDownThoughItAgrees) {
  Reading run(days(1));
  // "a" was removed after page 1, so "c" moved onto page 1 and was not seen.
  run.feed(page_of({"a", "b"}, 2, 4)).feed(page_of({"d"}, std::nullopt, 3));
  EXPECT_FALSE(run.ended());
  run.feed(page_of({"b", "c"}, 2, 3)).feed(page_of({"d"}, std::nullopt, 3));
  EXPECT_TRUE(run.ended());
  EXPECT_EQ(run.ids, (Ids{"a", "b", "d", "c"}));
  EXPECT_TRUE(run.walk.report().total_moved);
}

TEST(HistoryWalk, NeedsNoThirdLookForWhatLeftBetweenTheLooks) {
  Reading run(days(1));
  run.feed(page_of({"a", "b"}, std::nullopt, 3));
  run.feed(page_of({"b", "c"}, std::nullopt, 2));
  EXPECT_TRUE(run.ended());
  EXPECT_EQ(run.ids, (Ids{"a", "b", "c"}));
  EXPECT_EQ(run.walk.report().second_looks, 1);
  EXPECT_EQ(run.walk.report().server_total, 2);
  EXPECT_TRUE(run.walk.report().complete()) << "the second look proved it; a was withdrawn meanwhile";
}

TEST(HistoryWalk, DoesNotLetWhatWasWithdrawnStandForWhatLacks) {
  Reading run(days(1));
  run.feed(page_of({"a"}, std::nullopt, 3));
  run.feed(page_of({"b"}, std::nullopt, 2));
  EXPECT_FALSE(run.ended()) << "a and b are two, but a may have left, and c not have come";
}

TEST(HistoryWalk, DoesNotLetOneWindowsSurplusHideAnothersLack) {
  Reading run(days(180));
  for (int look = 0; look < 3; ++look) run.feed(page_of({"a", "b"}, std::nullopt, 1));
  for (int look = 0; look < 3; ++look) run.feed(page_of({"c"}, std::nullopt, 2));
  EXPECT_TRUE(run.ended());
  EXPECT_EQ(run.walk.report().server_total, run.walk.report().records);
  EXPECT_EQ(run.walk.report().unproven_windows, 2);
  EXPECT_FALSE(run.walk.report().complete());
}

TEST(HistoryWalk, LooksAgainTwiceAtMostAndReportsTheLack) {
  Reading run(days(1));
  for (int look = 0; look < 3; ++look) run.feed(page_of({"a"}, std::nullopt, 2));
  EXPECT_TRUE(run.ended());
  EXPECT_EQ(run.walk.report().second_looks, 2);
  EXPECT_FALSE(run.walk.report().complete());
  EXPECT_EQ(run.walk.report().server_total, 2);
}

TEST(HistoryWalk, CountsWhatItSetAsideAndHandsItOutOnce) {
  Reading run(days(1));
  auto page = page_of({"a"}, std::nullopt, 4);
  page.set_aside = {{"{}", "x"}, {"{}", "x"}};
  run.feed(page);
  EXPECT_EQ(run.walk.report().second_looks, 1);
  page.conversations.push_back(at("b"));
  run.feed(page);
  EXPECT_TRUE(run.ended());
  EXPECT_EQ(run.walk.report().set_aside, 2);
  EXPECT_FALSE(run.walk.report().complete());
}

TEST(HistoryWalk, SplitsAWindowThatIsTooFull) {
  Reading run(days(10), {.max_window_records = 10});
  run.feed(page_of({"a"}, 2, 35));
  EXPECT_EQ(run.ids, Ids{});
  Instant end = start;
  for (int part = 0; part < 8; ++part) {
    run.feed(page_of({"p" + std::to_string(part)}, std::nullopt, 1));
    EXPECT_EQ(run.asked.back().window.begin, end);
    end = run.asked.back().window.end;
  }
  EXPECT_EQ(end, start + std::chrono::days(10));
  EXPECT_TRUE(run.ended());
  EXPECT_TRUE(run.walk.report().complete());
  EXPECT_EQ(run.walk.report().windows, 8);
}

TEST(HistoryWalk, HandsOutARecordOfTwoWindowsOnce) {
  Reading run(days(180));
  auto first = page_of({"a"}, std::nullopt, 2);
  first.conversations.push_back(at("stray", start + std::chrono::days(100)));
  run.feed(first);
  auto second = page_of({}, std::nullopt, 2);
  second.conversations = {at("stray", start + std::chrono::days(100)),
                          at("b", start + std::chrono::days(101))};
  run.feed(second);
  EXPECT_TRUE(run.ended());
  EXPECT_EQ(run.ids, (Ids{"a", "stray", "b"}));
  EXPECT_EQ(run.walk.report().server_total, 3);
  EXPECT_TRUE(run.walk.report().complete());
}

TEST(HistoryWalk, HandsOutOnceMoreWhatIsListedTwoWindowsAfterItsOwn) {
  Reading run(days(360));
  const auto own = page_of({"a"}, std::nullopt, 1);
  const auto none = page_of({}, std::nullopt, 0);
  run.feed(own).feed(none).feed(own).feed(own);
  EXPECT_TRUE(run.ended());
  EXPECT_EQ(run.ids, (Ids{"a", "a"})) << "in its own window and in the third, and not in the fourth";
  EXPECT_EQ(run.walk.report().repeated, 1);
}

TEST(HistoryWalk, HandsOutARecordWithoutAStartOnceAcrossAllWindows) {
  Reading run(days(270));
  auto page = page_of({}, std::nullopt, 1);
  page.conversations.emplace_back().id = ConversationId("a");
  for (int window = 0; window < 3; ++window) {
    if (window == 1)
      run.feed(page_of({}, std::nullopt, 0));
    else
      run.feed(page);
  }
  EXPECT_TRUE(run.ended());
  EXPECT_EQ(run.ids, Ids{"a"});
  EXPECT_TRUE(run.walk.report().complete());
}

TEST(HistoryWalk, ProvesNothingOnceItCannotHoldAllStrays) {
  Reading run(days(180), {.max_strays = 1});
  auto page = page_of({}, std::nullopt, 2);
  page.conversations = {at("a", start - 1h), at("b", start - 1h)};
  run.feed(page).feed(page_of({"c"}, std::nullopt, 1));
  EXPECT_TRUE(run.ended());
  EXPECT_EQ(run.walk.report().unproven_windows, 2) << "any part from there on may bring the lost one again";
  EXPECT_FALSE(run.walk.report().complete());
}

const Error result_set_expired{.kind = ErrorKind::invalid_request,
                               .message = "Invalid pageNumber: the result set has expired.",
                               .http_status = 400};

TEST(HistoryWalk, ReadsAWindowAgainOnceWhoseResultSetExpires) {
  Reading run(days(1));
  run.feed(page_of({"a", "b"}, 2, 3));
  EXPECT_FALSE(run.walk.refused(result_set_expired));
  run.feed(page_of({"a", "b"}, 2, 3)).feed(page_of({"c"}, std::nullopt, 3));
  EXPECT_TRUE(run.ended());
  EXPECT_EQ(run.asked[1].page_number, 1);
  EXPECT_EQ(run.ids, (Ids{"a", "b", "c"}));
  EXPECT_EQ(run.walk.report().second_looks, 1);
  EXPECT_TRUE(run.walk.report().complete());
}

TEST(HistoryWalk, GivesUpWhereAResultSetExpiresTwiceInOneWindow) {
  Reading run(days(1));
  run.feed(page_of({"a"}, 2, 3));
  EXPECT_FALSE(run.walk.refused(result_set_expired));
  run.feed(page_of({"a"}, 2, 3));
  const auto error = run.walk.refused(result_set_expired);
  ASSERT_TRUE(error);
  EXPECT_NE(error->message.find("page 2 of "), std::string::npos);
  EXPECT_FALSE(error->hint.empty());
}

TEST(HistoryWalk, TakesNoOtherRefusalForAnExpiredResultSet) {
  Reading run(days(1));
  EXPECT_TRUE(run.walk.refused(result_set_expired)) << "a first page has no result set yet";
  run.feed(page_of({"a"}, 2, 3));
  Error other = result_set_expired;
  other.message = "Invalid pageNumber";
  EXPECT_TRUE(run.walk.refused(other));
}

TEST(HistoryWalk, NamesNoPageWhereNoTokenCouldBeHad) {
  Reading run(days(1));
  const Error error{
      .kind = ErrorKind::transient, .message = "getting a token: status 503", .http_status = 503};
  EXPECT_EQ(run.walk.refused(error)->message, error.message);
}

TEST(HistoryWalk, StopsEarlyAndSaysSo) {
  auto query = days(1);
  query.max_pages = 1;
  Reading run(query);
  run.feed(page_of({"a"}, 2, 3));
  EXPECT_TRUE(run.ended());
  EXPECT_TRUE(run.walk.report().stopped_early);
  EXPECT_FALSE(run.walk.report().complete());
  query.max_pages.reset();
  query.resume_from = run.next.value();
  Reading rest(query);
  rest.feed(page_of({"b"}, 3, 3)).feed(page_of({"c"}, std::nullopt, 3));
  EXPECT_EQ(rest.asked[0].page_number, 2);
  EXPECT_TRUE(rest.ended()) << "a resumed window is not looked at again for what came before";
  EXPECT_EQ(rest.walk.report().unproven_windows, 1);
}

TEST(HistoryWalk, IsNotStoppedEarlyByAsManyPagesAsThereAre) {
  auto query = days(1);
  query.max_pages = 1;
  Reading run(query);
  run.feed(page_of({"a"}, std::nullopt, 1));
  EXPECT_TRUE(run.ended());
  EXPECT_FALSE(run.walk.report().stopped_early);
}

TEST(HistoryWalk, RefusesAPlaceToResumeFromThatIsNotItsOwn) {
  auto query = days(1);
  query.max_pages = 1;
  Reading run(query);
  run.feed(page_of({"a"}, 2, 3));
  query.resume_from = run.next.value();
  query.page_size = 50;
  EXPECT_EQ(HistoryWalk::start(query).error().kind, ErrorKind::invalid_request);
  for (const auto& bad :
       {std::string("x"), std::string("####"), std::string("aDE6MTox"), std::string(9'000, 'A')}) {
    query.resume_from = bad;
    EXPECT_EQ(HistoryWalk::start(query).error().kind, ErrorKind::invalid_request) << bad;
  }
}

TEST(HistoryWalk, KnowsNoCompletenessWithoutATotal) {
  Reading run(days(1));
  run.feed(page_of({"a"}, std::nullopt, std::nullopt));
  EXPECT_TRUE(run.ended());
  EXPECT_EQ(run.walk.report().server_total, std::nullopt);
  EXPECT_EQ(run.walk.report().unproven_windows, 1);
  EXPECT_FALSE(run.walk.report().complete());
}

TEST(HistoryWalk, RefusesQueriesThatCannotBeAsked) {
  auto backwards = days(1);
  std::swap(backwards.interval.begin, backwards.interval.end);
  EXPECT_EQ(HistoryWalk::start(backwards).error().kind, ErrorKind::invalid_request);
  for (const int size : {0, 101, -1}) {
    auto query = days(1);
    query.page_size = size;
    EXPECT_FALSE(HistoryWalk::start(query)) << size;
  }
  auto metric = days(1);
  metric.metrics = {"tTalk"};
  const auto refused = HistoryWalk::start(metric);
  EXPECT_NE(refused.error().message.find("tTalk"), std::string::npos);
  EXPECT_NE(refused.error().hint.find("talkTime"), std::string::npos);
}

}  // namespace
}  // namespace nowthen::genesys
