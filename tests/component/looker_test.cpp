// What a look keeps of what the API shows, where there was no room for some of it.
#include "live/looker.hpp"

#include <gtest/gtest.h>

#include <set>

#include "support/simulated_client.hpp"

namespace nowthen::testing {
namespace {

constexpr const char* full = "only 3 MB are free where the data lie, and 1000 MB are to stay free";

class RecordsKept final : public live::LiveStore {
 public:
  std::string no_room;
  std::set<std::size_t> records;  ///< Hashes of them.

  Result<live::Kept> keep(const std::vector<live::ReceivedFrame>&) override { return live::Kept{no_room}; }
  Result<live::Kept> keep(const live::LookedUp& page) override {
    if (no_room.empty())
      for (const std::string& each : page.records) records.insert(std::hash<std::string>()(each));
    return live::Kept{no_room};
  }
  Result<void> conclude(const live::Concluded&) override { return {}; }
};

struct Looking {
  explicit Looking(const Platform& platform) : looker(platform, tracks, store) {}
  Result<live::LookReport> look() {
    return looker.look({.since = noon - std::chrono::hours(1), .planned = noon}, {noon, noon},
                       std::chrono::minutes(2), {});
  }
  RecordsKept store;
  live::Tracks tracks;
  live::Looker looker;
};

class LookerWithoutRoom : public ::testing::Test {
 protected:
  SimulatedClient here{still_world(), {.contract = Contract::platform}};
  Platform platform{here.client->platform().value()};
  Looking looking{platform};

  std::set<std::size_t> all() {
    Looking fresh(platform);
    EXPECT_TRUE(fresh.look());
    return fresh.store.records;
  }
};

TEST_F(LookerWithoutRoom, KeepsLaterWhatItCouldNotKeep) {
  looking.store.no_room = full;
  EXPECT_EQ(looking.look().value().no_room, full);
  looking.store.no_room.clear();
  EXPECT_EQ(looking.look().value().no_room, "");
  ASSERT_GT(all().size(), 3U);
  EXPECT_EQ(looking.store.records, all());
}

TEST_F(LookerWithoutRoom, SaysSoAndKeepsItLaterThoughTheLookFailedAfterwards) {
  looking.store.no_room = full;
  ASSERT_TRUE(here.simulator->set_faults(R"([{"match":{"endpoint":"details_query"},"at":2,"do":400}])"));
  ASSERT_FALSE(looking.look());
  EXPECT_EQ(looking.looker.no_room(), full);
  ASSERT_TRUE(here.simulator->set_faults("[]"));
  looking.store.no_room.clear();
  ASSERT_TRUE(looking.look());
  EXPECT_EQ(looking.looker.no_room(), "");
  EXPECT_EQ(looking.store.records, all());
}

}  // namespace
}  // namespace nowthen::testing
