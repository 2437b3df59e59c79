#include "genesys/walk_source.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <set>

#include "genesys/token_failure.hpp"

namespace nowthen::genesys {
namespace {

struct CountedPage {
  int number = 0;
  bool damaged = false;
};

/// Wants pages one to `last`; an error of a page is told to the caller and the page is wanted again.
class CountingWalk {
 public:
  explicit CountingWalk(int last) : last_(last) {}

  Result<std::optional<int>> next() const {
    return page_ > last_ ? std::optional<int>{} : std::optional(page_);
  }
  Result<std::optional<Page>> take(CountedPage page) {
    EXPECT_EQ(page.number, page_);
    ++page_;
    Page out;
    out.next = std::to_string(page.number);
    return std::optional(std::move(out));
  }
  static std::optional<Error> refused(Error error) { return error; }
  void note_asked_again() { ++report_.asked_again; }
  const ListingReport& report() const { return report_; }

 private:
  int last_;
  int page_ = 1;
  ListingReport report_;
};

const Error no_luck{.kind = ErrorKind::transient, .message = "no luck"};
const Error garbled{.kind = ErrorKind::malformed_reply, .message = "garbled", .http_status = 200};

/// Answers each request with its own target; every request is counted.
struct EchoExchange {
  std::stop_token stop;
  std::atomic<int>* sent;
  std::set<int> failing;  ///< The requests, counted from one, that fail.
  Error failure = no_luck;
  std::set<int> damaged;  ///< The requests whose replies can be read in part.

  static net::Request request(const CountingWalk&, int ask) { return {.target = std::to_string(ask)}; }
  Result<net::Reply> send(const net::Request& request, const std::stop_token&) const {
    const int number = ++*sent;
    if (failing.contains(number)) return failure;
    return net::Reply{.status = damaged.contains(number) ? 299 : 200, .body = request.target};
  }
  static Result<CountedPage> decode(Result<net::Reply> reply) {
    if (!reply) return reply.error();
    return CountedPage{std::stoi(reply->body), reply->status == 299};
  }
};

class WalkSourceTest : public ::testing::TestWithParam<Prefetch> {
 protected:
  std::atomic<int> sent{0};

  WalkSource<CountingWalk, EchoExchange> source(int pages, std::set<int> failing = {},
                                                Error failure = no_luck, std::set<int> damaged = {}) {
    return {CountingWalk(pages),
            EchoExchange{{}, &sent, std::move(failing), std::move(failure), std::move(damaged)}, GetParam()};
  }
};

TEST_P(WalkSourceTest, GivesEveryPageOnceInOrderWithOneRequestEach) {
  auto listing = source(5);
  for (int page = 1; page <= 5; ++page) EXPECT_EQ((*listing.next_page())->next, std::to_string(page));
  EXPECT_FALSE(listing.next_page()->has_value());
  EXPECT_EQ(sent, 5);
}

TEST_P(WalkSourceTest, TellsAnErrorInItsPlaceAndThenTriesThatPageAgain) {
  auto listing = source(3, {2});
  EXPECT_EQ((*listing.next_page())->next, "1");
  EXPECT_EQ(listing.next_page().error().message, "no luck");
  EXPECT_EQ((*listing.next_page())->next, "2");
  EXPECT_EQ((*listing.next_page())->next, "3");
  EXPECT_EQ(sent, 4);
}

TEST_P(WalkSourceTest, AsksOnceMoreForAPageThatCannotBeRead) {
  auto listing = source(3, {2}, garbled);
  for (int page = 1; page <= 3; ++page) EXPECT_EQ((*listing.next_page())->next, std::to_string(page));
  EXPECT_EQ(sent, 4);
  EXPECT_EQ(listing.report().asked_again, 1);
}

TEST_P(WalkSourceTest, AsksNoThirdTimeForAPageThatCannotBeRead) {
  auto listing = source(3, {2, 3}, garbled);
  EXPECT_EQ((*listing.next_page())->next, "1");
  EXPECT_EQ(listing.next_page().error().message, "garbled");
  EXPECT_EQ((*listing.next_page())->next, "2");
}

TEST_P(WalkSourceTest, TakesAPageThatCanBeReadInPartTwice) {
  auto listing = source(2, {}, no_luck, {2, 3});
  for (int page = 1; page <= 2; ++page) EXPECT_EQ((*listing.next_page())->next, std::to_string(page));
  EXPECT_FALSE(listing.next_page()->has_value());
  EXPECT_EQ(sent, 3);
  EXPECT_EQ(listing.report().asked_again, 1);
}

TEST_P(WalkSourceTest, LeavesErrorsOfTheCallItselfToTheCall) {
  Error too_large = garbled;
  too_large.http_status = 0;
  Error login = garbled;
  login.message = std::string(getting_a_token) + "garbled";
  for (const Error& error : {too_large, login, no_luck}) {
    sent = 0;
    auto listing = source(2, {1}, error);
    EXPECT_EQ(listing.next_page().error().message, error.message);
    EXPECT_EQ(sent, 1);
  }
}

/// Knows before a page is read which one follows, or believes so.
struct ExpectingWalk : CountingWalk {
  ExpectingWalk(int last, std::vector<int> after) : CountingWalk(last), after_each(std::move(after)) {}

