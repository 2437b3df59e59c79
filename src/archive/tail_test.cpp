#include "archive/tail.hpp"

#include <gtest/gtest.h>

namespace nowthen::archive {
namespace {

/// Parts numbered from `first` on: `.` a sound page, `x` one with a flaw.
std::vector<TailPart> parts(const std::string& picture, std::uint64_t first = 1) {
  std::vector<TailPart> parts;
  for (const char sign : picture) parts.push_back({.number = first++, .flaw = sign == '.' ? "" : "damaged"});
  return parts;
}

std::size_t cut(const std::string& picture, std::optional<std::uint64_t> concluded = {}) {
  std::optional<Head> head;
  if (concluded) head = Head{.sequence = *concluded};
  return first_to_cut(parts(picture, 10), head);
}

TEST(FirstToCut, IsWhatHasNoSoundPageBehindIt) {
  EXPECT_EQ(cut(""), 0U);
  EXPECT_EQ(cut("..."), 3U);
  EXPECT_EQ(cut("..x"), 2U);
  EXPECT_EQ(cut(".xx"), 1U);
  EXPECT_EQ(cut("xxx"), 0U);
  EXPECT_EQ(cut("x.."), 3U) << "bytes that changed later cost no other page";
  EXPECT_EQ(cut(".x.x"), 3U);
}

TEST(FirstToCut, IsNothingThatWasConcludedFrom) {
  EXPECT_EQ(cut("..x", 12), 3U);
  EXPECT_EQ(cut("xxx", 12), 3U);
  EXPECT_EQ(cut("xxx", 11), 2U);
}

TEST(FirstToCut, IsTheFirstFlawBehindWhatWasConcludedFrom) {
  EXPECT_EQ(cut(".x.", 9), 1U) << "nothing was concluded from either";
  EXPECT_EQ(cut("x.x.", 10), 2U);
  EXPECT_EQ(cut("....", 9), 4U);
}

}  // namespace
}  // namespace nowthen::archive
