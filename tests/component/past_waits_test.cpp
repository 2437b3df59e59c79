// Abandon rates right after a start: from what the live feed kept of the time before.
#include "serve/past_waits.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "access/direct_tables.hpp"
#include "core/seeded_random.hpp"
#include "serve/notice_loop.hpp"
#include "support/filled_home.hpp"

namespace nowthen::serve {
namespace {

using namespace std::chrono_literals;

constexpr Instant noon{std::chrono::sys_days(std::chrono::year(2026) / 11 / 25) + 12h};

class KeptWaits : public ::testing::Test {
 protected:
  KeptWaits() { home.take({nowthen::testing::record_of("c-1", "2026-11-24T09:00:00.000Z", 1000)}); }

  struct KeptLeg {
    const char* conversation = "a";
    const char* state = "waiting";
    const char* begin = "11:40:00";
    const char* end = "11:45:00";
    const char* as_of = "11:50:00";
  };
  void keep(const KeptLeg& leg, int index = 0) const {
    const auto at = [](const char* time) { return fmt::format("TIMESTAMPTZ '2026-11-25T{}Z'", time); };
    home.execute(fmt::format(
        "INSERT INTO live_leg BY NAME SELECT '{}' AS conversation_id, {} AS leg_index, 'voice' AS "
        "media_type, "
        "'{}' AS state, 'q-9' AS queue_id, {} AS began_at, {} AS ended_at, 'event' AS origin, {} AS as_of",
        leg.conversation, index, leg.state, at(leg.begin), at(leg.end), at(leg.as_of)));
  }

  Result<std::unique_ptr<access::Tables>> tables() {
    if (!store_)
      store_.emplace(warehouse::Warehouse::open(
                         warehouse::Library::load().value(),
                         {.path = home.data() + "/warehouse.duckdb", .access = warehouse::Access::read_only})
                         .value());
    return access::DirectTables::over(store_->connect().value(), "UTC", {});
  }
  PastWaits read(std::chrono::milliseconds span) {
    auto past = read_past_waits(**tables(), noon, span, {}).value();
    store_.reset();  // so that more can be kept
    return past;
  }

  nowthen::testing::FilledHome home;

