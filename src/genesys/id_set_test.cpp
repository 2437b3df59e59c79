#include "genesys/id_set.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <set>
#include <string>
#include <vector>

namespace nowthen::genesys {
namespace {

TEST(IdKey, TellsIdsApartThatDifferInAnything) {
  const std::vector<std::string> ids{"00000000-0000-0000-0000-000000000000",
                                     "00000000-0000-0000-0000-000000000001",
                                     "0000000000000000-0000-0000-000000000",
                                     "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
                                     "A1B2C3D4-e5f6-7890-abcd-ef1234567890",
                                     "ININ-WRAP-UP-TIMEOUT",
                                     "",
                                     "x"};
  for (std::size_t i = 0; i < ids.size(); ++i)
    for (std::size_t j = 0; j < ids.size(); ++j)
      EXPECT_EQ(key_of(ids[i]) == key_of(ids[j]), i == j) << ids[i] << ids[j];
}

TEST(IdSet, HoldsWhatASetHolds) {
  EXPECT_TRUE(rc::check([](const std::vector<std::uint8_t>& numbers) {
    IdSet ids;
    std::set<std::uint8_t> expected;
    for (const auto number : numbers) {
      const IdKey key{number % 4U, number / 4U};
      RC_ASSERT(ids.contains(key) == expected.contains(number));
      RC_ASSERT(ids.insert(key) == expected.insert(number).second);
      RC_ASSERT(ids.size() == expected.size());
    }
  }));
}

constexpr std::uint64_t place_mask = 1'023;

/// Ids that all lie in one place of 1,024 under `seed`.
std::vector<IdKey> ids_of_one_place(const IdSeed& seed) {
  std::vector<IdKey> chosen;
  for (std::uint64_t i = 0; chosen.size() < 64; ++i)
    if (const IdKey key{i, i * i}; (hash_of(key, seed) & place_mask) == 7) chosen.push_back(key);
  return chosen;
}

TEST(IdSet, ScattersIdsThatWereChosenForAnotherSeed) {
  const std::vector<IdKey> chosen = ids_of_one_place({.high = 1, .low = 2});
  EXPECT_TRUE(rc::check([&chosen](std::uint32_t high, std::uint32_t low) {
    const IdSeed seed{(high + 1ULL) * 0x9E3779B97F4A7C15U, (low + 1ULL) * 0xD1B54A32D192ED03U};
    std::set<std::uint64_t> places;
    for (const IdKey& key : chosen) places.insert(hash_of(key, seed) & place_mask);
    RC_ASSERT(places.size() > chosen.size() / 2);
  }));
}

TEST(IdSet, DrawsOneSeedForAllSetsOfTheProcess) {
  EXPECT_NE(process_seed().high, process_seed().low);
  EXPECT_EQ(&process_seed(), &process_seed());
}

TEST(IdSet, GrowsFarAndForgetsOnDemand) {
  IdSet ids;
  for (std::uint64_t i = 0; i < 100'000; ++i) ASSERT_TRUE(ids.insert({i, 0}));
  for (std::uint64_t i = 0; i < 100'000; ++i) ASSERT_FALSE(ids.insert({i, 0}));
  EXPECT_EQ(ids.size(), 100'000u);
  ids.clear();
  EXPECT_EQ(ids.size(), 0u);
  EXPECT_FALSE(ids.contains({5, 0}));
}

}  // namespace
}  // namespace nowthen::genesys
