#include "simulator/notifications/floor_truth.hpp"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <set>

#include "simulator/platform/live_work.hpp"
#include "simulator/platform/world_records.hpp"
#include "simulator/world/world_fixture.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::minutes;
using test::fixture_begin;
using test::fixture_world;

/// Instants of a week of the fixture, at odd times of every hour of the day.
std::vector<Instant> instants() {
  std::vector<Instant> all;
  all.reserve(1500);
  for (int number = 0; number < 1500; ++number)
    all.push_back(fixture_begin() + std::chrono::days(2) + minutes(7 * number) +
                  std::chrono::milliseconds(7919 * number % 60'000));
  return all;
}

TEST(FloorTruth, HasEveryState) {
  std::set<LegState> states;
  for (const Instant at : instants())
    for (const FloorTruth& floor : floor_at(fixture_world(), at))
      for (const FloorLeg& leg : floor.legs) states.insert(leg.state);
  EXPECT_EQ(states.size(), 6U);
}

TEST(FloorTruth, CountsAsTheObservationsOfTheQueuesDo) {
  WorldRecords source(fixture_world());
  for (const Instant at : instants()) {
    std::map<std::string, int> observed;
    for_each_work(source, at, [&observed](Work work, const SegmentPlace& place) {
      if (work == Work::waiting || queue_of(place).empty()) return;
      ++observed[std::string(place.session.id) + (work == Work::alerting ? " alerting" : " interacting")];
    });
    std::map<std::string, int> shown;
    for (const FloorTruth& floor : floor_at(fixture_world(), at))
      for (const FloorLeg& leg : floor.legs) {
        if (leg.state == LegState::alerting) ++shown[leg.session_id + " alerting"];
        if (leg.state == LegState::interacting || leg.state == LegState::holding)
          ++shown[leg.session_id + " interacting"];
      }
    EXPECT_EQ(shown, observed);
  }
}

TEST(FloorTruth, IsNeverInTheFuture) {
  for (const Instant at : instants())
    for (const FloorTruth& floor : floor_at(fixture_world(), at)) {
      EXPECT_LE(floor.start, at);
      for (const FloorLeg& leg : floor.legs) EXPECT_LE(leg.since, at);
    }
}

TEST(FloorTruth, HasAConversationThatIsOverOnlyForItsWrapUp) {
  int over = 0;
  for (const Instant at : instants())
    for (const FloorTruth& floor : floor_at(fixture_world(), at)) {
      if (!floor.over) continue;
      ++over;
      for (const FloorLeg& leg : floor.legs) EXPECT_EQ(leg.state, LegState::wrapping);
    }
  EXPECT_GT(over, 0);
}

}  // namespace
}  // namespace nowthen::sim
