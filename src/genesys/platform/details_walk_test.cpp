#include "genesys/platform/details_walk.hpp"

#include <gtest/gtest.h>

#include "genesys/platform/details_fixture.hpp"
#include "genesys/resume_point.hpp"

namespace nowthen::genesys::platform {
namespace {
using namespace std::chrono_literals;
using std::chrono::days;

const Instant start{std::chrono::sys_days(std::chrono::year{2026} / 1 / 1)};
constexpr DetailsBounds small{.max_results = 40, .max_window_records = 20};

HistoryQuery range(Instant begin, Instant end, int page_size = 10) {
  return {.interval = {begin, end}, .page_size = page_size};
}

DetailsWalk walk_of(HistoryQuery query, DetailsBounds bounds = small) {
  return DetailsWalk::started_in(std::move(query), bounds).value();
}

/// `count` conversations of ten minutes, evenly over a day.
void fill(DetailsServer& server, Instant day, int count, const std::string& media = "voice") {
  for (int i = 0; i < count; ++i) {
    const Instant begin = day + i * (days{1} / count);
    server.add({.id = format_instant(day).substr(0, 10) + media + std::to_string(i),
                .start = begin,
                .end = begin + 10min,
                .media = media});
  }
}

class EachSemantics : public testing::TestWithParam<Semantics> {
 protected:
  DetailsServer server{GetParam(), small.max_results};
};
INSTANTIATE_TEST_SUITE_P(DetailsWalk, EachSemantics,
                         testing::Values(Semantics::start_day, Semantics::started_and_active,
                                         Semantics::overlap));

TEST_P(EachSemantics, BringsWhatStartedInTheRangeAndNothingElse) {
  server.add({.id = "before", .start = start - 1h, .end = start + 40 * 24h});
  server.add({.id = "same day, too early", .start = start + 1h, .end = start + 11h});
  server.add({.id = "in", .start = start + 10h, .end = start + 11h});
  server.add({.id = "in and open", .start = start + 11h});
  server.add({.id = "at the end", .start = start + 12h, .end = start + 13h});
  const Reading reading = walk_through(walk_of(range(start + 10h, start + 12h)), server);
  EXPECT_EQ(reading.distinct(), (std::set<std::string>{"in", "in and open"}));
  EXPECT_TRUE(reading.report.complete());
  EXPECT_EQ(reading.report.server_total, 2);
  EXPECT_EQ(reading.report.records, 2);
}

TEST_P(EachSemantics, CutsALongRangeAtMidnights) {
  for (int day = 0; day < 400; ++day)
    server.add({.id = std::to_string(day), .start = start + days{day} + 5h, .end = start + days{day + 40}});
  const Reading reading =
      walk_through(walk_of(range(start + 3h, start + days{400}, 10), {.max_results = 1'000}), server);
  EXPECT_EQ(reading.ids.size(), 400U);
  EXPECT_EQ(reading.distinct().size(), 400U);
  EXPECT_TRUE(reading.report.complete());
  EXPECT_EQ(reading.report.server_total, 400);
  EXPECT_EQ(reading.asked.front().window.begin, start + 3h);
  EXPECT_EQ(reading.report.windows, 13);
  for (const HistoryAsk& ask : reading.asked) {
    EXPECT_LE(ask.window.length(), days{31});
    EXPECT_EQ(ask.window.end, std::chrono::floor<days>(ask.window.end));
  }
}

TEST_P(EachSemantics, CutsAnOverfullRangeDownToDays) {
  for (int day = 0; day < 10; ++day) fill(server, start + days{day}, day == 4 ? 39 : 7);
  const Reading reading = walk_through(walk_of(range(start, start + days{10})), server);
  EXPECT_EQ(reading.ids.size(), 9U * 7 + 39);
  EXPECT_EQ(reading.distinct().size(), reading.ids.size());
  EXPECT_TRUE(reading.report.complete());
  EXPECT_TRUE(server.rules_kept());
}

TEST_P(EachSemantics, ReadsADayThatNoPageReachesByMediaType) {
  fill(server, start, 30, "voice");
  fill(server, start, 25, "email");
  fill(server, start, 5, "unknown");
  const Reading reading = walk_through(walk_of(range(start, start + days{1})), server);
  EXPECT_EQ(reading.distinct().size(), 60U);
  EXPECT_EQ(reading.ids.size(), 60U);
  EXPECT_TRUE(reading.report.complete());
  EXPECT_EQ(reading.report.server_total, 60);
  EXPECT_TRUE(server.rules_kept());
}

TEST_P(EachSemantics, GoesOnWhereAnEarlierRunStopped) {
  for (int day = 0; day < 3; ++day) fill(server, start + days{day}, 15);
  fill(server, start + days{3}, 30, "voice");
  fill(server, start + days{3}, 25, "email");
  const HistoryQuery whole = range(start, start + days{4});
  const std::set<std::string> truth = walk_through(walk_of(whole), server).distinct();
  std::set<std::string> all;
  HistoryQuery query = whole;
  query.max_pages = 1;
  for (int run = 0; run < 100; ++run) {
    const Reading reading = walk_through(walk_of(query), server);
    all.insert(reading.ids.begin(), reading.ids.end());
    if (!reading.next) break;
    query.resume_from = *reading.next;
  }
  EXPECT_EQ(all, truth);
  EXPECT_EQ(all.size(), 100U);
}

TEST_P(EachSemantics, ListsWhatIsOpen) {
  const Instant now = start + days{40};
  server.add({.id = "closed", .start = now - 2h, .end = now - 1h});
  for (int i = 0; i < 25; ++i) server.add({.id = std::to_string(i), .start = now - i * 24h - 30min});
  server.add({.id = "ended in the future", .start = now - 10min, .end = now + 1h});
  const auto walk = DetailsWalk::open_at(now, {.page_size = 10}, small).value();
  const Reading reading = walk_through(walk, server);
  EXPECT_EQ(reading.distinct().size(), 25U);
  EXPECT_EQ(reading.ids.size(), 25U);
  EXPECT_TRUE(reading.report.complete());
  EXPECT_TRUE(server.rules_kept());
}

TEST(DetailsWalk, KeepsTheOpenOnesThatStartedBeforeWhatMayBeAsked) {
  DetailsServer server(Semantics::overlap);
  server.add({.id = "old", .start = start - days{60}});
  const Reading reading = walk_through(DetailsWalk::open_at(start, {}).value(), server);
  EXPECT_EQ(reading.ids, std::vector<std::string>{"old"});
}

TEST(DetailsWalk, KeepsTheOpenOnesFromBeforeWhenItIsResumedLater) {
  DetailsServer server(Semantics::overlap);
  server.add({.id = "old", .start = start - days{60}});
  const HistoryAsk first_page{.window = {start - days{31}, start}};
  const std::string place = resume_text({}, first_page, Contract::platform);
  auto walk = DetailsWalk::open_at(start + 1h, {.resume_from = place}).value();
  EXPECT_EQ(walk_through(std::move(walk), server).ids, std::vector<std::string>{"old"});
}

TEST(DetailsWalk, LooksASecondTimeAtWhatIsOpenAndNotAThird) {
  DetailsServer server(Semantics::overlap);
  for (int i = 0; i < 60; ++i) server.add({.id = std::to_string(i), .start = start - 60min + i * 1min});
  const auto one_ends = [&server] { server.remove(0); };
  const Reading reading =
      walk_through(DetailsWalk::open_at(start, {.page_size = 10}).value(), server, one_ends);
  EXPECT_EQ(reading.report.second_looks, 1);
  EXPECT_FALSE(reading.report.complete());
}

TEST_P(EachSemantics, ReadsPastATotalThatIsTooLowWhilePagesAreFull) {
  fill(server, start, 25);
  for (const std::int64_t missing : {15, 5, 12, 25}) {
    server.understate_totals(missing);
    const Reading reading = walk_through(walk_of(range(start, start + days{1})), server);
    EXPECT_EQ(reading.distinct().size(), 25) << "said " << 25 - missing;
    EXPECT_FALSE(reading.report.complete()) << "said " << 25 - missing;
  }
}

PageRecords page_of(const std::vector<std::string>& ids, std::optional<std::int64_t> total) {
  PageRecords page;
  for (const auto& id : ids) {
    page.conversations.emplace_back().id = ConversationId(id);
    page.conversations.back().started_at = start;
  }
  page.total = total;
  return page;
}

/// Feeds pages one after the other; the ids that came out.
std::vector<std::string> feed(DetailsWalk& walk, std::vector<PageRecords> pages) {
  std::vector<std::string> ids;
  for (auto& page : pages) {
    const auto out = walk.take(std::move(page)).value();
    if (!out) continue;
    for (const auto& conversation : out->conversations) ids.push_back(conversation.id.str());
  }
  return ids;
}

using Ids = std::vector<std::string>;

struct Drift {
  const char* subject;
  std::vector<PageRecords> pages;
  Ids ids;
  bool complete;
};
void PrintTo(const Drift& drift, std::ostream* out) { *out << drift.subject; }
class MovingTotals : public testing::TestWithParam<Drift> {};

TEST_P(MovingTotals, AreReadUntilTheyAddUpOrSaidNotTo) {
  auto walk = walk_of(range(start, start + days{1}, 2));
  EXPECT_EQ(feed(walk, GetParam().pages), GetParam().ids);
  EXPECT_FALSE(walk.next().value()) << "not at its end";
  EXPECT_EQ(walk.report().complete(), GetParam().complete);
}

INSTANTIATE_TEST_SUITE_P(
    Table, MovingTotals,
    testing::Values(
        Drift{"nothing there", {page_of({}, 0)}, {}, true},
        Drift{"one page that is not full", {page_of({"a"}, 1)}, {"a"}, true},
        Drift{"one full page: the end is asked for",
              {page_of({"a", "b"}, 2), page_of({}, 2)},
              {"a", "b"},
              true},
        Drift{"grows at the end",
              {page_of({"a", "b"}, 3), page_of({"c", "d"}, 4), page_of({}, 4)},
              {"a", "b", "c", "d"},
              true},
        Drift{"shifts by one: a repeats, so it is read again",
              {page_of({"a", "b"}, 3), page_of({"b", "c"}, 4), page_of({}, 4), page_of({"z", "a"}, 4),
               page_of({"b", "c"}, 4), page_of({}, 4)},
              {"a", "b", "c", "z"},
              true},
        Drift{"one leaves: read again",
              {page_of({"a", "b"}, 4), page_of({"d"}, 3), page_of({"b", "c"}, 3), page_of({"d"}, 3)},
              {"a", "b", "d", "c"},
              true},
        Drift{"past the end there are no conversations: three looks, and not proven",
              {page_of({"a", "b"}, 5), page_of({}, 5), page_of({"a", "b"}, 5), page_of({}, 5),
               page_of({"a", "b"}, 5), page_of({}, std::nullopt)},
              {"a", "b"},
              false},
        Drift{"no total at all: read to the empty page, not proven",
              {page_of({"a", "b"}, std::nullopt), page_of({"c"}, std::nullopt), page_of({}, std::nullopt)},
              {"a", "b", "c"},
              false}));

TEST(DetailsWalk, NeverAsksForAPageBehindTheBound) {
  DetailsServer server(Semantics::start_day, small.max_results);
  fill(server, start, 60);
  HistoryQuery query = range(start, start + days{1}, 30);
  query.media = {"voice"};  // one media type: nothing left to cut by
  const Reading reading = walk_through(walk_of(query), server);
  EXPECT_EQ(reading.ids.size(), 30U);
  EXPECT_FALSE(reading.report.complete());
  EXPECT_EQ(reading.report.unproven_windows, 1);
  EXPECT_TRUE(server.rules_kept());
}

TEST(DetailsWalk, SeesThatADayHasMoreThanItsMediaTypesTell) {
  DetailsServer server(Semantics::start_day, small.max_results);
  fill(server, start, 30, "voice");
  fill(server, start, 20, "telepathy");
  const Reading reading = walk_through(walk_of(range(start, start + days{1})), server);
  EXPECT_EQ(reading.ids.size(), 30U);
  EXPECT_FALSE(reading.report.complete());
}

TEST(DetailsWalk, HandsOutAnUnreadableRecordOnce) {
  auto walk = walk_of(range(start, start + days{40}), {});
  std::int64_t set_aside = 0;
  for (int window = 0; window < 2; ++window) {
    PageRecords page;
    page.set_aside.push_back({.bytes = R"({"conversationId":"x"})", .reason = "conversationStart: missing"});
    page.total = 1;
    set_aside += static_cast<std::int64_t>(walk.take(std::move(page)).value()->set_aside.size());
  }
  EXPECT_FALSE(walk.next().value());
  EXPECT_EQ(set_aside, 1);
  EXPECT_EQ(walk.report().set_aside, 1);
}

TEST(DetailsWalk, GivesUpOnEndlessPagesWithoutANewRecord) {
  auto walk = walk_of(range(start, start + days{1}, 1), {});
  for (int page = 1; page <= 101; ++page) feed(walk, {page_of({"a"}, 200)});
  EXPECT_EQ(walk.next().error().kind, ErrorKind::malformed_reply);
}

TEST(DetailsWalk, SaysWhichPageWasRefused) {
  auto walk = walk_of(range(start, start + days{1}));
  const auto error = walk.refused({.kind = ErrorKind::transient, .message = "no"});
  EXPECT_EQ(error->message, "page 1 of 2026-01-01T00:00:00.000Z/2026-01-02T00:00:00.000Z: no");
}

TEST(DetailsWalk, RefusesAPlaceThatIsNotItsOwn) {
  const HistoryQuery query = range(start, start + days{1});
  const std::string place =
      resume_text(query, {.window = query.interval, .page_number = 2}, Contract::platform);
  HistoryQuery other = range(start, start + days{2});
  other.resume_from = place;
  EXPECT_EQ(DetailsWalk::started_in(other).error().kind, ErrorKind::invalid_request);
  HistoryQuery same = query;
  same.resume_from = resume_text(query, {.window = query.interval, .page_number = 2}, Contract::tutorial);
  EXPECT_EQ(DetailsWalk::started_in(same).error().kind, ErrorKind::invalid_request);
  same.resume_from = place;
  EXPECT_EQ(walk_of(same).next().value()->page_number, 2);
}

TEST(DetailsWalk, TakesTheMediaTypesOfThePlatform) {
  HistoryQuery query = range(start, start + days{1});
  query.media = {"video"};
  EXPECT_TRUE(DetailsWalk::started_in(query));
  query.media = {"smoke"};
  EXPECT_EQ(DetailsWalk::started_in(query).error().kind, ErrorKind::invalid_request);
}

}  // namespace
}  // namespace nowthen::genesys::platform
