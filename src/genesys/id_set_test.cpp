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
  rc::check([](const std::vector<std::uint8_t>& numbers) {
    IdSet ids;
    std::set<std::uint8_t> expected;
    for (const auto number : numbers) {
      const IdKey key{number % 4U, number / 4U};
      RC_ASSERT(ids.contains(key) == expected.contains(number));
      RC_ASSERT(ids.insert(key) == expected.insert(number).second);
      RC_ASSERT(ids.size() == expected.size());
    }
  });
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
