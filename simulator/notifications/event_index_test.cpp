#include "simulator/notifications/event_index.hpp"

#include <gtest/gtest.h>

#include <set>

#include "simulator/notifications/conversation_changes.hpp"
#include "simulator/notifications/notifications_fixture.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using test::fixture_begin;
using test::fixture_world;

constexpr Instant past_everything = absent - milliseconds(1);

EventIndex index_of(PlatformSource& source) {
  return {source, [](Instant) {}};
}

std::string queue_id(std::size_t number) { return to_text(fixture_world().centre().queues[number].id); }

/// Every change of one queue, found without an index.
std::vector<QueueChange> all_changes(PlatformSource& source, const std::string& queue) {
  std::vector<QueueChange> all;
  for (std::uint32_t index = 0; index < source.entries().size(); ++index) {
    const auto changes = changes_of(source.facts(index, past_everything, Knowledge::of_truth));
    for (const QueueTouch& touch : changes.touches)
      if (touch.queue_id == queue)
        for (const Instant at : changes.instants)
          if (at >= touch.since) all.push_back({.at = at, .conversation = index});
  }
  std::sort(all.begin(), all.end(), [](const QueueChange& left, const QueueChange& right) {
    return left.at != right.at ? left.at < right.at : left.conversation < right.conversation;
  });
  return all;
}

TEST(EventIndex, FindsEveryChangeOnceAndInOrder) {
  WorldRecords source(fixture_world());
  EventIndex index = index_of(source);
  const Instant from = fixture_begin() + hours(24 * 3);
  const Instant to = fixture_begin() + hours(24 * 6);
  for (std::size_t queue = 0; queue < 3; ++queue) {
    std::vector<QueueChange> expected;
    for (const QueueChange& change : all_changes(source, queue_id(queue)))
      if (change.at > from && change.at <= to) expected.push_back(change);
    std::vector<QueueChange> found;
    std::vector<QueueChange> some;
    for (Instant at = from; at < to; at += std::chrono::minutes(7)) {
      index.between(some, queue_id(queue), at, std::min(to, at + std::chrono::minutes(7)));
      found.insert(found.end(), some.begin(), some.end());
    }
    EXPECT_FALSE(expected.empty());
    EXPECT_EQ(found, expected) << queue;
  }
}

TEST(EventIndex, SteppingFromOneToTheNextMissesNone) {
  WorldRecords source(fixture_world());
  EventIndex index = index_of(source);
  const Instant from = fixture_begin() + hours(24 * 3);
  const Instant to = from + hours(12);
  std::set<Instant> expected;
  for (const QueueChange& change : all_changes(source, queue_id(0)))
    if (change.at > from && change.at <= to) expected.insert(change.at);
  std::set<Instant> found;
  for (auto at = index.next(queue_id(0), from, to); at; at = index.next(queue_id(0), *at, to))
    found.insert(*at);
  EXPECT_EQ(found, expected);
}

TEST(EventIndex, TellsAQueueNothingBeforeItIsTouched) {
  WorldRecords source(fixture_world());
  for (std::uint32_t index = 0; index < source.entries().size(); index += 13) {
    const auto changes = changes_of(source.facts(index, past_everything, Knowledge::of_truth));
    for (const QueueTouch& touch : changes.touches)
      EXPECT_TRUE(std::find(changes.instants.begin(), changes.instants.end(), touch.since) !=
                  changes.instants.end());
  }
}

TEST(EventIndex, KnowsNoQueueThatIsNone) {
  WorldRecords source(fixture_world());
  EventIndex index = index_of(source);
  EXPECT_FALSE(index.next("no queue", fixture_begin(), fixture_begin() + hours(24)));
}

}  // namespace
}  // namespace nowthen::sim
