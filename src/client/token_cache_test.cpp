#include "client/token_cache.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>
#include <vector>

#include "support/virtual_clock.hpp"

namespace nowthen::client {
namespace {
using namespace std::chrono_literals;

/// A token endpoint that answers only when the test opens the gate, so that everybody is waiting by then.
class GatedFetcher {
 public:
  explicit GatedFetcher(const Clock& clock) : clock_(&clock) {}

  Result<Token> fetch(const std::stop_token& stop) {
    const int number = ++fetches;
    std::unique_lock lock(mutex_);
    if (!opened_.wait(lock, stop, [this] { return open_; }))
      return Error{.kind = ErrorKind::cancelled, .message = "stopped"};
    if (fail) return Error{.kind = ErrorKind::transient, .message = "503", .retry_after = retry_after};
    return Token{.text = "t" + std::to_string(number), .expires_at = clock_->ticks() + 1h};
  }
  void open(bool open = true) {
    const std::scoped_lock lock(mutex_);
    open_ = open;
    opened_.notify_all();
  }

  std::atomic<int> fetches = 0;
  bool fail = false;
  std::optional<std::chrono::seconds> retry_after;

 private:
  std::mutex mutex_;
  std::condition_variable_any opened_;
  bool open_ = false;
  const Clock* clock_;
};

class TokenCacheTest : public ::testing::Test {
 protected:
  Result<Token> get(const std::stop_token& stop = {}) {
    TokenCache::Failures heard = cache.failures();
    return cache.get(heard, stop);
  }

  /// The results of 32 threads that all ask before the endpoint answers.
  std::vector<Result<Token>> crowd() {
    constexpr int size = 32;
    std::vector<Result<Token>> results(size, Error{});
    std::latch asking(size);
    {
      std::vector<std::jthread> threads;
      threads.reserve(results.size());
      for (auto& result : results)
        threads.emplace_back([&] {
          TokenCache::Failures heard = cache.failures();
          asking.arrive_and_wait();
          result = cache.get(heard, {});
        });
      asking.wait();
      while (fetcher.fetches == 0) std::this_thread::yield();
      fetcher.open();
    }
    return results;
  }

  testing::VirtualClock clock;
  GatedFetcher fetcher{clock};
  TokenCache cache{[this](const std::stop_token& stop) { return fetcher.fetch(stop); }, clock};
};

TEST_F(TokenCacheTest, FetchesOnceFor32Callers) {
  for (const auto& token : crowd()) EXPECT_EQ(token.value().text, "t1");
  EXPECT_EQ(fetcher.fetches, 1);
}

TEST_F(TokenCacheTest, FetchesOnceFor32CallersAtExpiry) {
  fetcher.open();
  ASSERT_TRUE(get());
  clock.advance(1h);
  fetcher.fetches = 0;
  fetcher.open(false);
  for (const auto& token : crowd()) EXPECT_EQ(token.value().text, "t1");
  EXPECT_EQ(fetcher.fetches, 1);
}

TEST_F(TokenCacheTest, GivesATokenThatIsOldOnArrivalToThoseWhoWaitedForIt) {
  TokenCache old(
      [this](const std::stop_token&) {
        return Result<Token>(Token{.text = "old", .expires_at = clock.ticks()});
      },
      clock);
  TokenCache::Failures heard = 0;
  EXPECT_EQ(old.get(heard, {}).value().text, "old");
}

TEST_F(TokenCacheTest, ReportsAFailureToEverybodyAndAsksOnce) {
  fetcher.fail = true;
  for (const auto& token : crowd()) EXPECT_EQ(token.error().message, "503");
  EXPECT_EQ(fetcher.fetches, 1);
}

TEST_F(TokenCacheTest, ReportsANewerFailureInsteadOfAskingAgain) {
  fetcher.open();
  fetcher.fail = true;
  TokenCache::Failures first = cache.failures();
  TokenCache::Failures second = first;
  EXPECT_FALSE(cache.get(first, {}));
  EXPECT_FALSE(cache.get(second, {}));
  EXPECT_EQ(fetcher.fetches, 1);
  EXPECT_FALSE(cache.get(second, {}));
  EXPECT_EQ(fetcher.fetches, 2);
}

TEST_F(TokenCacheTest, LetsAnEndpointRestThatFailsAgainAndAgain) {
  fetcher.open();
  fetcher.fail = true;
  for (int i = 0; i < 100; ++i) EXPECT_EQ(get().error().message, "503");
  EXPECT_EQ(fetcher.fetches, TokenCache::patience);
  clock.advance(TokenCache::pause);
  fetcher.fail = false;
  EXPECT_TRUE(get());
}

TEST_F(TokenCacheTest, LetsNobodyAskBeforeTheEndpointsRetryAfterIsOver) {
  fetcher.open();
  fetcher.fail = true;
  fetcher.retry_after = 30s;
  EXPECT_EQ(get().error().retry_after, 30s);
  clock.advance(20s);
  EXPECT_EQ(get().error().retry_after, 10s) << "what is left of the wait";
  EXPECT_EQ(fetcher.fetches, 1);
  clock.advance(10s);
  fetcher.fail = false;
  EXPECT_TRUE(get());
  EXPECT_EQ(fetcher.fetches, 2);
}

TEST_F(TokenCacheTest, DropsOnlyTheTokenThatWasRefused) {
  fetcher.open();
  EXPECT_EQ(get().value().text, "t1");
  cache.drop("t1");
  EXPECT_EQ(get().value().text, "t2");
  cache.drop("t1");
  EXPECT_EQ(get().value().text, "t2");
}

TEST_F(TokenCacheTest, StopsWaitingForSomebodyElsesFetch) {
  std::jthread leader([this] { EXPECT_TRUE(get()); });
  while (fetcher.fetches == 0) std::this_thread::yield();
  std::stop_source stop;
  std::jthread waiter([&] { EXPECT_EQ(get(stop.get_token()).error().kind, ErrorKind::cancelled); });
  stop.request_stop();
  waiter.join();
  fetcher.open();
}

TEST_F(TokenCacheTest, LetsAWaiterFetchWhenTheFetchingOneIsStopped) {
  std::stop_source stop;
  std::jthread leader([&] { EXPECT_EQ(get(stop.get_token()).error().kind, ErrorKind::cancelled); });
  while (fetcher.fetches == 0) std::this_thread::yield();
  std::jthread waiter([this] { EXPECT_EQ(get().value().text, "t2"); });
  stop.request_stop();
  leader.join();
  fetcher.open();
}

TEST_F(TokenCacheTest, RecoversFromAFetchThatThrows) {
  int calls = 0;
  TokenCache throwing(
      [&calls](const std::stop_token&) -> Result<Token> {
        if (++calls == 1) throw std::bad_alloc();
        return Token{.text = "t", .expires_at = 1h};
      },
      clock);
  TokenCache::Failures heard = 0;
  EXPECT_THROW(static_cast<void>(throwing.get(heard, {})), std::bad_alloc);
  EXPECT_EQ(throwing.get(heard, {}).value().text, "t");
}

}  // namespace
}  // namespace nowthen::client
