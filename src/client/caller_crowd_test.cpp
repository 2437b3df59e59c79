#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "client/caller.hpp"
#include "client/token_cache.hpp"
#include "support/locked_random.hpp"
#include "support/scripted_transport.hpp"

namespace nowthen::client {
namespace {
using namespace std::chrono_literals;
using testing::broken;
using testing::status;

constexpr int crowd = 32;
constexpr int calls_each = 25;

/// Many threads that share one caller. Virtual time jumps whenever one of them waits.
class CallerCrowdTest : public ::testing::Test {
 protected:
  CallerCrowdTest() { script->clock = &clock; }

  Caller make() {
    return Caller({.transport = std::make_unique<testing::ScriptedTransport>(script),
                   .fetch_token = [this](const std::stop_token&) -> Result<Token> {
                     ++fetches;
                     if (token_fails)
                       return Error{.kind = ErrorKind::transient, .message = "token: status 503"};
                     return Token{.text = "t", .expires_at = clock.ticks() + token_life};
                   },
                   .classify = [](const Endpoint&, const net::Reply& reply) -> std::optional<Error> {
                     if (reply.status < 300) return std::nullopt;
                     return Error{
                         .kind = reply.status == 429 ? ErrorKind::rate_limited : ErrorKind::transient,
                         .message = "refused"};
                   },
                   .clock = &clock,
                   .random = &random,
                   .retry = {.max_attempts = 5},
                   .observer = [this](const CallEvent&) { ++events; }});
  }

  /// Calls that succeeded of all that the crowd made.
  int run(Caller& caller, const Endpoint& endpoint) {
    std::atomic<int> succeeded = 0;
    {
      std::vector<std::jthread> threads;
      threads.reserve(crowd);
      for (int i = 0; i < crowd; ++i)
        threads.emplace_back([&] {
          for (int call = 0; call < calls_each; ++call)
            if (caller.call(endpoint, {}, {})) ++succeeded;
        });
    }
    return succeeded;
  }

  testing::VirtualClock clock;
  testing::LockedRandom random{7};
  std::shared_ptr<testing::Script> script = std::make_shared<testing::Script>();
  std::atomic<int> fetches = 0;
  std::atomic<int> events = 0;
  std::atomic<bool> token_fails = false;
  Clock::Ticks token_life = 24h;
};

TEST_F(CallerCrowdTest, SharesOneToken) {
  Caller caller = make();
  EXPECT_EQ(run(caller, {.name = "live"}), crowd * calls_each);
  EXPECT_EQ(fetches, 1);
  EXPECT_EQ(script->sent.size(), std::size_t{crowd} * calls_each);
}

TEST_F(CallerCrowdTest, SharesOnePaceThroughTokensThatExpire) {
  token_life = 10min;
  Caller caller = make();
  EXPECT_EQ(run(caller, {.name = "history", .per_minute = 10}), crowd * calls_each);
  EXPECT_GE(clock.ticks(), 6s * (crowd * calls_each - 1));
  EXPECT_LE(fetches, clock.ticks() / token_life + 2);
}

TEST_F(CallerCrowdTest, SurvivesFailuresAndRefusals) {
  for (int i = 0; i < 40; ++i) {
    script->script.push_back(status(503));
    script->script.push_back(status(200));
    script->script.push_back(status(429, {{"Retry-After", "1"}}));
    script->script.push_back(broken());
    script->script.push_back(status(200));
  }
  Caller caller = make();
  EXPECT_GE(run(caller, {.name = "live"}), crowd * calls_each * 95 / 100);
}

TEST_F(CallerCrowdTest, DoesNotAskAFailingTokenEndpointOnceForEachThread) {
  token_fails = true;
  Caller caller = make();
  std::vector<std::jthread> threads;
  threads.reserve(crowd);
  std::atomic<int> failed = 0;
  for (int i = 0; i < crowd; ++i)
    threads.emplace_back([&] {
      if (!caller.call({.name = "live"}, {}, {})) ++failed;
    });
  threads.clear();
  EXPECT_EQ(failed, crowd);
  EXPECT_LE(fetches, TokenCache::patience + clock.ticks() / TokenCache::pause + 1);
}

}  // namespace
}  // namespace nowthen::client