 private:
  std::optional<warehouse::Warehouse> store_;
};

TEST_F(KeptWaits, AreThoseThatEndedInTheSpanWithAllThatCameOfThem) {
  keep({.conversation = "before", .begin = "11:00:00", .end = "11:05:00", .as_of = "11:06:00"});
  keep({.conversation = "a"});
  keep({.conversation = "a", .state = "interacting", .begin = "11:45:00", .end = "12:10:00"}, 1);
  keep({.conversation = "later", .begin = "11:59:00", .end = "12:01:00"});
  const PastWaits past = read(30min);
  ASSERT_EQ(past.legs.size(), 2U);
  for (const floor::Leg& leg : past.legs) {
    EXPECT_EQ(leg.conversation_id.str(), "a");
    EXPECT_EQ(leg.queue_id.str(), "q-9");
    EXPECT_EQ(leg.end.has_value(), leg.state == floor::State::waiting) << "it went on at noon";
  }
  EXPECT_EQ(past.since, noon - 30min);
}

TEST_F(KeptWaits, AreKnownSinceTheFeedHasKeptThem) { EXPECT_EQ(read(30min).since, std::nullopt); }

TEST_F(KeptWaits, OfAFeedThatIsYoungerThanTheSpanAreKnownSinceItsFirst) {
  keep({.begin = "09:00:00"});
  EXPECT_EQ(read(30min).since, noon - 10min) << "and not since the conversation began";
}

TEST_F(KeptWaits, AreAllKnownOnlySinceTheLastGapThatIsNotHealed) {
  keep({.begin = "09:00:00", .end = "09:05:00", .as_of = "09:10:00"});
  const auto add_gap = [this](const char* began, const char* ended, const char* healed) {
    home.execute(fmt::format(
        "INSERT INTO live_gap BY NAME SELECT 1 AS gap_id, TIMESTAMPTZ '2026-11-25T{}Z' AS began_at, "
        "CAST({} AS TIMESTAMPTZ) AS ended_at, 'restart' AS cause, CAST({} AS TIMESTAMPTZ) AS healed_at",
        began, ended, healed));
  };
  add_gap("10:00:00", "'2026-11-25T10:20:00Z'", "NULL");
  add_gap("11:40:00", "'2026-11-25T11:50:00Z'", "'2026-11-25T11:55:00Z'");
  PastWaits past = read(30min);
  EXPECT_EQ(past.since, noon - 30min) << "one is long ago, and one is healed";
  EXPECT_FALSE(past.has_gap);
  add_gap("11:40:00", "'2026-11-25T11:50:00Z'", "NULL");
  past = read(30min);
  EXPECT_EQ(past.since, noon - 10min);
  EXPECT_TRUE(past.has_gap);
  add_gap("11:55:00", "NULL", "NULL");
  EXPECT_EQ(read(30min).since, noon);
}

/// Answers nobody needs.
class Nobody final : public webhooks::Sender {
  webhooks::Attempt send(const webhooks::Endpoint&, const webhooks::Event&, const std::stop_token&) override {
    return {.status = 200, .retry_after = {}, .trouble = {}};
  }
};

/// Queues for which a rule about those that gave up in half an hour fires at the daemon's first looks.
class FirstLooks : public KeptWaits {
 protected:
  std::vector<std::string> fired(const live::FeedStatus& feed);
};

std::vector<std::string> FirstLooks::fired(const live::FeedStatus& feed) {
  keep({.conversation = "before", .begin = "11:00:00", .end = "11:05:00", .as_of = "11:06:00"});
  keep({.conversation = "gave up"});
  Nobody sender;
  SeededRandom random(1);
  auto dispatcher = webhooks::Dispatcher::open(home.path() + "/test.outbox", {},
                                               {.clock = &system_clock(),
                                                .random = &random,
                                                .disk = &archive::system_disk(),
                                                .sender = &sender,
                                                .now = [] { return noon; }})
                        .value();
  const auto rule = alerts::make_rule(
      {.name = "given up", .when = "queue.abandon_rate(30m) > 20%", .clear = {}, .queues = {}, .media = {}});
  Announcer announcer({std::get<alerts::Rule>(rule)}, {});
  Noticeboard notices(noon);
  notices.feed_is(feed, {});
  std::stop_source stop;
  std::vector<std::string> queues;
  int looks = 0;
  const NoticeParts parts{
      .notices = &notices,
      .announcer = &announcer,
      .dispatcher = dispatcher.get(),
      .open_tables = [this](const std::stop_token&) { return tables(); },
      .now = [] { return noon; },
      .take_rules =
          [&] {
            if (++looks == 2) stop.request_stop();
            return std::optional<std::vector<alerts::Rule>>();
          },
      .on_alert = [&](const alerts::Change& change) { queues.push_back(change.subject); }};
  EXPECT_TRUE(run_notices(parts, stop.get_token()));
  return queues;
}

TEST_F(FirstLooks, AreHeldAgainstTheWaitsThatWereKept) {
  EXPECT_EQ(fired({.seen_until = noon}), std::vector<std::string>{"q-9"});
}

/// As long as it is not healed: who came and went in it is nowhere yet.
TEST_F(FirstLooks, FireNothingByARateThatAGapOfTheFeedIsIn) {
  const live::Gap gap{.number = 1, .began_at = noon - 5min, .ended_at = noon - 4min};
  EXPECT_EQ(fired({.gap = gap, .seen_until = noon}), std::vector<std::string>());
}

TEST_F(FirstLooks, FireThoughAGapOfLongAgoIsLeftToHistory) {
  const live::Gap gap{.number = 1, .began_at = noon - 2h, .ended_at = noon - 1h};
  EXPECT_EQ(fired({.gap = gap, .seen_until = noon}), std::vector<std::string>{"q-9"});
}

}  // namespace
}  // namespace nowthen::serve
