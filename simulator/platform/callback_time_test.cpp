#include "simulator/platform/callback_time.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "simulator/platform/predicate.hpp"
#include "simulator/platform/world_records.hpp"
#include "simulator/world/world_fixture.hpp"

namespace nowthen::sim {
namespace {

namespace json = boost::json;

constexpr std::chrono::hours two_days{48};
constexpr std::chrono::milliseconds instant{1};

json::value written(PlatformSource& source, std::size_t index, Instant at, Attributes attributes) {
  std::string text;
  source.append_record(text, index, at, attributes);
  return json::parse(text);
}

/// Each `callbackScheduledTime` of a written record.
std::vector<std::string> callback_times(const json::value& record) {
  std::vector<std::string> times;
  for (const auto& participant : record.at("participants").as_array())
    for (const auto& session : participant.at("sessions").as_array())
      if (const auto* time = session.as_object().if_contains("callbackScheduledTime"))
        times.emplace_back(time->as_string());
  return times;
}

/// Calls `visit` with the position of each callback of the world that ends and is not deleted.
template <class Visit>
void for_each_callback(Visit visit) {
  const auto conversations = test::fixture_world().conversations();
  for (std::size_t index = 0; index < std::min<std::size_t>(conversations.size(), 2000); ++index) {
    const ConversationTruth& truth = conversations[index];
    const bool stays = settled_at(truth) != never && truth.visibility.deleted_at == never;
    if (truth.media == MediaType::callback && stays) visit(index, truth);
  }
}

TEST(CallbackTime, OfAnOldRecordIsTheInstantOfReading) {
  WorldRecords source(test::fixture_world());
  std::size_t old_ones = 0;
  for_each_callback([&](std::size_t index, const ConversationTruth& truth) {
    const Instant old = std::max(settled_at(truth) + two_days, truth.visibility.visible_at);
    for (const auto attributes : {Attributes::hidden, Attributes::shown})
      for (const Instant at : {old, old + instant, old + std::chrono::days(30), old}) {
        const auto times = callback_times(written(source, index, at, attributes));
        ASSERT_FALSE(times.empty());
        for (const auto& time : times) EXPECT_EQ(time, format_instant(at));
      }
    ++old_ones;
  });
  EXPECT_GT(old_ones, 10U);
}

TEST(CallbackTime, StaysForTwoDaysWhatItWas) {
  WorldRecords source(test::fixture_world());
  std::size_t seen = 0;
  for_each_callback([&](std::size_t index, const ConversationTruth& truth) {
    const Instant last = settled_at(truth) + two_days - instant;
    if (truth.visibility.visible_at > last) return;
    const auto times = callback_times(written(source, index, last, Attributes::hidden));
    EXPECT_EQ(callback_times(written(source, index, truth.visibility.visible_at, Attributes::hidden)), times);
    for (const auto& time : times) EXPECT_LE(time, format_instant(settled_at(truth)));
    ++seen;
  });
  EXPECT_GT(seen, 10U);
}

TEST(CallbackTime, OfAnOldRecordIsStillTheOldOneToAFilter) {
  WorldRecords source(test::fixture_world());
  for_each_callback([&](std::size_t index, const ConversationTruth& truth) {
    const Instant known = settled_at(truth) + two_days - instant;
    if (truth.visibility.visible_at > known) return;
    for (const auto& time : callback_times(written(source, index, known, Attributes::hidden))) {
      const Predicate due{.name = "callbackScheduledTime", .value = time};
      const auto& facts = source.facts(index, known + std::chrono::days(5), Knowledge::of_history);
      EXPECT_TRUE(passes(facts, FilterLists{.segment = {Filter{.predicates = {due}}}})) << time;
    }
  });
}

TEST(CallbackTime, IsForgottenByNoRecordWithoutACallback) {
  for (const ConversationTruth& truth : test::fixture_world().conversations()) {
    const bool has_callback =
        std::any_of(truth.sessions.begin(), truth.sessions.end(),
                    [](const SessionTruth& session) { return session.media == MediaType::callback; });
    EXPECT_TRUE(has_callback || callbacks_forgotten_at(truth) == absent);
  }
}

TEST(OverwriteCallbackTimes, TouchesOnlyWhatWasWrittenSince) {
  std::string out = R"({"callbackScheduledTime":"2026-11-20T09:00:00.000Z"})";
  const std::string before = out;
  out +=
      R"([{"callbackScheduledTime":"2026-11-20T09:00:00.000Z"},{"callbackScheduledTime":"2026-11-20T10:00:00.000Z"}])";
  overwrite_callback_times(out, before.size(), Instant(std::chrono::milliseconds(0)));
  EXPECT_EQ(out, before + R"([{"callbackScheduledTime":"1970-01-01T00:00:00.000Z"},)"
                          R"({"callbackScheduledTime":"1970-01-01T00:00:00.000Z"}])");
}

}  // namespace
}  // namespace nowthen::sim
