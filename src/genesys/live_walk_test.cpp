#include "genesys/live_walk.hpp"

#include <gtest/gtest.h>

namespace nowthen::genesys {
namespace {

LivePage page_of(const std::vector<std::string>& ids, std::optional<std::string> next,
                 std::optional<std::int64_t> total = 3) {
  LivePage page;
  for (const auto& id : ids) {
    page.conversations.emplace_back().id = ConversationId(id);
    page.conversations.back().media_type = id == "chat" ? "chat" : "voice";
  }
  page.next_cursor = std::move(next);
  page.total = total;
  return page;
}

struct Reading {
  LiveWalk walk;
  std::vector<std::string> asked;
  std::vector<std::string> ids;
  std::optional<std::string> next;

  explicit Reading(LiveQuery query = {}, LiveBounds bounds = {})
      : walk(LiveWalk::start(std::move(query), bounds).value()) {}

  Reading& feed(LivePage page) {
    asked.push_back(walk.next().value().value().cursor);
    const auto out = walk.take(std::move(page)).value().value();
    for (const auto& conversation : out.conversations) ids.push_back(conversation.id.str());
    next = out.next;
    return *this;
  }

  bool ended() { return !walk.next().value(); }
};

using Ids = std::vector<std::string>;
const Error expired{.kind = ErrorKind::invalid_request, .message = "invalid cursor", .http_status = 400};

TEST(LiveWalk, FollowsCursorsThroughEmptyPages) {
  Reading run;
  run.feed(page_of({"a"}, "1")).feed(page_of({}, "2")).feed(page_of({"b", "a", "c"}, std::nullopt));
  EXPECT_TRUE(run.ended());
  EXPECT_EQ(run.ids, (Ids{"a", "b", "c"}));
  EXPECT_EQ(run.asked, (Ids{"", "1", "2"}));
  EXPECT_TRUE(run.walk.report().complete());
  EXPECT_EQ(run.walk.report().repeated, 1);
}

TEST(LiveWalk, EndsWithAnErrorWhereACursorComesAgain) {
  Reading run;
  run.feed(page_of({"a"}, "1")).feed(page_of({"b"}, "2")).feed(page_of({"c"}, "1"));
  EXPECT_EQ(run.ids, (Ids{"a", "b", "c"}));
  EXPECT_EQ(run.walk.next().error().kind, ErrorKind::malformed_reply);
  run.feed(page_of({"c"}, std::nullopt));
  EXPECT_EQ(run.asked.back(), "2") << "the last page again";
  EXPECT_TRUE(run.ended());
}

TEST(LiveWalk, GivesUpOnEndlessEmptyPages) {
  Reading run;
  for (int page = 0; page < 100; ++page) run.feed(page_of({}, "c" + std::to_string(page)));
  EXPECT_EQ(run.walk.next().error().kind, ErrorKind::malformed_reply);
}

TEST(LiveWalk, GivesUpOnEndlessPagesWithoutANewRecord) {
  Reading run;
  for (int page = 0; page <= 100; ++page) run.feed(page_of({"a"}, "c" + std::to_string(page)));
  EXPECT_EQ(run.walk.next().error().kind, ErrorKind::malformed_reply);
}

TEST(LiveWalk, TellsCursorsApartThatShareTheirSecondHalf) {
  Reading run;
  run.feed(page_of({"a"}, "00000000-0000-0000-8000-000000000000"))
      .feed(page_of({"b"}, "00000000-0000-0001-8000-000000000000"))
      .feed(page_of({"c"}, std::nullopt));
  EXPECT_TRUE(run.ended());
}

TEST(LiveWalk, RefusesToHoldMoreThanItsBound) {
  Reading run({}, {.max_records = 2});
  run.feed(page_of({"a", "b"}, "1")).feed(page_of({"c"}, "2"));
  EXPECT_EQ(run.walk.next().error().kind, ErrorKind::malformed_reply);
}

TEST(LiveWalk, ProvesNothingWithoutATotal) {
  Reading run;
  run.feed(page_of({"a"}, std::nullopt, std::nullopt));
  EXPECT_TRUE(run.ended());
  EXPECT_FALSE(run.walk.report().complete());
}

TEST(LiveWalk, ProvesNothingFromTheMiddleOn) {
  Reading run({.resume_from = "cursor"});
  run.feed(page_of({"a", "b", "c"}, std::nullopt));
  EXPECT_FALSE(run.walk.report().complete());
}

TEST(LiveWalk, ProvesNothingWhereTheTotalWentDown) {
  Reading run;
  // "a" went away after the first page, so "c" may have moved onto it unseen.
  run.feed(page_of({"a", "b"}, "1", 4)).feed(page_of({"d"}, std::nullopt, 3));
  EXPECT_FALSE(run.walk.report().complete());
}

TEST(LiveWalk, RestsItsProofOnWhatCameSinceItStartedAgain) {
  Reading run;
  run.feed(page_of({"a", "b"}, "1", 3));
  EXPECT_FALSE(run.walk.refused(expired));
  run.feed(page_of({"b", "c"}, std::nullopt, 2));
  EXPECT_EQ(run.ids, (Ids{"a", "b", "c"}));
  EXPECT_TRUE(run.walk.report().complete()) << "a was withdrawn before the second start";
}

TEST(LiveWalk, KeepsOnlyWhatIsWantedButCountsAll) {
  Reading run({.media = {"chat"}});
  run.feed(page_of({"a", "chat", "b"}, std::nullopt));
  EXPECT_EQ(run.ids, (Ids{"chat"}));
  EXPECT_EQ(run.walk.report().records, 3);
  EXPECT_EQ(run.walk.report().matched, 1);
  EXPECT_TRUE(run.walk.report().complete());
}

TEST(LiveWalk, StartsAgainOnceWhereACursorHasExpired) {
  Reading run;
  run.feed(page_of({"a", "b"}, "1"));
  EXPECT_FALSE(run.walk.refused(expired));
  run.feed(page_of({"b", "c"}, "1"));
  EXPECT_EQ(run.asked, (Ids{"", ""}));
  EXPECT_EQ(run.ids, (Ids{"a", "b", "c"}));
  EXPECT_TRUE(run.walk.refused(expired)) << "once only";
}

TEST(LiveWalk, ReadsAgainFromTheStartOnceWhereRecordsAreMissing) {
  Reading run;
  run.feed(page_of({"a"}, "1")).feed(page_of({"b"}, std::nullopt));
  EXPECT_EQ(run.next, "") << "the next page is the first one";
  run.feed(page_of({"a", "b"}, "1")).feed(page_of({"c"}, std::nullopt));
  EXPECT_TRUE(run.ended());
  EXPECT_EQ(run.asked, (Ids{"", "1", "", "1"}));
  EXPECT_EQ(run.ids, (Ids{"a", "b", "c"}));
  EXPECT_EQ(run.walk.report().second_looks, 1);
  EXPECT_EQ(run.walk.report().server_total, 3);
  EXPECT_TRUE(run.walk.report().complete());
}

TEST(LiveWalk, LooksOnlyOnceMoreAndReportsTheLack) {
  Reading run;
  run.feed(page_of({"a"}, std::nullopt)).feed(page_of({"a", "b"}, std::nullopt));
  EXPECT_TRUE(run.ended());
  EXPECT_EQ(run.walk.report().second_looks, 1);
  EXPECT_FALSE(run.walk.report().complete());
}

TEST(LiveWalk, IsProvenByBothLooksTogetherWhereNothingLeft) {
  Reading run;
  run.feed(page_of({"a", "b"}, std::nullopt)).feed(page_of({"b", "c"}, std::nullopt));
  EXPECT_TRUE(run.walk.report().complete());
  Reading shrinking;
  shrinking.feed(page_of({"a"}, std::nullopt, 3)).feed(page_of({"b"}, std::nullopt, 2));
  EXPECT_FALSE(shrinking.walk.report().complete()) << "a may have left, and c not have come";
}

TEST(LiveWalk, LooksNoSecondTimeBeyondItsPagesOrFromTheMiddle) {
  for (const LiveQuery& query : {LiveQuery{.max_pages = 1}, LiveQuery{.resume_from = "cursor"}}) {
    Reading run(query);
    run.feed(page_of({"a"}, std::nullopt));
    EXPECT_TRUE(run.ended());
    EXPECT_EQ(run.walk.report().second_looks, 0);
  }
}

TEST(LiveWalk, OutlivesACursorThatExpiresInTheSecondLook) {
  Reading run;
  run.feed(page_of({"a"}, std::nullopt)).feed(page_of({"a"}, "1"));
  EXPECT_FALSE(run.walk.refused(expired));
  run.feed(page_of({"a", "b", "c"}, std::nullopt));
  EXPECT_TRUE(run.ended());
  EXPECT_EQ(run.ids, (Ids{"a", "b", "c"}));
  EXPECT_TRUE(run.walk.report().complete());
}

TEST(LiveWalk, SaysThatAPlaceToResumeFromIsNoLongerGood) {
  Reading run({.resume_from = "old"});
  const auto error = run.walk.refused(expired);
  ASSERT_TRUE(error);
  EXPECT_NE(error->message.find("resume"), std::string::npos);
  EXPECT_FALSE(error->hint.empty());
}

TEST(LiveWalk, LeavesOtherErrorsAsTheyAre) {
  Reading run;
  run.feed(page_of({"a"}, "1"));
  EXPECT_TRUE(run.walk.refused(Error{.kind = ErrorKind::forbidden, .http_status = 403}));
}

TEST(LiveWalk, TakesARefusedLoginForNoExpiredCursor) {
  Reading run;
  run.feed(page_of({"a"}, "1"));
  EXPECT_TRUE(run.walk.refused(Error{.kind = ErrorKind::unauthenticated, .http_status = 400}));
}

TEST(LiveWalk, StopsEarlyAndSaysWhereToGoOn) {
  Reading run({.max_pages = 1});
  run.feed(page_of({"a"}, "1"));
  EXPECT_TRUE(run.ended());
  EXPECT_TRUE(run.walk.report().stopped_early);
  EXPECT_EQ(run.next, "1");
}

TEST(LiveWalk, NoticesATotalThatMoves) {
  Reading run;
  run.feed(page_of({"a"}, "1", 2)).feed(page_of({"b"}, std::nullopt, 3));
  EXPECT_TRUE(run.walk.report().total_moved);
  EXPECT_FALSE(run.walk.report().complete());
}

TEST(LiveWalk, RefusesUnknownMediaNamingTheKnown) {
  const auto refused = LiveWalk::start({.media = {"fax"}});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().hint.find("voice, chat, email, message, callback"), std::string::npos);
}

}  // namespace
}  // namespace nowthen::genesys