  std::vector<int> after_each;

  std::optional<int> expected_after(int ask) const {
    const auto at = static_cast<std::size_t>(ask) - 1;
    return at < after_each.size() ? std::optional(after_each[at]) : std::nullopt;
  }
};

/// Decodes no page before the one after it has been sent for.
struct WaitingExchange : EchoExchange {
  int last = 0;

  Result<CountedPage> decode(Result<net::Reply> reply) const {
    auto page = EchoExchange::decode(std::move(reply));
    while (page && page->number < last && *sent <= page->number) std::this_thread::yield();
    return page;
  }
};

TEST(WalkSource, AsksForAnExpectedPageBeforeTheOneThatCameIsDecoded) {
  std::atomic<int> sent{0};
  WalkSource<ExpectingWalk, WaitingExchange> listing({3, {2, 3}}, {{{}, &sent, {}, no_luck, {}}, 3},
                                                     Prefetch::one_page);
  for (int page = 1; page <= 3; ++page) EXPECT_EQ((*listing.next_page())->next, std::to_string(page));
  EXPECT_FALSE(listing.next_page()->has_value());
  EXPECT_EQ(sent, 3);
}

TEST(WalkSource, DropsAReplyThatTheWalkDoesNotWant) {
  std::atomic<int> sent{0};
  WalkSource<ExpectingWalk, EchoExchange> listing({3, {9, 9, 9}}, {{}, &sent, {}, no_luck, {}},
                                                  Prefetch::one_page);
  for (int page = 1; page <= 3; ++page) EXPECT_EQ((*listing.next_page())->next, std::to_string(page));
  EXPECT_FALSE(listing.next_page()->has_value());
}

TEST(WalkSource, ExpectsNothingWithoutPrefetch) {
  std::atomic<int> sent{0};
  WalkSource<ExpectingWalk, EchoExchange> listing({2, {9, 9}}, {{}, &sent, {}, no_luck, {}}, Prefetch::off);
  for (int page = 1; page <= 2; ++page) EXPECT_EQ((*listing.next_page())->next, std::to_string(page));
  EXPECT_EQ(sent, 2);
}

INSTANTIATE_TEST_SUITE_P(PrefetchOrNot, WalkSourceTest, ::testing::Values(Prefetch::off, Prefetch::one_page));

TEST(Ahead, IsStoppedAndWaitedForWhenItGoes) {
  std::atomic<bool> stopped{false};
  {
    Ahead<int> ahead;
    ahead.start(
        [&stopped](const std::stop_token& stop) {
          while (!stop.stop_requested()) std::this_thread::yield();
          stopped = true;
          return 0;
        },
        {});
  }
  EXPECT_TRUE(stopped);
}

TEST(Ahead, DoesOnePieceOfWorkAfterTheOtherOnOneThread) {
  Ahead<std::thread::id> ahead;
  std::set<std::thread::id> threads;
  for (int piece = 0; piece < 3; ++piece) {
    ahead.start([](const std::stop_token&) { return std::this_thread::get_id(); }, {});
    threads.insert(ahead.take());
  }
  EXPECT_EQ(threads.size(), 1u);
  EXPECT_FALSE(threads.contains(std::this_thread::get_id()));
}

TEST(Ahead, ASecondPieceIsNotStoppedByTheStopOfTheFirst) {
  std::stop_source first;
  Ahead<bool> ahead;
  const auto stopped = [](const std::stop_token& stop) { return stop.stop_requested(); };
  ahead.start(stopped, first.get_token());
  ahead.take();
  first.request_stop();
  ahead.start(stopped, {});
  EXPECT_FALSE(ahead.take());
}

TEST(Ahead, HearsTheStopOfItsStarter) {
  std::stop_source source;
  Ahead<int> ahead;
  ahead.start(
      [](const std::stop_token& stop) {
        while (!stop.stop_requested()) std::this_thread::yield();
        return 7;
      },
      source.get_token());
  source.request_stop();
  EXPECT_EQ(ahead.take(), 7);
  EXPECT_FALSE(ahead.started());
}

}  // namespace
}  // namespace nowthen::genesys
